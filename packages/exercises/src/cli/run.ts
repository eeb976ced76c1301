import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Exercise } from '../catalogue/exercise.js';
import { UsageError } from '../errors.js';
import { createGrader, type GradeOptions } from '../grade/grader.js';
import { createExerciseRunner } from '../node/runner.js';
import { ALL_DONE, type Context } from './context.js';
import { EXIT, exitCodeOf } from './exit-code.js';
import { writeVerdict } from './write-verdict.js';

export interface RunOptions extends Pick<GradeOptions, 'seed' | 'deadline'> {
  /** A file to grade in place of the learner's; it does not count as an attempt. */
  file?: string;
}

/** `run`: grades one exercise once. */
export async function run(
  context: Context,
  id: string | undefined,
  { file, ...options }: RunOptions,
): Promise<number> {
  const exercise = await context.find('run', id);
  if (file === undefined) context.needFolder();
  if (!exercise) {
    context.print(ALL_DONE, { verdict: null });
    return EXIT.done;
  }
  const text = readSubmission(context, exercise, file);
  const runner = createExerciseRunner();
  try {
    const verdict = await createGrader(runner).grade(exercise, text, options);
    if (file === undefined) context.record(verdict, text);
    context.print(writeVerdict(exercise, verdict, context.colors), verdict);
    return exitCodeOf(verdict);
  } finally {
    runner.dispose();
  }
}

function readSubmission(context: Context, exercise: Exercise, file: string | undefined): string {
  if (file === undefined) return context.workspace.read(exercise);
  try {
    return readFileSync(resolve(context.terminal.cwd, file), 'utf8');
  } catch (error) {
    throw new UsageError(
      'run',
      `a file that can be read for --file`,
      (error as Error).message,
      'check the path',
      { cause: error },
    );
  }
}
