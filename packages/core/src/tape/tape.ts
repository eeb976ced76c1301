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
      return { variable, values: memory.at(block), written, version: -1 };
    });
    this.#scripts = planScripts(plan, memory);
    this.#calculate = calculation.load(memory);
    this.counts = calculation.counts;
  }

  /**
   * Calculates once: `outputs` and the variables then hold the results.
   *
   * @param inputs tensors of the shapes and types that were traced
   */
  replay(inputs: readonly Tensor[]): void {
    for (let i = 0; i < inputs.length; i++) this.#inputs[i]!.set(inputs[i]!.values);
    this.#bindVariables();
    for (const run of this.#scripts) run();
    for (const run of this.#calculate) run();
    for (const bound of this.#variables) {
      if (bound.written) bound.variable.changed();
    }
  }

  /** Makes sure that the tape's memory holds the current values of all variables. */
  #bindVariables(): void {
    for (const bound of this.#variables) {
      const { variable, values } = bound;
      const current = variable.values;
      if (current === values) continue;
      if (bound.written) {
        values.set(current);
        variable.moveTo(values);
      } else if (bound.version !== variable.version) {
        values.set(current);
        bound.version = variable.version;
      }
    }
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
