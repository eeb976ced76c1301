import type { Score, Verdict } from '../grade/verdict.js';
import { type ExerciseProgress, emptyProgress, type Progress } from './format.js';

/**
 * Joins what two tabs, or the page and the command line, know; exercise by exercise.
 *
 * Nothing that was reached is lost: a pass stays, the better score stays, and of two texts the
 * later one stays. The order of the two does not matter, nor does merging twice.
 *
 * @example
 * const page = recordHint(emptyProgress(), 'one-update', 2);
 * const terminal = recordHint(emptyProgress(), 'one-update', 1);
 * mergeProgress(page, terminal).exercises['one-update'].hints //=> 2
 */
export function mergeProgress(a: Progress, b: Progress): Progress {
  const merged = emptyProgress();
  const ids = new Set([...Object.keys(a.exercises), ...Object.keys(b.exercises)]);
  for (const id of [...ids].sort()) {
    const [one, other] = [a.exercises[id], b.exercises[id]];
    merged.exercises[id] = one && other ? mergeEntries(one, other) : (one ?? other)!;
  }
  return merged;
}

function mergeEntries(a: ExerciseProgress, b: ExerciseProgress): ExerciseProgress {
  const { code, changed } = isLater(a, b) ? a : b;
  return {
    passed: a.passed || b.passed,
    attempts: Math.max(a.attempts, b.attempts),
    best: better(a.best, b.best),
    code,
    hints: Math.max(a.hints, b.hints),
    changed,
  };
}

/** Whether a's text is the one to keep; at the same moment, any fixed choice will do. */
function isLater(a: ExerciseProgress, b: ExerciseProgress): boolean {
  if (a.code === null || b.code === null) {
    return a.code === b.code ? a.changed > b.changed : a.code !== null;
  }
  return a.changed === b.changed ? a.code > b.code : a.changed > b.changed;
}

/** The score with the larger share; of equal shares, the one of more cases. */
function better(a: Score | null, b: Score | null): Score | null {
  if (!a || !b) return a ?? b;
  const lead = share(a) - share(b) || a.total - b.total;
  return lead >= 0 ? a : b;
}

const share = ({ passed, total }: Score): number => (total === 0 ? 0 : passed / total);

/** An exercise that was not opened yet. */
export const untouched = (): ExerciseProgress => ({
  passed: false,
  attempts: 0,
  best: null,
  code: null,
  hints: 0,
  changed: '1970-01-01T00:00:00.000Z',
});

/**
 * Progress after one more verdict. A run that the learner stopped changes nothing.
 *
 * @param progress What was known before; it is not changed.
 * @param verdict From a grader.
 * @param code The text that was graded.
 * @param now When, for merging.
 * @returns Progress with the better score, one more attempt and the text.
 * @example
 * const verdict = {
 *   exercise: 'one-update', seed: 7, passed: false, score: { passed: 46, total: 48 },
 *   groups: [{ title: 'fixed', passed: 46, total: 48, random: false }],
 *   failures: [], mistake: null, problem: null, output: [], milliseconds: 12,
 * };
 * const progress = recordVerdict(emptyProgress(), verdict, 'export …', new Date());
 * progress.exercises['one-update'].attempts //=> 1
 * progress.exercises['one-update'].best //=> { passed: 46, total: 48 }
 */
export function recordVerdict(
  progress: Progress,
  verdict: Verdict,
  code: string,
  now: Date,
): Progress {
  if (verdict.problem?.kind === 'stopped') return progress;
  const before = progress.exercises[verdict.exercise] ?? untouched();
  return withEntry(progress, verdict.exercise, {
    ...before,
    passed: before.passed || verdict.passed,
    attempts: before.attempts + 1,
    best: better(before.best, verdict.score),
    code,
    changed: now.toISOString(),
  });
}

/**
 * Progress after a hint was shown.
 *
 * @param progress What was known before; it is not changed.
 * @param id The exercise's slug.
 * @param shown How many of its hints were shown by now.
 * @example
 * recordHint(emptyProgress(), 'one-update', 1).exercises['one-update'].hints //=> 1
 */
export function recordHint(progress: Progress, id: string, shown: number): Progress {
  const before = progress.exercises[id] ?? untouched();
  const hints = Math.max(before.hints, shown);
  return withEntry(progress, id, { ...before, hints });
}

const withEntry = (progress: Progress, id: string, entry: ExerciseProgress): Progress => ({
  ...progress,
  exercises: { ...progress.exercises, [id]: entry },
});
