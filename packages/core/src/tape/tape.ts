import type { View } from '../kernels/contract.js';
import { currentKernels } from '../kernels/current.js';
import type { Values } from '../tensor/dtype.js';
import type { Tensor } from '../tensor/tensor.js';
import type { Variable } from '../tensor/variable.js';
import type { Block, Plan, PlannedStep } from './plan.js';

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
  readonly #inputs: readonly Values[];
  readonly #variables: readonly BoundVariable[];
  readonly #scripts: readonly (() => void)[];
  readonly #calculate: () => void;

  constructor(plan: Plan) {
    const memory = new TapeMemory(plan.bytes);
    for (const constant of plan.constants) memory.at(constant).set(constant.initial!);
    this.#inputs = plan.inputs.map((block) => memory.at(block));
    this.outputs = plan.outputs.map((block) => memory.at(block));
    this.#variables = plan.variables.map(({ variable, block, written }) => {
      return { variable, values: memory.at(block), written, version: -1 };
    });
    this.#scripts = planScripts(plan, memory);
    this.#calculate = interpret(plan.steps, memory);
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
    this.#calculate();
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

const ARRAYS = {
  bool: Uint8Array,
  int32: Int32Array,
  float32: Float32Array,
  float64: Float64Array,
} as const;

/** The one piece of memory behind a tape. */
export class TapeMemory {
  readonly #buffer: ArrayBuffer;

  constructor(bytes: number) {
    this.#buffer = new ArrayBuffer(bytes);
  }

  /** The numbers of a block. */
  at({ dtype, offset, length }: Block): Values {
    return new ARRAYS[dtype](this.#buffer, offset, length);
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

/** The calculation, step by step, with the kernels that are current when the tape is made. */
function interpret(steps: readonly PlannedStep[], memory: TapeMemory): () => void {
  const kernels = currentKernels();
  const runs = steps.map((planned): (() => void) => {
    if ('from' in planned) {
      const from = memory.at(planned.from);
      const to = memory.at(planned.to);
      return () => to.set(from);
    }
    const { op, inputs, options, output } = planned.step;
    const views = inputs.map(({ shape }, i): View => {
      return { values: memory.at(planned.inputs[i]!), shape };
    });
    const out: View = { values: memory.at(planned.output), shape: output.shape };
    return () => op.forward(kernels, views, out, options);
  });
  return () => {
    for (const run of runs) run();
  };
}
