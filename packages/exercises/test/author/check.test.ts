import { cpSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildCatalogue } from '../../src/author/build-catalogue.js';
import { checkExercises } from '../../src/author/check.js';
import { scaffold } from '../../src/author/scaffold.js';
import { createExerciseRunner } from '../../src/node/runner.js';

const runner = createExerciseRunner();
afterAll(() => runner.dispose());

let root: string;
let lessons: string;
let exercise: string;

/** Each test begins with what `new` makes. */
beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'exercises-'));
  root = join(folder, 'exercises');
  lessons = join(folder, 'lessons');
  mkdirSync(root);
  mkdirSync(join(lessons, '02-derivatives'), { recursive: true });
  exercise = scaffold({ root, lessons, name: 'derivatives/square' }).path;
});
afterEach(() => rmSync(join(root, '..'), { recursive: true, force: true }));

const put = (file: string, text: string) => writeFileSync(join(exercise, file), text);

async function complaints(): Promise<string[]> {
  const found = await checkExercises({ root, lessons, runner, seeds: [1, 2] });
  return found.complaints.map(({ path, rule, message }) => `${rule} ${path}: ${message}`);
}

describe('checkExercises', () => {
  it('has nothing to say about what `new` makes', async () => {
    expect(exercise).toBe(join(root, '02-derivatives', '01-square'));
    expect(await checkExercises({ root, lessons, runner })).toEqual({
      folders: 1,
      complaints: [],
    });
  });

  it('complains about a wrong answer that passes', async () => {
    put(
      'wrong/is-right.ts',
      '// A mistake that is none.\nexport const derivative = (x: number) => x + x;\n',
    );
    expect(await complaints()).toEqual([
      'wrong 02-derivatives/01-square/wrong/is-right.ts: should fail, and passes',
    ]);
  });

  it('complains about a mistake that is taken for another', async () => {
    put(
      'wrong/squares-too.ts',
      '// Another message.\nexport const derivative = (x: number) => x * x;\n',
    );
    expect(await complaints()).toEqual([
      'wrong 02-derivatives/01-square/wrong/squares-too.ts: is taken for returns-the-square.ts',
    ]);
  });

  it('complains about a mistake that does not answer', async () => {
    put(
      'wrong/throws.ts',
      '// It throws.\nexport const derivative = () => { throw new Error("no"); };\n',
    );
    expect((await complaints())[0]).toContain('wrong/throws.ts: should answer every case; seed 1');
  });

  it('complains about mistakes without a message, or with the same one', async () => {
    put('wrong/one.ts', 'export const derivative = (x: number) => x;\n');
    put('wrong/three.ts', '// Three.\nexport const derivative = (x: number) => 3 * x;\n');
    put('wrong/four.ts', '// Three.\nexport const derivative = (x: number) => 4 * x;\n');
    const found = await complaints();
    expect(found.join('\n')).toContain('wrong/one.ts: should begin with a line comment');
    expect(found.join('\n')).toContain('wrong/three.ts: has the message of wrong/four.ts');
  });

  it('complains about a starter that passes, and about one that is no program', async () => {
    put('starter.ts', 'export const derivative = (x: number) => 2 * x;\n');
    expect((await complaints())[0]).toContain('starter.ts: should fail, and passes');
    put('starter.ts', 'export const derivative = (x: number) => ;\n');
    expect((await complaints())[0]).toContain('starter.ts: should run; seed 1: Not yet: this text');
    put('starter.ts', 'export const slope = (x: number) => 0;\n');
    expect((await complaints())[0]).toContain('starter.ts: should run;');
  });

  it('complains about a solution that does not answer', async () => {
    put('solution.ts', 'export const derivative = (x: number) => { throw new Error("no"); };\n');
    expect((await complaints())[0]).toContain(
      'solution.ts to answer derivative, received Error: no',
    );
  });

  it('complains about an exercise.ts that cannot be read', async () => {
    put('exercise.ts', 'export default defineExercise({');
    expect((await complaints())[0]).toContain('an exercise.ts that can be bundled');
  });

  it('complains about files that are missing or astray', async () => {
    rmSync(join(exercise, 'prompt.mdx'));
    put('notes.txt', 'later');
    writeFileSync(join(root, 'README.txt'), '');
    expect(await complaints()).toEqual([
      'files README.txt: is neither a topic nor an exercise; both are folders named NN-slug',
      'files 02-derivatives/01-square/prompt.mdx: is missing',
      'files 02-derivatives/01-square/notes.txt: belongs to no exercise; only the files of the recipe may lie here',
    ]);
  });

  it('complains about an exercise that knows no common mistake', async () => {
    rmSync(join(exercise, 'wrong'), { recursive: true });
    expect(await complaints()).toEqual([
      'wrong 02-derivatives/01-square/wrong: has no common mistake',
    ]);
  });

  it('complains about a task that MDX would run', async () => {
    put('prompt.mdx', 'Write `{ derivative }` for <Net units={3} />; $x_{1}$ is fine.\n');
    expect((await complaints())[0]).toContain('put "<N" into a code span');
    put('prompt.mdx', "import net from './net';\n\nWrite the derivative of the square.\n");
    expect((await complaints())[0]).toContain('should have no import or export');
  });

  it('complains about a formula that a terminal cannot show', async () => {
    put('prompt.mdx', 'Write `derivative(x)`: the derivative of $\\oint x^2$ at `x`.\n');
    expect(await complaints()).toEqual([
      'prompt 02-derivatives/01-square/prompt.mdx: has \\oint, which a terminal cannot show; ' +
        'src/plain-text/symbols.ts has those it can',
    ]);
  });

  it('complains about gaps in numbers and about an id that is taken twice', async () => {
    renameSync(exercise, join(root, '02-derivatives', '04-square'));
    cpSync(join(root, '02-derivatives', '04-square'), join(root, '05-again', '01-square'), {
      recursive: true,
    });
    const found = await complaints();
    expect(found[0]).toContain('02-derivatives/04-square: should have the number 1');
    expect(found[1]).toContain('05-again/01-square: has the same id as 02-derivatives/04-square');
  });
});

