import type { View } from '../kernels/contract.js';
import type { Options, PrimitiveRecord } from '../ops/define.js';
import type { DType, Values } from '../tensor/dtype.js';
import type { Tensor } from '../tensor/tensor.js';
import type { Variable } from '../tensor/variable.js';
import type { Results } from './results.js';

/** A memory that a trace has seen, under the shape it had there. */
export interface TracedView extends View {
  readonly dtype: DType;
}

/** A call of an operation. Where the output shares the input's memory nothing is computed. */
export interface CallStep {
  readonly kind: 'call';
  readonly op: PrimitiveRecord;
  readonly inputs: readonly TracedView[];
  readonly options: Options;
  readonly output: TracedView;
}

/** A variable took new values. */
export interface AssignStep {
  readonly kind: 'assign';
  readonly variable: Variable;
  readonly value: TracedView;
}

/** What a replay must do in JavaScript: draw random numbers, count updates, check labels. */
export type ScriptStep =
  | {
      readonly kind: 'fill';
      readonly output: TracedView;
      /** What the numbers depend on besides chance. */
      readonly parameters: readonly unknown[];
      fill(values: Values): void;
    }
  | { readonly kind: 'check'; readonly input: TracedView; check(values: Values): void }
  | { readonly kind: 'effect'; effect(): void };

/** An optimizer's update of one variable, for machines that do it in one pass. */
export interface FusedUpdate {
  readonly rule: 'sgd' | 'adam';
  /** Numbers of the rule that never change. */
  readonly constants: readonly number[];
}

/** Says that the steps after it, `covers` of them, are together one update. */
export interface UpdateStep extends FusedUpdate {
  readonly kind: 'update';
  readonly variable: Variable;
  readonly slots: readonly Variable[];
  readonly gradient: TracedView;
  readonly rate: TracedView;
  covers: number;
}

/** The tensors of an update, before their memories are taken down. */
interface UpdateParts {
  readonly variable: Variable;
  readonly slots: readonly Variable[];
  readonly gradient: Tensor;
  readonly rate: Tensor;
}

export type Step = CallStep | AssignStep | ScriptStep | UpdateStep;

/**
 * A list of everything that a function did with tensors while it ran once.
 *
 * Memories are told apart by identity: tensors that share one (`reshape`, `clone`) are one memory
 * under two shapes.
 */
export class Trace {
  readonly steps: Step[] = [];
  /** Variables by the memories they have had since the trace began. */
  readonly variables = new Map<Values, Variable>();
  /** Tensors from outside that were read, to ask at each replay whether they still exist. */
  readonly captured = new Set<Tensor>();
  /** Tensors that it computed from what changes. */
  readonly made = new Set<Tensor>();
  /** Leaves that `backward` wrote a gradient into, with the gradient from before. */
  readonly touched = new Map<Tensor, Tensor | null>();
  /** The function's arguments and its results. */
  readonly inputs: readonly TracedView[];
  readonly results: TracedView[] = [];
  /** Where everything stands in what it returns. */
  places: readonly string[] = [];
  /** Optimizers that made updates, each with a question: has it still the options that it had? */
  readonly options = new Map<object, () => boolean>();
  /** Why this run cannot be replayed; null if it can. */
  obstacle: string | null = null;
  readonly #firstId: number;
  readonly #returned = new Set<Tensor>();
  readonly #inputs: readonly Tensor[];
  /** Memories whose contents a replay changes. */
  readonly #changing: Set<Values>;
  /** Memories of the function's arguments. */
  readonly #given: ReadonlySet<Values>;
  /** Arguments by what became of them as int32: indices are checked where they came in. */
  readonly #converted = new Map<Values, TracedView>();

  /**
   * @param inputs the function's arguments
   * @param firstId id that the next tensor will have; older ones come from outside
   */
  constructor(inputs: readonly Tensor[], firstId: number) {
    this.#firstId = firstId;
    this.#inputs = inputs;
    this.inputs = inputs.map(view);
    this.#given = new Set(inputs.map((input) => input.values));
    this.#changing = new Set(this.#given);
  }

