import { areKernelsReplaced } from '../kernels/current.js';
import { changes, type Home } from '../tensor/changes.js';
import type { Values } from '../tensor/dtype.js';
import { nextId, type Tensor } from '../tensor/tensor.js';
import type { Variable } from '../tensor/variable.js';
import { Calculation } from './calculation.js';
import { TapeMemory } from './memory.js';
import { type Plan, Planner } from './plan.js';
import type { Trace, TracedView } from './trace.js';
import { type TapeBackend, tapeModule } from './wasm/load.js';

/** A variable's values in the tape's memory. */
interface BoundVariable {
  readonly variable: Variable;
  readonly values: Values;
  readonly written: boolean;
  /** The variable's version that was copied here last. */
  version: number;
}

/** A tensor from outside, and whether it wanted a gradient when the tape was made. */
interface Captured {
  readonly tensor: Tensor;
  readonly wanted: boolean;
}

/**
 * A function's calculation, laid out in one piece of memory, to be replayed on new inputs.
 *
 * Variables that the calculation changes live in the tape's memory from the first replay on, until
 * another tape takes them over or somebody assigns them.
 */
export class Tape {
  readonly outputs: readonly Values[];
  /** How many steps run in WebAssembly, and how many in JavaScript. */
  readonly counts: { readonly webAssembly: number; readonly javaScript: number };
  readonly #inputs: readonly Values[];
  readonly #captured: readonly Captured[];
  /** Tensors from outside that get a gradient inside and must have none from before. */
  readonly #leaves: readonly Tensor[];
  readonly #variables: readonly BoundVariable[];
  readonly #home: Home = { runs: 0, changedAt: 0 };
  /** Whether runs change any variable. */
  readonly #writes: boolean;
  /** The count of changes up to which all of this was looked at. */
  #seen = -1;
  readonly #scripts: readonly (() => void)[];
  readonly #calculate: readonly (() => void)[];

  constructor(
    trace: Trace,
    inputs: readonly TracedView[],
    outputs: readonly TracedView[],
    backend: TapeBackend,
  ) {
    const module = tapeModule(backend);
    const plan = new Planner(trace, module !== null).plan(inputs, outputs);
    const calculation = new Calculation(plan, module);
    const memory = new TapeMemory(calculation.bytes, module);
    for (const constant of plan.constants) memory.at(constant).set(constant.initial!);
    this.#inputs = plan.inputs.map((block) => memory.at(block));
    this.outputs = plan.outputs.map((block) => memory.at(block));
    this.#variables = plan.variables.map(({ variable, block, written }) => {
      return {
        variable,
        values: memory.at(block),
        written,
        version: -1,
      };
    });
    this.#writes = plan.variables.some(({ written }) => written);
    const captured = new Set([
      ...trace.captured,
      ...plan.variables.map(({ variable }) => variable),
    ]);
    for (const tensor of captured) tensor.watch();
    this.#captured = [...captured].map((tensor) => ({ tensor, wanted: tensor.requiresGrad }));
    this.#leaves = [...trace.touched.keys()].filter((leaf) => trace.captured.has(leaf));
    this.#scripts = planScripts(plan, memory);
    this.#calculate = calculation.load(memory);
    this.counts = calculation.counts;
  }

  /**
   * Makes sure that the tape stands for what would be calculated now, and that its memory holds the
   * current values of all variables.
   *
   * @returns false if it stands for another calculation: a tensor wants a gradient that wanted none,
   *   or the reverse, or has a gradient from before to which one would be added, or `setKernels` has
   *   replaced the kernels
   * @throws ResourceError if a tensor was disposed
   */
  prepare(): boolean {
    // Small nets take a fraction of a microsecond per step, so nothing is looked at twice.
    if (this.#seen === changes.count) return true;
    if (areKernelsReplaced()) return false;
    if (this.#captured.some(({ tensor, wanted }) => tensor.requiresGrad !== wanted)) return false;
    if (this.#leaves.some((leaf) => leaf.grad !== null)) return false;
    // Reading `values` throws for a tensor that was disposed.
    for (const { tensor } of this.#captured) void tensor.values;
    for (const bound of this.#variables) bind(bound, this.#home);
    this.#seen = changes.count;
    return true;
  }

  /**
   * Calculates once, after `prepare`: `outputs` and the variables then hold the results.
   *
   * @param inputs tensors of the shapes and types that were traced
   */
  replay(inputs: readonly Tensor[]): void {
    // Plain loops: see `prepare`.
    for (let i = 0; i < inputs.length; i++) copy(inputs[i]!.values, this.#inputs[i]!);
    const [scripts, calculate] = [this.#scripts, this.#calculate];
    for (let i = 0; i < scripts.length; i++) scripts[i]!();
    for (let i = 0; i < calculate.length; i++) calculate[i]!();
    if (this.#writes) this.#noteRun();
  }

  /** Tells all others that the variables changed; this tape itself need not look at them again. */
  #noteRun(): void {
    this.#home.runs++;
    this.#home.changedAt = nextId();
    // A script may have changed something too: a schedule is a function of the reader's.
    const undisturbed = this.#seen === changes.count;
    changes.count++;
    if (undisturbed) this.#seen = changes.count;
  }
}

/** Up to so many numbers, `set` takes longer than a loop. */
const FEW = 8;

function copy(from: Values, to: Values): void {
  if (from.length > FEW) to.set(from);
  else for (let i = 0; i < from.length; i++) to[i] = from[i]!;
}

/** Takes over the values of a variable that the tape changes, or copies those that it reads. */
function bind(bound: BoundVariable, home: Home): void {
  const { variable, values, written } = bound;
  if (variable.values === values) return;
  if (written) {
    values.set(variable.values);
    variable.moveTo(values, home);
  } else if (bound.version !== variable.version) {
    values.set(variable.values);
    bound.version = variable.version;
  }
}

/** Checks come first: what they refuse must leave nothing changed. */
function planScripts({ scripts }: Plan, memory: TapeMemory): (() => void)[] {
  const checks: (() => void)[] = [];
  const others: (() => void)[] = [];
  for (const { step, block } of scripts) {
    if (step.kind === 'effect') others.push(step.effect);
    else {
      const values = memory.at(block!);
      if (step.kind === 'check') checks.push(() => step.check(values));
      else others.push(() => step.fill(values));
    }
  }
  return [...checks, ...others];
}
