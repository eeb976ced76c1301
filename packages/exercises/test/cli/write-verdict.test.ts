import pc from 'picocolors';
import { afterAll, describe, expect, it } from 'vitest';
import { loadExercise } from '../../src/catalogue/index.js';
import { writeVerdict } from '../../src/cli/write-verdict.js';
import { createGrader } from '../../src/grade/grader.js';
import { report } from '../../src/grade/report.js';
import { createExerciseRunner } from '../../src/node/runner.js';

const runner = createExerciseRunner();
afterAll(() => runner.dispose());
const grader = createGrader(runner);
const exercise = await loadExercise('one-update');

describe('writeVerdict', () => {
  it.each<[string, string]>([
    ['solution', exercise.solution],
    ['starter', exercise.starter],
    ['no program', 'export function update('],
    ['no export', 'export const other = 1;'],
    ...exercise.mistakes.map(({ name, text }) => [name, text] as [string, string]),
  ])('says of the %s every word that the page says, in the same order', async (_, text) => {
    const verdict = await grader.grade(exercise, text, { seed: 7 });
    const written = writeVerdict(exercise, verdict, pc.createColors(false));
    let from = 0;
    for (const part of report(verdict)) {
      const at = written.indexOf(part.text, from);
      expect(at, part.text).toBeGreaterThanOrEqual(from);
      from = at + part.text.length;
    }
  });

  it('prints what the program said, without letting it move the cursor', async () => {
    const text = `console.log('\\u001b[2J' + 'gone');\n${exercise.solution}`;
    const verdict = await grader.grade(exercise, text, { seed: 7 });
    const written = writeVerdict(exercise, verdict, pc.createColors(false));
    expect(written).toContain('Your program printed:\n  \\u001b[2Jgone');
    expect(written).not.toContain('\u001b');
  });

  it('cuts what a program says without end', async () => {
    const text = `for (let i = 0; i < 100; i++) console.log(i);\n${exercise.solution}`;
    const verdict = await grader.grade(exercise, text, { seed: 7 });
    expect(writeVerdict(exercise, verdict, pc.createColors(false))).toMatch(/… 60 more lines$/);
  });
});
