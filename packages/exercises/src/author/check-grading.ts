import type { Runner } from '@backprop/runner';
import type { Exercise } from '../catalogue/exercise.js';
import { createGrader } from '../grade/grader.js';
import { headline } from '../grade/report.js';
import type { Verdict } from '../grade/verdict.js';
import type { Complain } from './check.js';

/** Proves with several seeds that each program of the folder gets the verdict it is there for. */
export async function checkGrading(
  exercise: Exercise,
  runner: Runner,
  seeds: readonly number[],
  complain: Complain,
): Promise<void> {
  const grader = createGrader(runner);
  const settled = new Set<string>();
  const once: Complain = (rule, message, file) => {
    if (!settled.has(`${file}`)) complain(rule, message, file);
    settled.add(`${file}`);
  };
  for (const seed of seeds) {
    const gradeText = (text: string) => grader.grade(exercise, text, { seed });
    try {
      judgeSolution(await gradeText(exercise.solution), once);
    } catch (error) {
      once('solution', (error as Error).message, 'solution.ts');
      return;
    }
    judgeStarter(await gradeText(exercise.starter), once);
    for (const { name, text } of exercise.mistakes) {
      judgeMistake(name, await gradeText(text), once);
    }
  }
}

function judgeSolution(verdict: Verdict, complain: Complain): void {
  if (!verdict.passed) complain('solution', `should pass; ${what(verdict)}`, 'solution.ts');
}

/** A starter may be wrong or stop with an error, but it is a program with the right exports. */
function judgeStarter(verdict: Verdict, complain: Complain): void {
  const kind = verdict.problem?.kind;
  if (verdict.passed) {
    complain('starter', 'should fail, and passes', 'starter.ts');
  } else if (kind && kind !== 'threw') {
    complain('starter', `should run; ${what(verdict)}`, 'starter.ts');
  }
}

function judgeMistake(name: string, verdict: Verdict, complain: Complain): void {
  const file = `wrong/${name}.ts`;
  if (verdict.passed) complain('wrong', 'should fail, and passes', file);
  else if (verdict.problem) complain('wrong', `should answer every case; ${what(verdict)}`, file);
  else if (verdict.mistake?.name !== name) {
    const other = verdict.mistake?.name;
    complain('wrong', other ? `is taken for ${other}.ts` : 'is not recognised', file);
  }
}

const what = (verdict: Verdict): string =>
  `seed ${verdict.seed}: ${[headline(verdict), verdict.problem?.message, verdict.failures[0]?.why]
    .filter(Boolean)
    .join(' ')}`;