  call(op: PrimitiveRecord, inputs: readonly Tensor[], options: Options, output: Tensor): void {
    for (const input of inputs) this.#meet(input);
    this.steps.push({ kind: 'call', op, inputs: inputs.map(view), options, output: view(output) });
    if (op.name === 'cast' && output.dtype === 'int32' && this.#given.has(inputs[0]!.values)) {
      this.#converted.set(output.values, view(inputs[0]!));
    }
    if (inputs.some((input) => this.#changing.has(input.values))) {
      this.#changing.add(output.values);
      this.made.add(output);
    }
  }

  /** A variable has just taken the values of a tensor. */
  assign(variable: Variable, value: Tensor): void {
    this.#meet(value);
    this.#meet(variable);
    this.steps.push({ kind: 'assign', variable, value: view(value) });
  }

  /** The steps that `run` makes are one update of a variable and its slots. */
  update(fused: FusedUpdate, parts: UpdateParts, run: () => void): void {
    const [gradient, rate] = [parts.gradient, parts.rate].map(view) as [TracedView, TracedView];
    for (const tensor of Object.values(parts).flat()) this.#meet(tensor);
    const step: UpdateStep = { ...fused, ...parts, kind: 'update', gradient, rate, covers: 0 };
    this.steps.push(step);
    const first = this.steps.length;
    run();
    step.covers = this.steps.length - first;
  }

  fill(output: Tensor, parameters: readonly unknown[], fill: (values: Values) => void): void {
    this.#changing.add(output.values);
    this.made.add(output);
    this.steps.push({ kind: 'fill', output: view(output), parameters, fill });
  }

  check(input: Tensor, check: (values: Values) => void): void {
    this.#meet(input);
    if (!this.#changing.has(input.values)) return;
    const argument = this.#converted.get(input.values);
    if (argument !== undefined) {
      const converted = (values: Values) => check(Int32Array.from(values));
      this.steps.push({ kind: 'check', input: argument, check: converted });
      return;
    }
    // Replays check before they calculate, so that what is refused leaves nothing changed.
    if (!this.#given.has(input.values)) {
      this.hinder('it checks numbers that it has computed');
    }
    this.steps.push({ kind: 'check', input: view(input), check });
  }

  effect(effect: () => void): void {
    this.steps.push({ kind: 'effect', effect });
  }

  /** Whether a replay may find other numbers in this memory. */
  changes(values: Values): boolean {
    return this.#changing.has(values);
  }

  /** The function looked at numbers; what it does may depend on them. */
  read(tensor: Tensor): void {
    if (tensor.isVariable) this.#meet(tensor);
    if (!this.#changing.has(tensor.values)) return;
    this.hinder('it reads the numbers of a tensor, so what it does may depend on them');
  }

  /** A tensor's gradient is about to change from what it was before. */
  touch(leaf: Tensor, before: Tensor | null): void {
    if (!this.touched.has(leaf)) this.touched.set(leaf, before);
  }

  /** The function looked at a gradient; a replay does not look for those from outside. */
  readGradient(leaf: Tensor): void {
    if (leaf.id >= this.#firstId || this.touched.has(leaf)) return;
    this.hinder('it reads a gradient that was there before; pass it as an argument');
  }

  /** The function did what no replay would do. */
  hinder(reason: string): void {
    this.obstacle ??= reason;
  }

  /**
   * Disposes what was computed and not handed out; of what is in a graph, copies are. Replays make no
   * such tensors, so whoever kept one by the way would take its numbers for those of a later call.
   */
  disposeMade(): void {
    for (const tensor of this.made) {
      if (tensor.requiresGrad || !this.#returned.has(tensor)) tensor.dispose();
    }
  }

  /** Closes the trace with what the function returned: a replay does nothing but that. */
  close({ tensors, places, other }: Results): void {
    for (const tensor of tensors) {
      if (tensor.isVariable) this.#meet(tensor);
      this.results.push(view(tensor));
      this.#returned.add(tensor);
    }
    this.places = places;
    if (other !== null) this.hinder(`${other}, and a replay could only repeat it; return tensors`);
    if (this.#inputs.some(({ isDisposed }) => isDisposed)) {
      this.hinder('it disposes its argument; do so outside');
    }
    for (const [leaf, before] of this.touched) {
      if (leaf.id >= this.#firstId || (before === null && leaf.grad === null)) continue;
      this.hinder('it leaves a gradient in a tensor or adds to one; call zeroGrad() inside');
    }
  }

  #meet(tensor: Tensor): void {
    if (tensor.isVariable) {
      if (tensor.id >= this.#firstId) this.hinder('it makes a variable; make it outside');
      this.variables.set(tensor.values, tensor as Variable);
      this.#changing.add(tensor.values);
    }
    if (tensor.id < this.#firstId && !this.#inputs.includes(tensor)) this.captured.add(tensor);
  }
}

function view({ values, shape, dtype }: Tensor): TracedView {
  return { values, shape, dtype };
}

let current: Trace | null = null;

/** The trace that is being made, or null. */
export function currentTrace(): Trace | null {
  return current;
}

/** Runs a function while a trace listens, or with null while none does. */
export function withTrace<T>(trace: Trace | null, run: () => T): T {
  const previous = current;
  current = trace;
  try {
    return run();
  } finally {
    current = previous;
  }
}

/**
 * Fills a new tensor with numbers that differ each time: now, and at each replay.
 *
 * @param parameters what the numbers depend on; where two runs differ in it, no replay stands for them
 */
export function fillEachTime(
  output: Tensor,
  parameters: readonly unknown[],
  fill: (values: Values) => void,
): void {
  fill(output.values);
  current?.fill(output, parameters, fill);
}

/** Looks at a tensor's numbers and throws if they will not do: now, and at each replay. */
export function checkEachTime(input: Tensor, check: (values: Values) => void): void {
  check(input.values);
  current?.check(input, check);
}

/** Does something besides computing with tensors: now, and at each replay. */
export function doEachTime(effect: () => void): void {
  effect();
  current?.effect(effect);
}
