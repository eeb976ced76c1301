import type { Failure, Verdict } from './verdict.js';

/** What a line is, so that page and terminal each dress it in their own way. */
export type ReportPart =
  | { kind: 'headline'; passed: boolean; text: string }
  | { kind: 'problem'; text: string }
  | { kind: 'mistake'; text: string }
  | { kind: 'group'; passed: boolean; text: string }
  | { kind: 'failure'; failure: Failure; text: string }
  | { kind: 'seed'; text: string };

/**
 * The verdict in one sentence: the first line of a terminal, what a screen reader says.
 *
 * @example
 * const verdict = {
 *   exercise: 'one-update', seed: 7, passed: false, score: { passed: 46, total: 48 },
 *   groups: [{ title: 'fixed', passed: 46, total: 48, random: false }],
 *   failures: [], mistake: null, problem: null, output: [], milliseconds: 12,
 * };
 * headline(verdict) //=> 'Not yet: 46 of 48 cases are right.'
 */
export function headline({ passed, score, problem }: Verdict): string {
  if (passed) return `Passed: all ${score.total} cases are right.`;
  if (problem?.kind === 'stopped') return 'Stopped.';
  if (problem?.kind === 'timed-out') return 'Not yet: your program did not finish in time.';
  if (problem?.kind === 'did-not-finish') return 'Not yet: your program did not finish.';
  if (problem?.kind === 'syntax') return 'Not yet: this text cannot be run.';
  return `Not yet: ${score.passed} of ${score.total} cases are right.`;
}

/**
 * Everything that a verdict says to the learner, in order, as plain text.
 *
 * @param verdict from a grader
 * @returns lines with their kinds; page and terminal dress them
 * @example
 * const verdict = {
 *   exercise: 'one-update', seed: 7, passed: false, score: { passed: 46, total: 48 },
 *   groups: [{ title: 'fixed', passed: 46, total: 48, random: false }],
 *   failures: [], mistake: null, problem: null, output: [], milliseconds: 12,
 * };
 * report(verdict).map((part) => part.text) //=> ['Not yet: 46 of 48 cases are right.', '46/48 fixed']
 */
export function report(verdict: Verdict): ReportPart[] {
  const { problem, mistake, groups, failures, seed, passed } = verdict;
  const parts: ReportPart[] = [{ kind: 'headline', passed, text: headline(verdict) }];
  if (problem) parts.push({ kind: 'problem', text: problem.message });
  if (mistake) parts.push({ kind: 'mistake', text: mistake.message });
  if (problem && NOTHING_RAN.has(problem.kind)) return parts;
  for (const group of groups) {
    parts.push({
      kind: 'group',
      passed: group.passed === group.total,
      text: `${group.passed}/${group.total} ${group.title}`,
    });
  }
  for (const failure of failures) {
    parts.push({ kind: 'failure', failure, text: textOfFailure(failure) });
  }
  if (groups.some(({ random }) => random)) {
    parts.push({ kind: 'seed', text: `Seed ${seed} draws these random cases again.` });
  }
  return parts;
}

const NOTHING_RAN = new Set(['syntax', 'load', 'stopped']);

function textOfFailure({ group, call, args, expected, received, why }: Failure): string {
  return [
    `${group}: ${why}`,
    `  ${call}(${args.map(({ name }) => name).join(', ')}), where`,
    ...args.map(({ name, text }) => `    ${name} = ${text}`),
    `  expected ${expected}`,
    `  received ${received}`,
  ].join('\n');
}
