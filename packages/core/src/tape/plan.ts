import type { DType, Values } from '../tensor/dtype.js';
import { sizeOf } from '../tensor/shape.js';
import type { Variable } from '../tensor/variable.js';
import { placeMemories } from './arena.js';
import {
  type Draft,
  dropUnneeded,
  type Form,
  type Memory,
  writesOf,
  writeThrough,
} from './draft.js';
import { dropCopies } from './drop-copies.js';
import { joinBias, joinRelu, joinSlopes } from './fuse.js';
import { joinUpdates, rowsOf } from './join-updates.js';
import type { CallStep, ScriptStep, Trace, TracedView, UpdateStep } from './trace.js';

/** A stretch of the tape's memory that holds one array of numbers at a time. */
export interface Block {
  readonly dtype: DType;
  readonly length: number;
  /** Bytes from the start of the tape's memory. */
  offset: number;
  /** What the numbers are before the first step; null if a step or a script writes them. */
  readonly initial: Values | null;
}

/** A call between blocks. */
export interface PlannedCall {
  readonly kind: 'call';
  readonly step: CallStep;
  readonly inputs: readonly Block[];
  readonly output: Block;
  readonly form: Form | null;
  readonly relu: boolean;
}

/** A copy of one block into another. */
export interface PlannedCopy {
  readonly kind: 'copy';
  readonly from: Block;
  readonly to: Block;
}

/**
 * An optimizer's update in one pass; `changed` are the variable's block and its slots'. Further
 * variables lie behind the first, and all of them together are `length` numbers.
 */
export interface PlannedUpdate {
  readonly kind: 'update';
  readonly step: UpdateStep;
  readonly length: number;
  readonly gradient: Block;
  readonly rate: Block;
  readonly changed: readonly Block[];
}

export type PlannedStep = PlannedCall | PlannedCopy | PlannedUpdate;

/** A variable and the block that holds its values. */
export interface PlannedVariable {
  readonly variable: Variable;
  readonly block: Block;
  readonly written: boolean;
}

/** Everything a replay needs to know. */
export interface Plan {
  readonly inputs: readonly Block[];
  readonly variables: readonly PlannedVariable[];
  readonly constants: readonly Block[];
  /** What runs in JavaScript before the steps, in order. */
  readonly scripts: readonly { readonly step: ScriptStep; readonly block: Block | null }[];
  readonly steps: readonly PlannedStep[];
  readonly outputs: readonly Block[];
  /** Bytes of the whole memory. */
  readonly bytes: number;
}

/**
 * Decides what a replay computes and where: leaves out what nobody needs or what never changes,
 * writes updates straight into variables where it can, and lets arrays that do not live at the
 * same time share memory.
 */
export class Planner {
  readonly #numbers = new Map<Values, number>();
  readonly #byVariable = new Map<Variable, number>();
  readonly #memories: Memory[] = [];
  readonly #trace: Trace;

  readonly #fuse: boolean;

  /**
   * @param trace what to plan
   * @param fuse whether steps that WebAssembly does in one pass become one
   */
  constructor(trace: Trace, fuse = false) {
    this.#trace = trace;
    this.#fuse = fuse;
  }

