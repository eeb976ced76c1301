import { countUses, type Draft, type Memory, type UpdateDraft, type UpdatePart } from './draft.js';

/** Memories that are placed one after the other, with no more than three numbers between them. */
export type Row = readonly number[];

/**
 * Updates that follow each other by the same rule become one, over all their variables: a net of
 * many small weights then costs one loop instead of many.
 */
export function joinUpdates(drafts: readonly Draft[], memories: readonly Memory[]): Draft[] {
  const uses = countUses(drafts);
  const taken = new Set<number>();
  const joined: Draft[] = [];
  for (const draft of drafts) {
    if (draft.kind !== 'update' || !mayBePlaced(draft.parts[0]!, uses, taken, memories)) {
      joined.push(draft);
      continue;
    }
    for (const number of membersOf(draft.parts[0]!)) taken.add(number);
    const before = joined.at(-1);
    if (before?.kind === 'update' && isPlaced(before, taken) && isAlike(before, draft)) {
      joined[joined.length - 1] = { ...before, parts: [...before.parts, ...draft.parts] };
    } else joined.push(draft);
  }
  return joined;
}

/** What must lie side by side: all gradients of a joined update, all variables, all first slots … */
export function rowsOf(drafts: readonly Draft[]): Row[] {
  return drafts.flatMap((draft): Row[] => {
    if (draft.kind !== 'update' || draft.parts.length === 1) return [];
    const { parts } = draft;
    const kinds = parts[0]!.changed.map((_, i) => parts.map(({ changed }) => changed[i]!));
    return [parts.map(({ gradient }) => gradient), ...kinds];
  });
}

const membersOf = ({ gradient, changed }: UpdatePart) => [gradient, ...changed];

/** Whether this part's memories may be placed where the update wants them, and no other has yet. */
function mayBePlaced(
  part: UpdatePart,
  uses: ReadonlyMap<number, number>,
  taken: ReadonlySet<number>,
  memories: readonly Memory[],
): boolean {
  const { fixed, constant, variable, length } = memories[part.gradient]!;
  // A gradient that something else needs, or that comes from outside, stays where it is.
  if (fixed || constant !== null || variable !== null || uses.get(part.gradient) !== 1)
    return false;
  const members = membersOf(part);
  return length > 0 && members.every((number) => !taken.has(number));
}

const isPlaced = ({ parts }: UpdateDraft, taken: ReadonlySet<number>): boolean =>
  taken.has(parts[0]!.gradient);

function isAlike(a: UpdateDraft, b: UpdateDraft): boolean {
  if (a.step.rule !== b.step.rule || a.rate !== b.rate) return false;
  return a.step.constants.every((constant, i) => constant === b.step.constants[i]);
}
