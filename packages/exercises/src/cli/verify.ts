import { existsSync } from 'node:fs';
import { exercises, loadExercise } from '../catalogue/index.js';
import { createGrader, type GradeOptions } from '../grade/grader.js';
import { headline } from '../grade/report.js';
import type { Verdict } from '../grade/verdict.js';
import { createExerciseRunner } from '../node/runner.js';
import type { Context } from './context.js';
import { EXIT, exitCodeOf } from './exit-code.js';

/** `verify`: grades everything in the learner's folder, one line for each exercise. */
export async function verify(
  context: Context,
  options: Pick<GradeOptions, 'seed' | 'deadline'>,
): Promise<number> {
  context.needFolder();
  const runner = createExerciseRunner();
  const grader = createGrader(runner);
  const verdicts: (Verdict | null)[] = [];
  try {
    for (const { id } of exercises) {
      const exercise = await loadExercise(id);
      const begun = existsSync(context.workspace.fileOf(exercise));
      const text = begun ? context.workspace.read(exercise) : null;
      const verdict = text === null ? null : await grader.grade(exercise, text, options);
      if (verdict && text !== null) context.record(verdict, text);
      verdicts.push(verdict);
      if (!context.json) context.print(writeLine(context, id, verdict), {});
    }
  } finally {
    runner.dispose();
  }
  const passed = verdicts.filter((verdict) => verdict?.passed).length;
  const data = exercises.map(({ id }, at) => ({ id, verdict: verdicts[at] }));
  context.print(`${passed} of ${exercises.length} passed.`, {
    passed,
    total: exercises.length,
    exercises: data,
  });
  return worstOf(verdicts);
}

function writeLine({ colors }: Context, id: string, verdict: Verdict | null): string {
  if (!verdict) return colors.dim(`· ${id}  not begun`);
  const line = `${id}  ${headline(verdict)}`;
  return verdict.passed ? colors.green(`✓ ${line}`) : colors.red(`✗ ${line}`);
}

/** An exercise that was not begun is not passed. */
const worstOf = (verdicts: readonly (Verdict | null)[]): number =>
  Math.max(...verdicts.map((verdict) => (verdict ? exitCodeOf(verdict) : EXIT.notPassed)));
