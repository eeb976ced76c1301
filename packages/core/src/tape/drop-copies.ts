import { type CallDraft, countUses, type Draft, type Memory, type UpdateDraft } from './draft.js';

/**
 * Leaves out calls whose result is, number by number, what they were given: a product with ones, as
 * the mean over a batch of one example leaves behind, and the sum of each number by itself, where
 * only an update reads it. In a tiny net such a call takes as long as one that does something.
 */
export function dropCopies(drafts: readonly Draft[], memories: readonly Memory[]): Draft[] {
  const uses = countUses(drafts);
  const gradients = gradientsOf(drafts);
  /** By the memory of a call that was left out: the memory that has the same numbers. */
  const sources = new Map<number, number>();
  return drafts.flatMap((given): Draft[] => {
    const draft = redirect(given, sources);
    if (draft.kind !== 'call') return [draft];
    const { output } = draft;
    const source = sourceOf(draft, memories);
    if (source === null || memories[output]!.fixed) return [draft];
    // Sums turn -0 into 0, and so does Adam, first thing. Others might tell the two apart.
    const forAdam = gradients.has(output) && uses.get(output) === 1;
    if (draft.step.op.name !== 'mul' && !forAdam) return [draft];
    sources.set(output, source);
    return [];
  });
}

/** The memory whose numbers a call only copies; null if it does something, or may not be left out. */
function sourceOf({ step, inputs, output, form }: CallDraft, memories: readonly Memory[]) {
  if (form !== undefined || memories[output]!.dtype !== 'float32') return null;
  const candidates = SOURCES[step.op.name]?.(inputs, memories) ?? [];
  const source = candidates.find((number) => {
    const { length, dtype, variable, constant } = memories[number]!;
    // A variable may have other numbers by the time that the result is read.
    const stays = variable === null && constant === null;
    return stays && dtype === 'float32' && length === memories[output]!.length;
  });
  return source ?? null;
}

/** Of each operation that may be a copy: the inputs of which it then is one. */
const SOURCES: Record<
  string,
  (inputs: readonly number[], memories: readonly Memory[]) => readonly number[]
> = {
  mul: ([a, b], memories) => {
    return [a!, b!].filter((_, i) => isOnes(memories[i === 0 ? b! : a!]!));
  },
  sum: (inputs) => inputs,
  sumTo: (inputs) => inputs,
};

const isOnes = ({ constant }: Memory) => constant?.every((x: number) => x === 1) ?? false;

/** The gradients that Adam reads. */
function gradientsOf(drafts: readonly Draft[]): Set<number> {
  const updates = drafts.filter((draft): draft is UpdateDraft => draft.kind === 'update');
  const byAdam = updates.filter(({ step }) => step.rule === 'adam');
  return new Set(byAdam.flatMap(({ parts }) => parts.map(({ gradient }) => gradient)));
}

/** The same step, reading what the left out calls would have copied. */
function redirect(draft: Draft, sources: ReadonlyMap<number, number>): Draft {
  const source = (number: number) => sources.get(number) ?? number;
  if (draft.kind === 'call') return { ...draft, inputs: draft.inputs.map(source) };
  if (draft.kind === 'copy') return { ...draft, from: source(draft.from) };
  const parts = draft.parts.map(({ gradient, changed }) => {
    return { gradient: source(gradient), changed };
  });
  return { ...draft, rate: source(draft.rate), parts };
}
