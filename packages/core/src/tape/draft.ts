import type { DType, Values } from '../tensor/dtype.js';
import { sizeOf } from '../tensor/shape.js';
import type { Variable } from '../tensor/variable.js';
import type { CallStep, UpdateStep } from './trace.js';

/** What is known of a memory while planning. */
export interface Memory {
  readonly dtype: DType;
  readonly length: number;
  readonly variable: Variable | null;
  /** Contents that no replay changes. */
  constant: Values | null;
  /** Whether its place is its own for the whole replay. */
  fixed: boolean;
}

/**
 * What a call does besides, or instead of, its operation: `bias` adds the last input to each row of
 * the product; a slope multiplies the first input by the activation's slope where its result was
 * the second.
 */
export type Form = 'bias' | 'tanhSlope' | 'sigmoidSlope' | 'reluSlope';

/** A call of an operation. */
export interface CallDraft {
  readonly kind: 'call';
  readonly step: CallStep;
  readonly inputs: readonly number[];
  output: number;
  readonly form?: Form;
  /** Whether relu is taken of the result. */
  readonly relu?: true;
}

/** A copy of one memory into another. */
export interface CopyDraft {
  readonly kind: 'copy';
  readonly from: number;
  readonly to: number;
}

/** What an update reads and changes for one variable. */
export interface UpdatePart {
  readonly gradient: number;
  /** The variable's memory and its slots'. */
  readonly changed: readonly number[];
}

/**
 * An optimizer's update in one pass, of one variable or of several that lie side by side. Reads the
 * gradients and the rate, changes all others.
 */
export interface UpdateDraft {
  readonly kind: 'update';
  readonly step: UpdateStep;
  readonly rate: number;
  readonly parts: readonly UpdatePart[];
}

/** One step before memory is given out, with a memory's number for each array. */
export type Draft = CallDraft | CopyDraft | UpdateDraft;

/** The memories that a step reads. */
export function readsOf(draft: Draft): readonly number[] {
  if (draft.kind === 'call') return draft.inputs;
  if (draft.kind === 'copy') return [draft.from];
  return [draft.rate, ...draft.parts.flatMap(({ gradient, changed }) => [gradient, ...changed])];
}

/** The memories that a step writes. */
export function writesOf(draft: Draft): readonly number[] {
  if (draft.kind === 'call') return [draft.output];
  if (draft.kind === 'copy') return [draft.to];
  return draft.parts.flatMap(({ changed }) => changed);
}

/** Keeps the steps on a way to an output or a variable. */
export function dropUnneeded(
  drafts: readonly Draft[],
  outputs: readonly number[],
  memories: readonly Memory[],
): Draft[] {
  const wanted = new Set(outputs);
  const kept: Draft[] = [];
  for (const draft of [...drafts].reverse()) {
    const needed = writesOf(draft).some(
      (number) => wanted.has(number) || memories[number]!.variable !== null,
    );
    if (!needed) continue;
    for (const read of readsOf(draft)) wanted.add(read);
    kept.push(draft);
  }
  return kept.reverse();
}

/** How many steps read each memory. */
export function countUses(drafts: readonly Draft[]): Map<number, number> {
  const uses = new Map<number, number>();
  for (const draft of drafts) {
    for (const read of readsOf(draft)) uses.set(read, (uses.get(read) ?? 0) + 1);
  }
  return uses;
}

/**
 * Lets the call that computes a variable's next values write them there at once, where the old
 * ones are not needed any more. A call on each number by itself may even overwrite what it reads.
 */
export function writeThrough(drafts: readonly Draft[], memories: readonly Memory[]): Draft[] {
  const kept = new Set(drafts);
  const uses = countUses(drafts);
  drafts.forEach((draft, at) => {
    if (draft.kind !== 'copy' || memories[draft.from]!.fixed || uses.get(draft.from) !== 1) return;
    const { from, to } = draft;
    const madeAt = drafts.findIndex((other) => writesOf(other).includes(from));
    const maker = drafts[madeAt];
    if (maker?.kind !== 'call') return;
    const between = drafts.slice(madeAt + 1, at).filter((other) => kept.has(other));
    const touched = (other: Draft) => readsOf(other).includes(to) || writesOf(other).includes(to);
    if (between.some(touched) || (maker.inputs.includes(to) && !isPointwise(maker.step))) return;
    maker.output = to;
    kept.delete(draft);
  });
  return drafts.filter((draft) => kept.has(draft));
}

/** Whether each number of the result depends only on the inputs' numbers at the same place. */
function isPointwise({ op, inputs, output }: CallStep): boolean {
  const length = sizeOf(output.shape);
  return op.pointwise === true && inputs.every(({ shape }) => sizeOf(shape) === length);
}
