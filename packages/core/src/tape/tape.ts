import type { Values } from '../tensor/dtype.js';
import type { Tensor } from '../tensor/tensor.js';
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
  /** Whether it wanted a gradient when the tape was made. */
  readonly wanted: boolean;
  /** The variable's version that was copied here last. */
  version: number;
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
  readonly #variables: readonly BoundVariable[];
  readonly #written: readonly Variable[];
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
        wanted: variable.requiresGrad,
        version: -1,
      };
    });
    this.#written = plan.variables.flatMap(({ variable, written }) => (written ? [variable] : []));
    this.#scripts = planScripts(plan, memory);
    this.#calculate = calculation.load(memory);
    this.counts = calculation.counts;
  }

  /** Whether this is a variable whose values the tape reads or writes. */
  holds(tensor: Tensor): boolean {
    return this.#variables.some(({ variable }) => variable === tensor);
  }

  /**
   * Makes sure that the tape's memory holds the current values of all variables.
   *
   * @returns false if one wants a gradient that wanted none, or the reverse: then the tape stands
   *   for another calculation
   */
  prepare(): boolean {
    // Plain loops, here and below: small nets take a fraction of a microsecond per step.
    const variables = this.#variables;
    for (let i = 0; i < variables.length; i++) {
      const bound = variables[i]!;
      const { variable } = bound;
      if (variable.requiresGrad ? !bound.wanted : bound.wanted) return false;
      if (variable.values !== bound.values) bind(bound);
    }
    return true;
  }

  /**
   * Calculates once, after `prepare`: `outputs` and the variables then hold the results.
   *
   * @param inputs tensors of the shapes and types that were traced
   */
  replay(inputs: readonly Tensor[]): void {
    for (let i = 0; i < inputs.length; i++) this.#inputs[i]!.set(inputs[i]!.values);
    const [scripts, calculate, written] = [this.#scripts, this.#calculate, this.#written];
    for (let i = 0; i < scripts.length; i++) scripts[i]!();
    for (let i = 0; i < calculate.length; i++) calculate[i]!();
    for (let i = 0; i < written.length; i++) written[i]!.changed();
  }
}

/** Takes over the values of a variable that the tape changes, or copies those that it reads. */
function bind(bound: BoundVariable): void {
  const { variable, values, written } = bound;
  if (written) {
    values.set(variable.values);
    variable.moveTo(values);
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
