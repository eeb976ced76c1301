import { BYTES, type DType, type Values } from '../tensor/dtype.js';
import { sizeOf } from '../tensor/shape.js';
import type { Variable } from '../tensor/variable.js';
import type { CallStep, ScriptStep, Trace, TracedView } from './trace.js';

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
  readonly step: CallStep;
  readonly inputs: readonly Block[];
  readonly output: Block;
}

/** A copy of one block into a variable's. */
export interface PlannedCopy {
  readonly from: Block;
  readonly to: Block;
}

export type PlannedStep = PlannedCall | PlannedCopy;

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

/** Vector loads may run past the end of a block by less than this; stores never do. */
const PADDING = 64;
const ALIGNMENT = 64;

/** One step before memory is given out, with a memory's number for each array. */
type Draft =
  | { readonly step: CallStep; readonly inputs: readonly number[]; output: number }
  | { readonly from: number; readonly to: number };

const readsOf = (draft: Draft) => ('step' in draft ? draft.inputs : [draft.from]);
const writeOf = (draft: Draft) => ('step' in draft ? draft.output : draft.to);

/** What is known of a memory while planning. */
interface Memory {
  readonly dtype: DType;
  readonly length: number;
  variable: Variable | null;
  /** Contents that no replay changes. */
  constant: Values | null;
  /** Whether its place is its own for the whole replay. */
  fixed: boolean;
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

  constructor(trace: Trace) {
    this.#trace = trace;
  }

