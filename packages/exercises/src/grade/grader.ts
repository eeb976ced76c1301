import type { CallOutcome, CallsResult, Compiled, Runner, RunOptions } from '@backprop/runner';
import { GRADED_LIMITS } from '@backprop/runner';
import type { Exercise, Mistake } from '../catalogue/exercise.js';
import { anySeed, callOf, casesOf } from './cases.js';
import { problemOfRun, problemOfText } from './problem.js';
import { recogniseMistake } from './recognise.js';
import { askMistakes, askSolution, compileModule, type Reference } from './reference.js';
import { scoreAnswers } from './score.js';
import type { Problem, Verdict } from './verdict.js';

/** What a caller may set for one grading. */
export interface GradeOptions {
  /** Draws the random cases; one that nobody chose by default. */
  seed?: number;
  /** Ends the learner's run. */
  signal?: AbortSignal;
  /** Milliseconds that the learner's program may be silent. */
  deadline?: number;
  onOutput?: RunOptions['onOutput'];
}

/** Grades submissions in one place where programs run, and remembers the right answers. */
export interface Grader {
  /**
   * Runs a submission and compares its answers with the solution's.
   *
   * @throws ExerciseError when the exercise itself is broken. Whatever the submission does ends
   * in a verdict.
   */
  grade(exercise: Exercise, submission: string, options?: GradeOptions): Promise<Verdict>;
  /** Learns the right and the mistaken answers ahead of time, so that a verdict comes at once. */
  prepare(exercise: Exercise, seed: number): Promise<void>;
}

interface Known {
  seed: number;
  reference: Promise<Reference>;
  mistaken?: Promise<CallOutcome[][]>;
}

/**
 * Makes a grader.
 *
 * @param runner Where programs run: the page's frame, or Node's child process.
 * @example
 * const runner = createExerciseRunner();
 * const exercise = await loadExercise('one-update');
 * const verdict = await createGrader(runner).grade(exercise, exercise.solution, { seed: 7 });
 * runner.dispose();
 * headline(verdict).startsWith('Passed') //=> true
 */
export function createGrader(runner: Runner): Grader {
  // The answers of the last seed; a learner stays with one while mending a program.
  const known = new WeakMap<Exercise, Known>();

  function know(exercise: Exercise, seed: number): Known {
    const before = known.get(exercise);
    if (before?.seed === seed) return before;
    const cases = casesOf(exercise.definition, seed);
    const now: Known = { seed, reference: askSolution(exercise, cases, runner) };
    now.reference.catch(() => known.delete(exercise));
    known.set(exercise, now);
    return now;
  }

  function mistakenAnswers(exercise: Exercise, now: Known, { cases }: Reference) {
    now.mistaken ??= askMistakes(exercise, cases, runner);
    return now.mistaken;
  }

  async function findMistake(
    exercise: Exercise,
    now: Known,
    reference: Reference,
    outcomes: readonly CallOutcome[],
  ): Promise<Mistake | null> {
    const answers = await mistakenAnswers(exercise, now, reference);
    return recogniseMistake(reference, outcomes, exercise.mistakes, answers);
  }

  return {
    async prepare(exercise, seed) {
      const now = know(exercise, seed);
      await mistakenAnswers(exercise, now, await now.reference);
    },

    async grade(exercise, submission, options = {}) {
      const started = performance.now();
      const seed = options.seed ?? anySeed();
      const now = know(exercise, seed);
      const reference = await now.reference;
      const { result, problem } = await runSubmission(runner, submission, reference, options);
      const { score, groups, failures } = scoreAnswers(exercise, reference, result.outcomes);
      const passed = problem === null && score.passed === score.total;
      const mistake =
        problem || passed ? null : await findMistake(exercise, now, reference, result.outcomes);
      return {
        exercise: exercise.id,
        seed,
        passed,
        score,
        groups,
        failures,
        mistake: mistake && { name: mistake.name, message: mistake.message },
        problem,
        output: result.output,
        milliseconds: performance.now() - started,
      };
    },
  };
}

async function runSubmission(
  runner: Runner,
  submission: string,
  { cases }: Reference,
  { signal, deadline = GRADED_LIMITS.deadline, onOutput }: GradeOptions,
): Promise<{ result: Pick<CallsResult, 'outcomes' | 'output'>; problem: Problem | null }> {
  let compiled: Compiled;
  try {
    compiled = compileModule(submission, 'your program');
  } catch (thrown) {
    const outcomes = cases.map((): CallOutcome => ({ how: 'unanswered' }));
    return { result: { outcomes, output: [] }, problem: problemOfText(thrown) };
  }
  const calls = cases.map(callOf);
  const result = await runner.call(compiled, calls, {
    limits: { ...GRADED_LIMITS, deadline },
    ...(signal && { signal }),
    ...(onOutput && { onOutput }),
  });
  // A runner that gave fewer answers than calls has lost some.
  const outcomes = cases.map((_, at): CallOutcome => result.outcomes[at] ?? { how: 'unanswered' });
  return { result: { ...result, outcomes }, problem: problemOfRun({ ...result, outcomes }, calls) };
}
