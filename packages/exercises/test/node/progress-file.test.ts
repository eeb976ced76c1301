import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ProgressFile } from '../../src/node/progress-file.js';
import { emptyProgress, writeProgress } from '../../src/progress/format.js';
import { recordHint, untouched } from '../../src/progress/merge.js';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'progress-'));
  path = join(folder, 'progress.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const oneHint = (progress = emptyProgress()) => recordHint(progress, 'one', 1);

describe('ProgressFile', () => {
  it('begins empty, and keeps each change', () => {
    const file = new ProgressFile(path);
    expect(file.load()).toEqual({ progress: emptyProgress(), notice: null, writable: true });
    expect(file.update(oneHint)).toBeNull();
    expect(new ProgressFile(path).load().progress.exercises.one?.hints).toBe(1);
    expect(readdirSync(folder)).toEqual(['progress.json']);
  });

  it('keeps a file that it cannot read under another name, and says where', () => {
    writeFileSync(path, '{ "exercises": {');
    const notice = new ProgressFile(path).update(oneHint);
    const backup = join(folder, 'progress.broken-1.json');
    expect(notice).toContain(`It is kept as ${backup}.`);
    expect(readFileSync(backup, 'utf8')).toBe('{ "exercises": {');
    expect(new ProgressFile(path).load().progress.exercises.one?.hints).toBe(1);
  });

  it('never overwrites an earlier backup', () => {
    for (const text of ['first', 'second']) {
      writeFileSync(path, text);
      new ProgressFile(path).load();
    }
    expect(readFileSync(join(folder, 'progress.broken-1.json'), 'utf8')).toBe('first');
    expect(readFileSync(join(folder, 'progress.broken-2.json'), 'utf8')).toBe('second');
  });

  it('mends a damaged file: what can be read stays', () => {
    const exercises = { good: untouched(), bad: { attempts: 'many' } };
    writeFileSync(path, JSON.stringify({ ...emptyProgress(), exercises }));
    const { progress, notice, writable } = new ProgressFile(path).load();
    expect(Object.keys(progress.exercises)).toEqual(['good']);
    expect(notice).toContain('had entries that could not be read (bad)');
    expect(writable).toBe(true);
    expect(existsSync(join(folder, 'progress.broken-1.json'))).toBe(true);
  });

  it('leaves the file of a later version alone', () => {
    const text = JSON.stringify({ format: 'backprop-progress', version: 9, exercises: [] });
    writeFileSync(path, text);
    expect(new ProgressFile(path).update(oneHint)).toContain('written by a later version');
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  it('says so when nothing can be saved', () => {
    const file = new ProgressFile(join(folder, 'missing', 'progress.json'));
    expect(file.update(oneHint)).toMatch(/^Progress could not be saved: ENOENT/);
    mkdirSync(path);
    expect(new ProgressFile(path).update(oneHint)).toMatch(/^Progress cannot be read: EISDIR/);
  });

  it('keeps ids that this course does not have', () => {
    const exercises = { 'from-elsewhere': untouched() };
    writeFileSync(path, writeProgress({ ...emptyProgress(), exercises }));
    new ProgressFile(path).update(oneHint);
    expect(Object.keys(new ProgressFile(path).load().progress.exercises)).toEqual([
      'from-elsewhere',
      'one',
    ]);
  });
});
