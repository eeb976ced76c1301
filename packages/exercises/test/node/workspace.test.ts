import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Workspace } from '../../src/node/workspace.js';
import { theSquare } from '../the-square.js';

const exercise = theSquare();
let folder: string;
let workspace: Workspace;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'workspace-'));
  workspace = new Workspace(folder);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const backups = () => readdirSync(join(folder, 'backups')).sort();

describe('Workspace', () => {
  it('places a starter and its task once, and leaves the file alone after that', () => {
    expect(workspace.place(exercise)).toBe(true);
    expect(workspace.read(exercise)).toBe(exercise.starter);
    writeFileSync(workspace.fileOf(exercise), '// mine');
    expect(workspace.place(exercise)).toBe(false);
    expect(workspace.read(exercise)).toBe('// mine');
    expect(readFileSync(workspace.taskOf(exercise), 'utf8')).toMatch(
      /^# The derivative of a square/,
    );
  });

  it('says what to do when there is no file', () => {
    expect(() => workspace.read(exercise)).toThrow(
      'received no such file; `init` puts the starter there',
    );
  });

  it('keeps every text that a reset takes away', () => {
    workspace.place(exercise);
    for (const text of ['// one', '// two', '// three']) {
      writeFileSync(workspace.fileOf(exercise), text);
      workspace.reset(exercise);
    }
    expect(backups()).toEqual([1, 2, 3].map((number) => `derivatives-square-${number}.ts`));
    expect(readFileSync(join(folder, 'backups', 'derivatives-square-2.ts'), 'utf8')).toBe('// two');
  });

  it('undoes the last of ten resets, not the last by name', () => {
    workspace.place(exercise);
    for (let number = 1; number <= 10; number++) {
      writeFileSync(workspace.fileOf(exercise), `// ${number}`);
      workspace.reset(exercise);
    }
    workspace.undoReset(exercise);
    expect(workspace.read(exercise)).toBe('// 10');
    expect(() => workspace.undoReset(exercise)).toThrow('older ones are in');
  });

  it('never takes the number of an older backup that was removed', () => {
    workspace.place(exercise);
    for (const text of ['// one', '// two']) {
      writeFileSync(workspace.fileOf(exercise), text);
      workspace.reset(exercise);
    }
    rmSync(join(folder, 'backups', 'derivatives-square-1.ts'));
    writeFileSync(workspace.fileOf(exercise), '// three');
    workspace.reset(exercise);
    workspace.undoReset(exercise);
    expect(workspace.read(exercise)).toBe('// three');
  });

  it('undoes a reset when the file itself is gone', () => {
    workspace.place(exercise);
    writeFileSync(workspace.fileOf(exercise), '// mine');
    workspace.reset(exercise);
    rmSync(workspace.fileOf(exercise));
    workspace.undoReset(exercise);
    expect(workspace.read(exercise)).toBe('// mine');
  });
});
