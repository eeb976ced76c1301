import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exercises, loadExercise } from '../../src/catalogue/index.js';
import { command } from './command.js';

const EXERCISE = await loadExercise('one-update');
const mistake = EXERCISE.mistakes.find(({ name }) => name === 'forgets-the-two')!;

let cwd: string;
let file: string;
beforeEach(() => {
  cwd = realpathSync(mkdtempSync(join(tmpdir(), 'learner-')));
  file = join(cwd, 'my-exercises', 'regression-by-hand', 'one-update.ts');
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

const exercise = (...args: string[]) => command(cwd, ...args);
const write = (text: string) => writeFileSync(file, text);
const text = () => readFileSync(file, 'utf8');

describe('exercises', () => {
  it('lists its commands and exit codes', async () => {
    const { code, stdout } = await exercise('--help');
    expect(code).toBe(0);
    for (const name of ['init', 'list', 'next', 'watch', 'run', 'verify', 'hint', 'reset']) {
      expect(stdout).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
    }
    expect(stdout).toContain('Exit codes:');
    expect((await exercise('run', '--help')).stdout).toContain('--seed <n>');
  });

  it('tells its version, which is the package’s', async () => {
    const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
    const { code, stdout } = await exercise('--version');
    expect([code, stdout]).toEqual([0, `${JSON.parse(manifest).version}\n`]);
  });

  it.each([
    [['frobnicate'], "unknown command 'frobnicate'"],
    [['run', '--sed', '7'], "unknown option '--sed'\n(Did you mean --seed?)"],
    [['run', 'one-update', '--seed', 'x'], 'Expected a whole number from 0 to 999999.'],
    [['solution'], "missing required argument 'id'"],
    [['hint', 'one-updat'], 'received "one-updat"; did you mean "one-update"?'],
    [['run', 'one-update'], 'my-exercises, received none; type `npm run exercises -- init` first'],
    [
      ['watch', '--folder', 'nowhere'],
      'nowhere, received none; type `npm run exercises -- init` first',
    ],
  ])('ends %j with 2 and a word about it', async (args, message) => {
    const { code, stdout, stderr } = await exercise(...args);
    expect(stderr).toContain(message);
    expect([code, stdout]).toEqual([2, '']);
  });

  it('gives errors as data with --json', async () => {
    const { code, stdout } = await exercise('run', 'one-updat', '--json');
    expect(code).toBe(2);
    expect(JSON.parse(stdout).error).toMatchObject({
      name: 'UsageError',
      received: '"one-updat"',
      hint: 'did you mean "one-update"?',
    });
  });
});

describe('exercises init', () => {
  it('puts starters and tasks into the folder, and never overwrites', async () => {
    const { stdout } = await exercise('init');
    expect(stdout).toContain('exercises put into my-exercises.');
    expect(stdout).toMatch(/ type: npm run exercises -- watch\n$/);
    const other = await exercise('init', '--folder', 'my work');
    expect(other.stdout).toMatch(/ type: npm run exercises -- watch --folder "my work"\n$/);
    expect(text()).toBe(EXERCISE.starter);
    expect(readFileSync(file.replace('.ts', '.md'), 'utf8')).toContain('# One update by hand');
    write('// my own words');
    expect((await exercise('init')).stdout).toContain(
      'were there already and are left as they are',
    );
    expect(text()).toBe('// my own words');
  });

  it('takes the text that the page saved in the progress file', async () => {
    await exercise('init');
    write('// from the page');
    await exercise('run', 'one-update');
    rmSync(file);
    await exercise('init');
    expect(text()).toBe('// from the page');
  });
});

describe('exercises run', () => {
  beforeEach(() => exercise('init'));

  it('ends with 0 for the solution, and remembers the pass', async () => {
    write(EXERCISE.solution);
    const { code, stdout } = await exercise('run', 'one-update', '--seed', '7');
    expect(stdout).toContain('✓ Passed: all 48 cases are right.');
    expect(stdout).not.toContain('\u001b');
    expect(code).toBe(0);
    expect((await exercise('list')).stdout).toContain('✓ one-update');
    const list = JSON.parse((await exercise('list', '--json')).stdout);
    expect(list.passed).toBe(1);
    expect(list.exercises[0]).toMatchObject({ id: 'one-update', passed: true, attempts: 1, file });
  });

  it('ends with 1 for a mistake, and tells its message', async () => {
    write(mistake.text);
    const { code, stdout } = await exercise('run', 'one-update', '--seed', '7');
    expect(stdout).toContain(mistake.message);
    expect(stdout).toContain('Seed 7 draws these random cases again.');
    expect(code).toBe(1);
  });

  it('ends with 3 for a loop', async () => {
    write('export function update() { for (;;) {} }');
    const { code, stdout } = await exercise('run', 'one-update', '--deadline', '300');
    expect(stdout).toContain('Is there a loop that never ends?');
    expect(code).toBe(3);
  });

  it('prints the whole verdict as one line of JSON, with what the program said', async () => {
    write('console.log("hello"); export const update = (weights) => weights;');
    const { stdout } = await exercise('run', '--json', '--seed', '7');
    const verdict = JSON.parse(stdout);
    expect(verdict).toMatchObject({ exercise: 'one-update', seed: 7, passed: false });
    expect(verdict.output[0].kind).toBe('console');
    expect((await exercise('run', '--seed', '7')).stdout).toContain(
      'Your program printed:\n  hello',
    );
  });

  it('grades another file without counting an attempt', async () => {
    writeFileSync(join(cwd, 'other.ts'), EXERCISE.solution);
    expect((await exercise('run', 'one-update', '--file', 'other.ts')).code).toBe(0);
    expect(existsSync(join(cwd, 'my-exercises', 'progress.json'))).toBe(false);
    const missing = await exercise('run', 'one-update', '--file', 'none.ts');
    expect([missing.code, missing.stderr]).toEqual([2, expect.stringContaining('ENOENT')]);
  });

  it('says where a damaged progress file is kept, and grades all the same', async () => {
    write(EXERCISE.solution);
    writeFileSync(join(cwd, 'my-exercises', 'progress.json'), '{"half":');
    const { code, stderr } = await exercise('run', 'one-update');
    expect(stderr).toContain('progress.broken-1.json');
    expect(code).toBe(0);
  });
});

describe('exercises verify', () => {
  it('grades the whole folder, and ends with 0 only when all pass', async () => {
    await exercise('init');
    const before = await exercise('verify');
    expect(before.stdout).toMatch(/^✗ one-update {2}Not yet: \d+ of 48 cases are right\.$/m);
    expect(before.stdout).toContain(`0 of ${exercises.length} passed.`);
    expect(before.code).toBe(1);
    for (const { id, topic } of exercises) {
      const { solution } = await loadExercise(id);
      writeFileSync(join(cwd, 'my-exercises', topic, `${id}.ts`), solution);
    }
    const after = await exercise('verify', '--json');
    expect(JSON.parse(after.stdout)).toMatchObject({ passed: exercises.length });
    expect(after.code).toBe(0);
    expect((await exercise('next')).stdout).toContain('All exercises are passed.');
  });
});

describe('exercises hint and solution', () => {
  it('shows one hint more each time, and stays at the last', async () => {
    await exercise('init');
    const count = EXERCISE.definition.hints.length;
    for (let shown = 1; shown <= count + 1; shown++) {
      const { stdout } = await exercise('hint', 'one-update');
      expect(stdout).toMatch(new RegExp(`^Hint ${Math.min(shown, count)} of ${count}`));
    }
  });

  it('keeps the solution until a pass or a word, where nobody can be asked', async () => {
    await exercise('init');
    const refused = await exercise('solution', 'one-update');
    expect([refused.code, refused.stdout]).toEqual([2, '']);
    expect(refused.stderr).toContain('ask for a `hint`, or give --yes');
    expect((await exercise('solution', 'one-update', '--yes')).stdout).toContain(EXERCISE.solution);
    write(EXERCISE.solution);
    await exercise('run', 'one-update');
    expect((await exercise('solution', 'one-update')).stdout).toContain(EXERCISE.solution);
  });
});

describe('exercises reset', () => {
  beforeEach(() => exercise('init'));

  it('changes nothing without a word, where nobody can be asked', async () => {
    write('// mine');
    const { code, stderr } = await exercise('reset', 'one-update');
    expect(stderr).toContain('nothing was changed; --yes does not ask');
    expect([code, text()]).toEqual([2, '// mine']);
  });

  it('keeps the text, and puts it back with --undo', async () => {
    write('// mine');
    await exercise('reset', 'one-update', '--yes');
    expect(text()).toBe(EXERCISE.starter);
    write('// newer');
    const { stdout } = await exercise('reset', 'one-update', '--undo');
    expect(stdout).toContain('is again the text that was kept');
    expect(text()).toBe('// mine');
    // The newer text was kept too, so undoing can be undone.
    await exercise('reset', 'one-update', '--undo');
    expect(text()).toBe('// newer');
    expect(readdirSync(join(cwd, 'my-exercises', 'backups'))).toHaveLength(3);
  });

  it('has nothing to undo before a reset, and asks nothing for an untouched starter', async () => {
    const undone = await exercise('reset', 'one-update', '--undo');
    expect([undone.code, undone.stderr]).toEqual([2, expect.stringContaining('received none')]);
    expect((await exercise('reset', 'one-update')).code).toBe(0);
    expect(existsSync(join(cwd, 'my-exercises', 'backups'))).toBe(false);
  });
});

describe('exercises check and new', () => {
  it('ends with 1 when a wrong answer passes', async () => {
    const places = ['--root', 'exercises', '--lessons', 'lessons'];
    for (const folder of ['exercises', 'lessons/02-derivatives']) {
      mkdirSync(join(cwd, folder), { recursive: true });
    }
    const made = await exercise('new', 'derivatives/square', ...places);
    expect(made.stdout).toContain('It passes `npm run exercises -- check` as it is');
    const lesson = join('lessons', '02-derivatives', 'index.mdx');
    expect(made.stdout).toContain(
      `${lesson} has to show it, with the line\n  <Exercise id="square" />`,
    );
    expect((await exercise('check', ...places)).stdout).toBe('1 exercise checked, 0 complaints.\n');

    const folder = join(cwd, 'exercises', '02-derivatives', '01-square');
    writeFileSync(
      join(folder, 'wrong', 'is-right.ts'),
      '// A mistake that is none.\nexport const derivative = (x: number) => x + x;\n',
    );
    const { code, stdout } = await exercise('check', ...places);
    expect(stdout).toContain('wrong/is-right.ts: should fail, and passes [wrong]');
    expect(code).toBe(1);
  });

  it('ends with 2 where there is nothing to check', async () => {
    expect((await exercise('check', '--root', 'none')).code).toBe(2);
    mkdirSync(join(cwd, 'empty'));
    expect((await exercise('check', '--root', 'empty')).stderr).toContain('exercises to check');
  });
});