  plan(inputs: readonly TracedView[], outputs: readonly TracedView[]): Plan {
    const inputNumbers = inputs.map((input) => {
      const number = this.#fix(this.#number(input));
      this.#memories[number]!.constant = null;
      return number;
    });
    const changing = new Set(inputNumbers);
    const scripts = this.#planScripts(changing);
    const drafts = this.#draft(changing);
    const outputNumbers = outputs.map((output) => this.#fix(this.#number(output)));
    const needed = dropUnneeded(drafts, outputNumbers, this.#memories);
    const joined = this.#fuse ? this.#join(needed) : needed;
    const steps = writeThrough(joined, this.#memories);
    const { blocks, bytes } = placeMemories(this.#memories, steps, rowsOf(steps));
    const block = (number: number) => blocks[number]!;
    return {
      inputs: inputNumbers.map(block),
      variables: this.#planVariables(steps, block),
      constants: blocks.filter(({ initial }) => initial !== null),
      scripts: scripts.map(({ step, number }) => ({
        step,
        block: number === null ? null : block(number),
      })),
      steps: steps.map((draft) => placeStep(draft, block)),
      outputs: outputNumbers.map(block),
      bytes,
    };
  }

  #join(drafts: readonly Draft[]): Draft[] {
    const memories = this.#memories;
    const calls = dropCopies(drafts, memories);
    const products = joinRelu(joinSlopes(joinBias(calls, memories), memories), memories);
    return joinUpdates(products, memories);
  }

  /** The number of an array, the same for all memories that one variable has had. */
  #number({ values, shape, dtype }: TracedView): number {
    const known = this.#numbers.get(values);
    if (known !== undefined) return known;
    const variable = this.#trace.variables.get(values) ?? null;
    let number = variable === null ? undefined : this.#byVariable.get(variable);
    if (number === undefined) {
      number = this.#memories.length;
      const fixed = variable !== null;
      const length = sizeOf(shape);
      this.#memories.push({ dtype, length, variable, constant: fixed ? null : values, fixed });
      if (variable !== null) this.#byVariable.set(variable, number);
    }
    this.#numbers.set(values, number);
    return number;
  }

  #fix(number: number): number {
    this.#memories[number]!.fixed = true;
    return number;
  }

  #planScripts(changing: Set<number>) {
    const scripts: { step: ScriptStep; number: number | null }[] = [];
    for (const step of this.#trace.steps) {
      if (step.kind === 'effect') scripts.push({ step, number: null });
      if (step.kind === 'check')
        scripts.push({ step, number: this.#fix(this.#number(step.input)) });
      if (step.kind !== 'fill') continue;
      const number = this.#fix(this.#number(step.output));
      this.#memories[number]!.constant = null;
      changing.add(number);
      scripts.push({ step, number });
    }
    return scripts;
  }

  /** Numbers the memories of all steps; calls on arrays that never change are left out. */
  #draft(changing: Set<number>): Draft[] {
    const drafts: Draft[] = [];
    const { steps } = this.#trace;
    for (let at = 0; at < steps.length; at++) {
      const step = steps[at]!;
      if (step.kind === 'assign') {
        const from = this.#number(step.value);
        drafts.push({ kind: 'copy', from, to: this.#number(step.variable) });
      } else if (step.kind === 'call') {
        const draft = this.#draftCall(step, changing);
        if (draft !== null) drafts.push(draft);
      } else if (step.kind === 'update' && this.#fuse && isFloat32(step)) {
        drafts.push(this.#draftUpdate(step));
        at += step.covers;
      }
    }
    return drafts;
  }

  /** Null where nothing is to be calculated: nothing changes, or memory is only seen anew. */
  #draftCall(step: CallStep, changing: Set<number>): Draft | null {
    const inputs = step.inputs.map((input) => this.#number(input));
    const output = this.#number(step.output);
    const changes = inputs.some(
      (input) => changing.has(input) || this.#memories[input]!.variable !== null,
    );
    if (!changes) return null;
    changing.add(output);
    this.#memories[output]!.constant = null;
    return inputs.includes(output) ? null : { kind: 'call', step, inputs, output };
  }

  #draftUpdate(step: UpdateStep): Draft {
    const gradient = this.#number(step.gradient);
    const changed = [step.variable, ...step.slots].map((variable) => this.#number(variable));
    return { kind: 'update', step, rate: this.#number(step.rate), parts: [{ gradient, changed }] };
  }

  #planVariables(steps: readonly Draft[], block: (number: number) => Block): PlannedVariable[] {
    const written = new Set(steps.flatMap(writesOf));
    return [...this.#byVariable].map(([variable, number]) => ({
      variable,
      block: block(number),
      written: written.has(number),
    }));
  }
}

const isFloat32 = ({ variable, gradient }: UpdateStep) =>
  variable.dtype === 'float32' && gradient.dtype === 'float32';

/** A step with blocks in place of numbers. */
function placeStep(draft: Draft, block: (number: number) => Block): PlannedStep {
  if (draft.kind === 'copy') return { kind: 'copy', from: block(draft.from), to: block(draft.to) };
  const { step } = draft;
  if (draft.kind === 'call') {
    const { inputs, output, form = null, relu = false } = draft;
    return {
      kind: 'call',
      step: draft.step,
      inputs: inputs.map(block),
      output: block(output),
      form,
      relu,
    };
  }
  const { rate, parts } = draft;
  const [first, last] = [parts[0]!, parts.at(-1)!];
  const changed = first.changed.map(block);
  const end = block(last.changed[0]!);
  return {
    kind: 'update',
    step: step as UpdateStep,
    length: (end.offset - changed[0]!.offset) / 4 + end.length,
    gradient: block(first.gradient),
    rate: block(rate),
    changed,
  };
}
