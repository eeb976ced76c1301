// A page made from `lean` has the methods of the everyday families alone: read here from the source
// that layers, losses and optimizers call no others.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import * as everyday from '../../src/ops/everyday-families.js';
import * as rare from '../../src/ops/rare-families.js';

const SOURCE = fileURLToPath(new URL('../../src/', import.meta.url));

const code = (file: string) =>
  readFileSync(join(SOURCE, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');

const filesIn = (folder: string): string[] =>
  readdirSync(join(SOURCE, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `${folder}/${file}`);

const OTHERS = [Array.prototype, String.prototype, Math, Number, Map.prototype];

/** Names that are not also those of arrays, texts or numbers, so that a call of one is clear. */
const clear = (families: object) =>
  Object.keys(families).filter((name) => !OTHERS.some((other) => name in other));

const calledIn = (text: string, names: readonly string[]) =>
  names.filter((name) => new RegExp(`\\.${name}\\(`).test(text));
const calls = (file: string, names: readonly string[]) => calledIn(code(file), names);

const callers = ['nn', 'train'].flatMap(filesIn);

describe('the methods of a lean page', () => {
  test('are many, and the source is searched for the right ones', () => {
    const counts = callers.map((file) => calls(file, clear(everyday)).length);
    expect(counts.filter((count) => count > 0).length).toBeGreaterThan(15);
    expect(clear(rare)).toContain('conv2d');
    expect(calledIn('x.relu().conv2d(kernel)', clear(rare))).toEqual(['conv2d']);
  });

  test('are all that layers, losses and optimizers call; they use the others as functions', () => {
    const found = callers.flatMap((file) => calls(file, clear(rare)).map((x) => `${file}: ${x}`));
    expect(found).toEqual([]);
  });
});
