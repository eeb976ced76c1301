import {
  existsSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadExercise } from '../../src/catalogue/index.js';
import type { Verdict } from '../../src/grade/verdict.js';
import { Command } from './command.js';

const EXERCISE = await loadExercise('one-update');
const mistake = EXERCISE.mistakes.find(({ name }) => name === 'forgets-the-two')!;

interface Line {
  event: string;
  verdict: Verdict;
  file: string;
  hint: string;
}

let cwd: string;
let file: string;
let watching: Command;
beforeEach(() => {
  cwd = realpathSync(mkdtempSync(join(tmpdir(), 'watcher-')));
  file = join(cwd, 'my-exercises', 'regression-by-hand', 'one-update.ts');
  watching = new Command(cwd, ['watch', 'one-update', '--seed', '7', '--json']);
});
afterEach(async () => {
  watching.kill('SIGKILL');
  await watching.ended;
  rmSync(cwd, { recursive: true, force: true });
});

/** The verdict number `at`, counted from 0. */
const verdict = async (at: number) =>
  (await watching.line<Line>(({ event }) => event === 'verdict', at)).verdict;
const event = (name: string) => watching.line<Line>((line) => line.event === name);

describe('exercises watch', () => {
  it('makes the usual folder, and grades the starter at once', async () => {
    expect((await event('open')).file).toBe(file);
    expect(await verdict(0)).toMatchObject({ passed: false, seed: 7 });
    expect(readFileSync(file, 'utf8')).toBe(EXERCISE.starter);
  });

  it('grades again at each save, with the verdict that `run` gives', async () => {
    await verdict(0);
    writeFileSync(file, mistake.text);
    expect((await verdict(1)).mistake?.message).toBe(mistake.message);
    writeFileSync(file, EXERCISE.solution);
    expect(await verdict(2)).toMatchObject({ passed: true, score: { passed: 48, total: 48 } });
    watching.type('q\n');
    await watching.ended;
    const progress = JSON.parse(readFileSync(join(cwd, 'my-exercises', 'progress.json'), 'utf8'));
    expect(progress.exercises['one-update']).toMatchObject({ passed: true, attempts: 3 });
  });

  it('gives up a run that never ends as soon as a newer text is saved', async () => {
    await verdict(0);
    writeFileSync(file, 'export function update() { for (;;) {} }');
    await new Promise((later) => setTimeout(later, 500));
    writeFileSync(file, EXERCISE.solution);
    expect(await verdict(1)).toMatchObject({ passed: true });
  });

  it('goes on after the file was removed and came back', async () => {
    await verdict(0);
    rmSync(file);
    await new Promise((later) => setTimeout(later, 200));
    writeFileSync(file, EXERCISE.solution);
    expect((await verdict(1)).passed).toBe(true);
  });

  it('answers keys: a hint, and a reset that is asked for twice and can be undone', async () => {
    await verdict(0);
    watching.type('h\n');
    expect((await event('hint')).hint).toBe(EXERCISE.definition.hints[0]);
    writeFileSync(file, '// mine');
    await verdict(1);
    watching.type('r\n');
    await event('confirm-reset');
    expect(readFileSync(file, 'utf8')).toBe('// mine');
    watching.type('r\n');
    await event('reset');
    expect(readFileSync(file, 'utf8')).toBe(EXERCISE.starter);
    watching.type('u\n');
    await event('undo');
    expect(readFileSync(file, 'utf8')).toBe('// mine');
  });

  it('ends with 0 at q', async () => {
    await verdict(0);
    watching.type('q\n');
    expect((await watching.ended).code).toBe(0);
  });

  it.skipIf(process.platform === 'win32')('ends with 130 when it is interrupted', async () => {
    await verdict(0);
    watching.kill('SIGINT');
    expect((await watching.ended).code).toBe(130);
  });
});

describe('exercises watch, in words', () => {
  it('shows the task, the verdict and the keys, without colours in a pipe', async () => {
    const other = realpathSync(mkdtempSync(join(tmpdir(), 'watcher-')));
    const words = new Command(other, ['watch', 'one-update', '--seed', '7']);
    for (let tries = 0; tries < 200 && !words.stdout.includes('q quit'); tries++) {
      await new Promise((later) => setTimeout(later, 100));
    }
    words.type('q\n');
    const { stdout, code } = await words.ended;
    expect(stdout).toContain('One update by hand (one-update)');
    expect(stdout).toMatch(/✗ Not yet: \d+ of 48 cases are right\./);
    expect(stdout).toContain('h hint   n next   r reset   u undo   Enter run again   q quit');
    expect(stdout).not.toContain('\u001b');
    expect(code).toBe(0);
    expect(existsSync(join(other, 'my-exercises'))).toBe(true);
    rmSync(other, { recursive: true });
  });
});
