import type { CallOutcome, Compiled, Runner } from '@backprop/runner';
import { GRADED_LIMITS } from '@backprop/runner';
import { compile } from '@backprop/runner/compile';
import type { Exercise } from '../catalogue/exercise.js';
import { ExerciseError } from '../errors.js';
import { type Case, callOf } from './cases.js';
import { type DifferencePlan, planDifferences } from './central-difference.js';

/** What the exercise's own programs answer; learned from runs apart from any submission's. */
export interface Reference {
  cases: readonly Case[];
  /** The right answer to each case. */
  answers: readonly unknown[];
  /** For each case compared with a finite difference, the gradient that it should have. */
  gradients: ReadonlyMap<number, unknown>;
}

/** What an exercise's or a learner's program may import. */
export const GRADED_IMPORTS = ['@backprop/core', '@backprop/core/scalar'] as const;

/** A text made ready for the runner; throws CompileError with the place. */
export const compileModule = (text: string, filename: string): Compiled =>
  compile(text, { kind: 'module', imports: GRADED_IMPORTS, filename });

/**
 * Asks solution.ts for the right answers.
 *
 * @throws ExerciseError when the solution does not answer: the exercise is broken.
 */
export async function askSolution(
  exercise: Exercise,
  cases: readonly Case[],
  runner: Runner,
): Promise<Reference> {
  const plans = new Map<number, DifferencePlan>();
  for (const [index, { group, args }] of cases.entries()) {
    if (group.compare.kind !== 'finite-difference') continue;
    plans.set(index, planDifferences(group.compare, args));
  }
  const planned = [...plans.values()].flatMap((plan) => plan.calls);
  const values = await answersOf(exercise, runner, [...cases.map(callOf), ...planned]);

  const gradients = new Map<number, unknown>();
  let next = cases.length;
  for (const [index, plan] of plans) {
    const around = values.slice(next, next + plan.calls.length);
    next += plan.calls.length;
    gradients.set(index, plan.gradient(around as number[]));
  }
  return { cases, answers: values.slice(0, cases.length), gradients };
}

async function answersOf(
  { id, solution }: Exercise,
  runner: Runner,
  calls: Parameters<Runner['call']>[1],
): Promise<unknown[]> {
  const compiled = compileModule(solution, 'solution.ts');
  const { outcomes, ending } = await runner.call(compiled, calls, { limits: GRADED_LIMITS });
  return outcomes.map((outcome, index) => {
    if (outcome.how === 'returned') return outcome.value;
    const what = describeOutcome(outcome, ending.how === 'broken' ? ending.reason : ending.how);
    throw new ExerciseError(
      `grade ${id}`,
      `solution.ts to answer ${calls[index]!.export}`,
      what,
      'this is a fault of the exercise or of this machine, not yours; please report it',
    );
  });
}

function describeOutcome(outcome: CallOutcome, ending: string): string {
  if (outcome.how === 'threw') return `${outcome.error.name}: ${outcome.error.message}`;
  if (outcome.how === 'not-data') return outcome.reason;
  return outcome.how === 'missing' ? 'no such export' : `no answer (${ending})`;
}

/** What every program in wrong/ answers to the cases, in the order of `exercise.mistakes`. */
export async function askMistakes(
  { mistakes }: Exercise,
  cases: readonly Case[],
  runner: Runner,
): Promise<CallOutcome[][]> {
  const calls = cases.map(callOf);
  const answers: CallOutcome[][] = [];
  for (const { name, text } of mistakes) {
    const compiled = compileModule(text, `wrong/${name}.ts`);
    answers.push((await runner.call(compiled, calls, { limits: GRADED_LIMITS })).outcomes);
  }
  return answers;
}