  plan(inputs: readonly TracedView[], outputs: readonly TracedView[]): Plan {
    const inputNumbers = inputs.map((input) => this.#fix(this.#number(input)));
    const changing = new Set(inputNumbers);
    const scripts = this.#planScripts(changing);
    const drafts = this.#draft(changing);
    const outputNumbers = outputs.map((output) => this.#fix(this.#number(output)));
    const needed = dropUnneeded(drafts, new Set(outputNumbers), this.#memories);
    const steps = writeThrough(needed, this.#memories);
    const { blocks, bytes } = placeMemories(this.#memories, steps);
    const block = (number: number) => blocks[number]!;
    return {
      inputs: inputNumbers.map(block),
      variables: this.#planVariables(steps, block),
      constants: blocks.filter(({ initial }) => initial !== null),
      scripts: scripts.map(({ step, number }) => ({
        step,
        block: number === null ? null : block(number),
      })),
      steps: steps.map((draft) =>
        'step' in draft
          ? { step: draft.step, inputs: draft.inputs.map(block), output: block(draft.output) }
          : { from: block(draft.from), to: block(draft.to) },
      ),
      outputs: outputNumbers.map(block),
      bytes,
    };
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
    for (const step of this.#trace.steps) {
      if (step.kind === 'assign') {
        const to = this.#byVariable.get(step.variable)!;
        const from = this.#number(step.value);
        drafts.push({ from, to });
      } else if (step.kind === 'call') {
        const inputs = step.inputs.map((input) => this.#number(input));
        const output = this.#number(step.output);
        const changes = inputs.some(
          (input) => changing.has(input) || this.#memories[input]!.variable !== null,
        );
        if (!changes) continue;
        changing.add(output);
        this.#memories[output]!.constant = null;
        if (!inputs.includes(output)) drafts.push({ step, inputs, output });
      }
    }
    return drafts;
  }

  #planVariables(steps: readonly Draft[], block: (number: number) => Block): PlannedVariable[] {
    const written = new Set(steps.map(writeOf));
    return [...this.#byVariable].map(([variable, number]) => ({
      variable,
      block: block(number),
      written: written.has(number),
    }));
  }
}

/** Keeps the steps on a way to an output or a variable. */
function dropUnneeded(
  drafts: readonly Draft[],
  outputs: ReadonlySet<number>,
  memories: readonly Memory[],
): Draft[] {
  const wanted = new Set(outputs);
  const kept: Draft[] = [];
  for (const draft of [...drafts].reverse()) {
    const write = writeOf(draft);
    if (!wanted.has(write) && memories[write]!.variable === null) continue;
    for (const read of readsOf(draft)) wanted.add(read);
    kept.push(draft);
  }
  return kept.reverse();
}

/**
 * Lets the call that computes a variable's next values write them there at once, where the old
 * ones are not needed any more. A call on each number by itself may even overwrite what it reads.
 */
function writeThrough(drafts: readonly Draft[], memories: readonly Memory[]): Draft[] {
  const steps: (Draft | null)[] = [...drafts];
  drafts.forEach((draft, at) => {
    if ('step' in draft || memories[draft.from]!.fixed) return;
    const { from, to } = draft;
    const uses = drafts.filter((other) => readsOf(other).includes(from)).length;
    const madeAt = drafts.findIndex((other) => writeOf(other) === from);
    const maker = drafts[madeAt];
    if (uses !== 1 || maker === undefined || !('step' in maker)) return;
    const between = drafts.slice(madeAt + 1, at);
    if (between.some((other) => readsOf(other).includes(to) || writeOf(other) === to)) return;
    if (maker.inputs.includes(to) && !isPointwise(maker.step)) return;
    maker.output = to;
    steps[at] = null;
  });
  return steps.filter((draft) => draft !== null);
}

/** Whether each number of the result depends only on the inputs' numbers at the same place. */
function isPointwise({ op, inputs, output }: CallStep): boolean {
  const length = sizeOf(output.shape);
  return op.pointwise === true && inputs.every(({ shape }) => sizeOf(shape) === length);
}

/** Gives every memory its place; arrays with separate lifetimes may share one. */
function placeMemories(memories: readonly Memory[], steps: readonly Draft[]) {
  const lastUse = new Map<number, number>();
  steps.forEach((draft, at) => {
    for (const number of [...readsOf(draft), writeOf(draft)]) lastUse.set(number, at);
  });
  const arena = new Arena();
  const blocks = memories.map(({ dtype, length, constant, fixed }, number): Block => {
    const lives = fixed || (constant !== null && lastUse.has(number));
    const offset = lives ? arena.take(length * BYTES[dtype]) : -1;
    return { dtype, length, offset, initial: lives ? constant : null };
  });
  steps.forEach((draft, at) => {
    const made = blocks[writeOf(draft)]!;
    if (made.offset < 0) made.offset = arena.take(made.length * BYTES[made.dtype]);
    for (const number of new Set([...readsOf(draft), writeOf(draft)])) {
      const { fixed, constant } = memories[number]!;
      if (fixed || constant !== null || lastUse.get(number) !== at) continue;
      const done = blocks[number]!;
      arena.give(done.offset, done.length * BYTES[done.dtype]);
    }
  });
  return { blocks, bytes: arena.bytes };
}

/** Memory in one piece, of which stretches are taken and given back. */
class Arena {
  #end = ALIGNMENT;
  readonly #free: { offset: number; size: number }[] = [];

  /** Bytes used at the worst moment. */
  get bytes(): number {
    return this.#end + PADDING;
  }

  /** The smallest free stretch that is large enough, or a new one. */
  take(bytes: number): number {
    const size = roundUp(bytes);
    let best = -1;
    this.#free.forEach((stretch, i) => {
      if (stretch.size < size) return;
      if (best < 0 || stretch.size < this.#free[best]!.size) best = i;
    });
    if (best < 0) {
      this.#end += size;
      return this.#end - size;
    }
    const stretch = this.#free[best]!;
    const { offset } = stretch;
    stretch.offset += size;
    stretch.size -= size;
    if (stretch.size === 0) this.#free.splice(best, 1);
    return offset;
  }

  give(offset: number, bytes: number): void {
    this.#free.push({ offset, size: roundUp(bytes) });
    this.#free.sort((a, b) => a.offset - b.offset);
    for (let i = this.#free.length - 1; i > 0; i--) {
      const [left, right] = [this.#free[i - 1]!, this.#free[i]!];
      if (left.offset + left.size !== right.offset) continue;
      left.size += right.size;
      this.#free.splice(i, 1);
    }
  }
}

const roundUp = (bytes: number) => Math.ceil((bytes + PADDING) / ALIGNMENT) * ALIGNMENT;
