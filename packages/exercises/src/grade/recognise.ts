import type { CallOutcome } from '@backprop/runner';
import type { Mistake } from '../catalogue/exercise.js';
import { judge, sameAnswer } from './judge.js';
import type { Reference } from './reference.js';

/**
 * Finds the common mistake that a submission made, by its answers alone.
 *
 * A mistake is recognised when its program gives the submission's answer to every case, the
 * right ones included, and its answer is wrong in at least one case that the submission failed.
 *
 * @param received The submission's answers; each case must have one.
 * @param answers Those of each mistake's program.
 */
export function recogniseMistake(
  reference: Reference,
  received: readonly CallOutcome[],
  mistakes: readonly Mistake[],
  answers: readonly (readonly CallOutcome[])[],
): Mistake | null {
  const failed = received.flatMap((outcome, at) => (judge(at, outcome, reference) ? [at] : []));
  const explains = (theirs: readonly CallOutcome[]) =>
    reference.cases.every(({ group }, at) =>
      sameAnswer(group.compare, theirs[at]!, received[at]!),
    ) && failed.some((at) => judge(at, theirs[at]!, reference) !== null);
  return mistakes.find((_, index) => explains(answers[index]!)) ?? null;
}