describe('scaffold', () => {
  const make = (name: string, lesson?: string) => () => scaffold({ root, lessons, name, lesson });

  it('counts on within a topic', () => {
    expect(make('derivatives/cube')().path).toBe(join(root, '02-derivatives', '02-cube'));
  });

  it('gives a topic whose lesson has its number taken the next one', () => {
    expect(make('more/cube', 'derivatives')().path).toBe(join(root, '03-more', '01-cube'));
  });

  it('refuses a name that is none, an id that is taken and an unknown lesson', () => {
    expect(make('cube')).toThrow('a name like chain-rule/multiply-backward, received "cube"');
    expect(make('derivatives/../cube')).toThrow('a name like');
    expect(make('Derivatives/Cube')).toThrow('a name like');
    expect(make('derivatives/square')).toThrow('an id of its own');
    expect(make('derivatifs/cube')).toThrow('did you mean --lesson derivatives?');
  });
});

describe('buildCatalogue', () => {
  it('writes the summaries and one module for each exercise', async () => {
    const target = join(root, '..', 'catalogue');
    const summaries = await buildCatalogue(root, target);
    expect(summaries).toEqual([
      {
        id: 'square',
        title: 'The derivative of a square',
        topic: 'derivatives',
        lesson: 'derivatives',
        skills: ['derivatives'],
      },
    ]);
    const catalogue = await import(join(target, 'index.js'));
    expect(catalogue.summaries).toEqual(summaries);
    const { definition, solution, mistakes } = await catalogue.loaders.square();
    expect(definition.groups).toHaveLength(2);
    expect(solution).toContain('2 * x');
    expect(mistakes[0].name).toBe('returns-the-square');
  });
});
