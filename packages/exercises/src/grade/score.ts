import type { CallOutcome } from '@backprop/runner';
import type { Exercise } from '../catalogue/exercise.js';
import { type Fault, judge } from './judge.js';
import type { Reference } from './reference.js';
import { showValue } from './show-value.js';
import type { Failure, GroupScore, Score } from './verdict.js';

const MOST_FAILURES = 3;

/** Counts right answers by group and picks the failures that are worth showing. */
export function scoreAnswers(
  exercise: Exercise,
  reference: Reference,
  outcomes: readonly CallOutcome[],
): { score: Score; groups: GroupScore[]; failures: Failure[] } {
  const faults = outcomes.map((outcome, index) => judge(index, outcome, reference));
  const groups = exercise.definition.groups.map((group): GroupScore => {
    const own = faults.filter((_, index) => reference.cases[index]!.group === group);
    const passed = own.filter((fault) => fault === null).length;
    return { title: group.title, random: group.random !== undefined, passed, total: own.length };
  });
  const score = {
    passed: groups.reduce((sum, group) => sum + group.passed, 0),
    total: groups.reduce((sum, group) => sum + group.total, 0),
  };
  return { score, groups, failures: worthShowing(exercise, reference, faults) };
}

/** The first failure of each group, then more of the earlier groups. */
function worthShowing(
  exercise: Exercise,
  { cases }: Reference,
  faults: readonly (Fault | null)[],
): Failure[] {
  const seen = new Map<unknown, number>();
  const ranked = faults.flatMap((fault, index) => {
    if (!fault) return [];
    const { group } = cases[index]!;
    const rank = seen.get(group) ?? 0;
    seen.set(group, rank + 1);
    return [{ rank, index, fault }];
  });
  ranked.sort((a, b) => a.rank - b.rank || a.index - b.index);
  return ranked.slice(0, MOST_FAILURES).map(({ index, fault }): Failure => {
    const { group, args } = cases[index]!;
    const names = exercise.definition.exports[group.call] ?? [];
    return {
      group: group.title,
      call: group.call,
      args: args.map((arg, at) => ({
        name: names[at] ?? `argument ${at + 1}`,
        text: showValue(arg),
      })),
      ...fault,
    };
  });
}
