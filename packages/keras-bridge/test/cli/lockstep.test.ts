import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeKeras } from '../../src/files/index.js';
import { fixture } from '../files/sample-models.js';
import { kerasCase } from '../lockstep/keras-reference.js';
import { notebookModel } from '../python/notebook-model.js';
import { runMain } from './run-main.js';

const { spec, result } = kerasCase('notebook regression, not shuffled');

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'backprop-keras-'));
  writeFileSync(join(cwd, 'notebook.keras'), writeKeras(notebookModel()));
  writeFileSync(join(cwd, 'data.json'), JSON.stringify({ x: spec.x, y: spec.y }));
});
afterEach(() => rmSync(cwd, { recursive: true }));

const run = (...args: string[]) => runMain(cwd, args);

const RUN = ['lockstep', 'notebook.keras', 'data.json', '--batch-size', '1'];

describe('backprop-keras lockstep', () => {
  it.each(['cpu', 'wasm'])("trains the notebook's net on both, with %s", async (backend) => {
    const { code, out } = await run(...RUN, '--epochs', '3', '--backend', backend, '--json');
    expect(code).toBe(0);
    const { steps, departure, epochs } = JSON.parse(out);
    expect([steps.length, departure]).toEqual([12, null]);
    epochs.forEach(({ core, tfjs }: { core: number; tfjs: number }, i: number) => {
      expect(core / result.history.loss[i]!).toBeCloseTo(1, 5);
      expect(tfjs / result.history.loss[i]!).toBeCloseTo(1, 5);
    });
  });

  it("prints each epoch's losses", async () => {
    const { out } = await run(...RUN, '--epochs', '2');
    expect(out).toMatch(/^epoch +core +TensorFlow\.js +apart +ulps\n1 +2\d\.\d+ +2\d\.\d+ .*\n2 /);
    expect(out).toMatch(/8 steps; the largest difference of a weight is .*dense/);
    expect(out).toContain('The engines stay together');
  });

  it('ends with 1 where the engines part', async () => {
    writeFileSync(join(cwd, 'deep.keras'), fixture('deep.keras'));
    const { x, y } = kerasCase('deep').spec;
    writeFileSync(join(cwd, 'deep.json'), JSON.stringify({ x, y }));
    const args = ['deep.keras', 'deep.json', '--batch-size', '8', '--epochs', '20'];
    const { code, out } = await run('lockstep', ...args);
    expect(code).toBe(1);
    expect(out).toMatch(/They part at step \d+: /);
    expect(out).toContain('Adam: core adds epsilon to √v');
  });

  it('ends with 2 for data and models that it cannot take', async () => {
    expect((await run('lockstep', 'notebook.keras', 'no.json')).err).toContain('received no file');
    writeFileSync(join(cwd, 'rows.json'), '[[1, 2]]');
    const rows = await run('lockstep', 'notebook.keras', 'rows.json');
    expect(rows).toMatchObject({ code: 2, err: expect.stringContaining('x and y') });
    writeFileSync(join(cwd, 'bare.keras'), writeKeras({ ...notebookModel(), compile: null }));
    const bare = await run('lockstep', 'bare.keras', 'data.json');
    expect(bare).toMatchObject({ code: 2, err: expect.stringContaining('one without optimizer') });
    expect((await run(...RUN, '--epochs', '0')).code).toBe(2);
    expect((await run(...RUN, '--backend', 'abacus')).err).toContain('received abacus');
  });
});
