import type { Runner } from '@backprop/runner';
import { afterAll, describe, expect, it } from 'vitest';
import { ExerciseError } from '../../src/errors.js';
import { createGrader, type GradeOptions } from '../../src/grade/grader.js';
import { report } from '../../src/grade/report.js';
import { createExerciseRunner } from '../../src/node/runner.js';
import { theSquare } from '../the-square.js';

const runner = createExerciseRunner();
afterAll(() => runner.dispose());

const exercise = theSquare();
const grader = createGrader(runner);
const grade = (text: string, options: GradeOptions = {}) =>
  grader.grade(exercise, text, { seed: 7, ...options });
const body = (text: string) => `export function derivative(x: number): any {\n  ${text}\n}\n`;
const words = async (text: string, options?: GradeOptions) =>
  report(await grade(text, options))
    .map((part) => part.text)
    .join('\n');

describe('grade: verdicts', () => {
  it('passes the solution with every case', async () => {
    const verdict = await grade(exercise.solution);
    expect(verdict).toMatchObject({
      exercise: 'square',
      seed: 7,
      passed: true,
      score: { passed: 10, total: 10 },
      failures: [],
      mistake: null,
      problem: null,
    });
  });

  it('gives credit by group for answers that are right in part', async () => {
    const verdict = await grade(body('return x < 0 ? 2 * x + 1 : 2 * x;'));
    expect(verdict.passed).toBe(false);
    expect(verdict.score).toEqual({ passed: 9, total: 10 });
    expect(verdict.groups.map(({ passed, total }) => [passed, total])).toEqual([
      [3, 4],
      [6, 6],
    ]);
    expect(verdict.failures).toEqual([
      {
        group: 'whole numbers',
        call: 'derivative',
        args: [{ name: 'x', text: '-3' }],
        expected: '-6',
        received: '-5',
        why: 'the answer should be -6, and is -5',
      },
    ]);
  });

  it('shows one failure of each group before a second of any, and at most three', async () => {
    const verdict = await grade(exercise.starter);
    expect(verdict.failures.map(({ group }) => group)).toEqual([
      'whole numbers',
      'random numbers',
      'whole numbers',
    ]);
  });

  it('draws the same cases from the same seed, and others from another', async () => {
    const [one, again, other] = await Promise.all([
      grade(exercise.starter),
      grade(exercise.starter),
      grade(exercise.starter, { seed: 8 }),
    ]);
    expect(again.failures).toEqual(one.failures);
    expect(other.failures).not.toEqual(one.failures);
  });

  it('refuses a seed that it could not have printed', async () => {
    await expect(grade(exercise.solution, { seed: 1.5 })).rejects.toThrow(
      'grade: expected a whole number from 0 to 999999 as seed, received 1.5;',
    );
  });
});

describe('grade: recognised mistakes', () => {
  it('names the mistake whose answers are the same, however the program is written', async () => {
    const verdict = await grade(body('return Math.pow(x, 2);'));
    expect(verdict.mistake?.name).toBe('returns-the-square');
    expect(await words(body('return (x + x) / 2;'))).toContain('The 2 is missing.');
  });

  it('names none when one case differs from every mistake', async () => {
    const verdict = await grade(body('return x === 2 ? 5 : x ** 2;'));
    expect(verdict).toMatchObject({ passed: false, mistake: null });
  });

  it('names none for a program that stopped with an error', async () => {
    const verdict = await grade(body('if (x === 2) throw new Error("no"); return x ** 2;'));
    expect(verdict).toMatchObject({ mistake: null, problem: { kind: 'threw' } });
  });
});

