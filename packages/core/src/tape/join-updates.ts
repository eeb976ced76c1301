import { type Draft, type Memory, readsOf, type UpdateDraft, type UpdatePart } from './draft.js';

/** Memories that are placed one after the other, with no more than three numbers between them. */
export type Row = readonly number[];

/**
 * Updates that follow each other by the same rule become one, over all their variables: a net of
 * many small weights then costs one loop instead of many.
 */
export function joinUpdates(drafts: readonly Draft[], memories: readonly Memory[]): Draft[] {
  const lastReaders = findLastReaders(drafts);
  const taken = new Set<number>();
  const placed = new Set<Draft>();
  const joined: Draft[] = [];
  for (const draft of drafts) {
    if (draft.kind !== 'update' || !mayBePlaced(draft, lastReaders, taken, memories)) {
      joined.push(draft);
      continue;
    }
    for (const number of membersOf(draft.parts[0]!)) taken.add(number);
    const before = joined.at(-1);
    if (before?.kind === 'update' && placed.has(before) && isAlike(before, draft)) {
      joined[joined.length - 1] = { ...before, parts: [...before.parts, ...draft.parts] };
    } else joined.push(draft);
    placed.add(joined.at(-1)!);
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

/** The last step that reads each memory. */
function findLastReaders(drafts: readonly Draft[]): Map<number, Draft> {
  return new Map(
    drafts.flatMap((draft) => readsOf(draft).map((number) => [number, draft] as const)),
  );
}

/** Whether this update's memories may be placed where it wants them, and no other has yet. */
function mayBePlaced(
  update: UpdateDraft,
  lastReaders: ReadonlyMap<number, Draft>,
  taken: ReadonlySet<number>,
  memories: readonly Memory[],
): boolean {
  const part = update.parts[0]!;
  const { fixed, constant, variable, length } = memories[part.gradient]!;
  // A gradient that comes from outside stays where it is; one that is needed later must stay.
  if (fixed || constant !== null || variable !== null) return false;
  if (lastReaders.get(part.gradient) !== update) return false;
  const members = membersOf(part);
  return length > 0 && members.every((number) => !taken.has(number));
}

function isAlike(a: UpdateDraft, b: UpdateDraft): boolean {
  if (a.step.rule !== b.step.rule || a.rate !== b.rate) return false;
  return a.step.constants.every((constant, i) => constant === b.step.constants[i]);
}