describe('grade: programs that do not answer', () => {
  it('tells a syntax error with its place', async () => {
    const verdict = await grade('export function derivative(x) {\n  return 2 * ;\n}\n');
    expect(verdict.problem).toMatchObject({ kind: 'syntax', error: { place: { line: 2 } } });
    expect(verdict.score).toEqual({ passed: 0, total: 10 });
  });

  it('refuses imports other than the course library, with the place', async () => {
    const verdict = await grade(`import { readFileSync } from 'node:fs';\n${exercise.solution}`);
    expect(verdict.problem).toMatchObject({ kind: 'syntax', error: { place: { line: 1 } } });
    expect(verdict.problem?.message).toContain('node:fs');
  });

  it('lets a program import the course library', async () => {
    const text = `import { Value } from '@backprop/core/scalar';
      export function derivative(at: number) {
        const x = new Value(at);
        x.mul(x).backward();
        return x.grad;
      }`;
    expect(await grade(text)).toMatchObject({ passed: true, problem: null });
  });

  it('ends a loop at the deadline', async () => {
    const verdict = await grade(body('for (;;) x++;'), { deadline: 300 });
    expect(verdict.problem?.kind).toBe('timed-out');
    expect(verdict.passed).toBe(false);
    expect(verdict.problem?.message).toContain('within 0.3 s');
  });

  it('tells an exception, and counts the answers around it', async () => {
    const verdict = await grade(
      body('if (x === -3) throw new RangeError("below 0"); return 2 * x;'),
    );
    expect(verdict.problem).toMatchObject({ kind: 'threw', error: { name: 'RangeError' } });
    expect(verdict.problem?.message).toMatch(/RangeError: below 0, at line 2, column \d+\.$/);
    expect(verdict.score).toEqual({ passed: 9, total: 10 });
  });

  it('tells a module that stops before it can be called', async () => {
    expect((await grade('throw new Error("at once");')).problem?.kind).toBe('load');
  });

  it('tells an export that is missing', async () => {
    expect((await grade('export const other = 1;')).problem?.kind).toBe('missing');
  });

  it('tells an answer that is no data', async () => {
    expect((await grade(body('return () => x;'))).problem?.kind).toBe('not-data');
  });

  it('counts a process that ends itself as a fail', async () => {
    const verdict = await grade('process.exit(0);\nexport const derivative = (x) => 2 * x;');
    expect(verdict.passed).toBe(false);
    expect(verdict.problem).not.toBeNull();
  });

  it('stops when it is told to, and says that this counts for nothing', async () => {
    const verdict = await grade(body('for (;;) x++;'), { signal: AbortSignal.timeout(200) });
    expect(verdict.problem?.kind).toBe('stopped');
  });
});

describe('grade: answers of the wrong kind', () => {
  it.each([
    ['NaN', 'return Number.NaN;', 'the answer should be 2, and is NaN'],
    ['infinite', 'return 1 / 0;', 'the answer should be 2, and is Infinity'],
    ['text', 'return String(2 * x);', 'the answer should be 2, and is "2"'],
    ['nothing', 'x *= 2;', 'the answer should be 2, and is undefined'],
    ['a list', 'return [2 * x];', 'the answer should be 2, and is [2]'],
    ['null', 'return null;', 'the answer should be 2, and is null'],
  ])('says what is wrong with %s', async (_, text, why) => {
    const verdict = await grade(body(text));
    expect(verdict.score.passed).toBe(0);
    expect(verdict.failures[0]?.why).toBe(why);
  });

  it('is not fooled by patched globals', async () => {
    const forged = `Object.is = () => true;
      Number.isFinite = () => true;
      Math.abs = () => 0;
      JSON.stringify = () => '2';
      ${body('return 0;')}`;
    const verdict = await grade(forged);
    expect(verdict.score.passed).toBe(1); // 2 · 0 is 0 indeed
  });

  it('calls each case with arguments of its own', async () => {
    const spoiling = theSquare({
      exports: { derivative: ['xs'] },
      groups: [
        {
          title: 'one list twice',
          call: 'derivative',
          compare: { kind: 'exact' },
          cases: Array(2).fill([[1, 2]]),
        },
      ],
    });
    const own = {
      ...spoiling,
      solution: 'export const derivative = (xs: number[]) => xs.length;',
    };
    const text =
      'export const derivative = (xs: number[]) => { const n = xs.length; xs.push(0); return n; };';
    expect((await createGrader(runner).grade(own, text)).passed).toBe(true);
  });
});

describe('grade: faults of the exercise', () => {
  it('throws when the solution does not answer; the learner is not blamed', async () => {
    const broken = { ...exercise, solution: 'export const other = 1;' };
    const grading = createGrader(runner).grade(broken, exercise.starter, { seed: 1 });
    await expect(grading).rejects.toThrow(ExerciseError);
    await expect(grading).rejects.toThrow('solution.ts to answer derivative');
  });

  it('forgets a fault, so that a second try may succeed', async () => {
    let falls = true;
    const flaky: Runner = {
      ...runner,
      run: (...args) => runner.run(...args),
      call: (...args) => (falls ? Promise.reject(new Error('no process')) : runner.call(...args)),
      dispose: () => {},
    };
    const grader = createGrader(flaky);
    await expect(grader.grade(exercise, exercise.solution, { seed: 1 })).rejects.toThrow();
    falls = false;
    expect((await grader.grade(exercise, exercise.solution, { seed: 1 })).passed).toBe(true);
  });

  it('counts answers that a runner lost as wrong', async () => {
    let calls = 0;
    const losing: Runner = {
      run: (...args) => runner.run(...args),
      call: async (...args) => {
        const result = await runner.call(...args);
        return calls++ === 0 ? result : { ...result, outcomes: result.outcomes.slice(1) };
      },
      dispose: () => {},
    };
    const verdict = await createGrader(losing).grade(exercise, exercise.solution, { seed: 1 });
    expect(verdict.passed).toBe(false);
    expect(verdict.problem?.kind).toBe('did-not-finish');
  });
});
