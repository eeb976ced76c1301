import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { meets, readClaim } from './examples/claims.js';
import { type Example, examplesIn, readExamples } from './examples/read-examples.js';
import { runExample } from './examples/run-example.js';

const SOURCE = fileURLToPath(new URL('../src/', import.meta.url));

/** What a reader gets from the package's entry points; the example's own module goes first. */
async function scopeOf({ file }: Example): Promise<Record<string, unknown>> {
  const entries = ['index.ts', 'scalar/index.ts', 'symbolic/index.ts', 'explain/index.ts'];
  const modules = await Promise.all(
    [...entries, file].map((name) => import(/* @vite-ignore */ `${SOURCE}${name}`)),
  );
  // The default export of a file of operations is what is shown of them; no name refers to it.
  const { default: _, ...names } = Object.assign({}, ...modules);
  return names;
}

describe('the examples of the docstrings', () => {
  const examples = readExamples(SOURCE);

  test('are found', () => {
    expect(examples.length).toBeGreaterThan(250);
  });

  test.each(examples.map((example) => [example.place, example] as const))(
    '%s holds',
    async (_, example) => {
      const { claims, failures } = await runExample(example.code, await scopeOf(example));
      expect(failures).toEqual([]);
      expect(claims, 'an example claims something with //=>').toBeGreaterThan(0);
    },
    30_000,
  );
});

describe('negative controls', () => {
  test('a wrong claim is caught', async () => {
    const { claims, failures } = await runExample('1 + 1 //=> 3\n1 + 1 //=> 2', {});
    expect(claims).toBe(2);
    expect(failures).toEqual([{ claimed: '3', received: 2 }]);
  });

  test('a wrong digit is caught, also deep inside', async () => {
    const code = 'const x = { a: [0.1234, { b: 1 }] };\nx //=> { a: [0.1239, { b: 1 }] }';
    expect((await runExample(code, {})).failures).toHaveLength(1);
  });

  test('a claim inside a block is checked', async () => {
    const code = 'try { throw { at: 3 }; } catch (error) { error.at; } //=> 4';
    expect((await runExample(code, {})).failures).toEqual([{ claimed: '4', received: 3 }]);
  });

  test('an example that throws fails', async () => {
    await expect(runExample('missing() //=> 1', {})).rejects.toThrow(ReferenceError);
  });

  test('what is not a literal is not run as a claim', async () => {
    await expect(runExample('1 //=> Math.random()', {})).rejects.toThrow(SyntaxError);
  });
});

describe('a claim', () => {
  test.each([
    ['0.33', 1 / 3, true],
    ['0.34', 1 / 3, false],
    ['3', 3.0001, false],
    ['1e-3', 0.0011, true],
    ['1.0e-3', 0.0011, false],
    ['-2.5', -2.5, true],
    ['NaN', Number.NaN, true],
    ['-Infinity', Number.NEGATIVE_INFINITY, true],
    ["'a'", 'a', true],
    ['null', undefined, false],
    ['[1, 2]', new Float32Array([1, 2]), true],
    ['[1, 2]', [1, 2, 3], false],
    ['{ a: 1 }', { a: 1, b: 2 }, false],
    ['true', 1, false],
  ])('%s against %s: %s', (text, received, holds) => {
    expect(meets(readClaim(text), received)).toBe(holds);
  });
});

test('examplesIn finds the code up to the next tag, and tells its line', () => {
  const text =
    '\n/**\n * One.\n * @example\n * f(1) //=> 2\n *\n * f(2) //=> 3\n * @see there\n */';
  expect(examplesIn(text, 'f.ts')).toEqual([
    { place: 'f.ts:5', file: 'f.ts', code: 'f(1) //=> 2\n\nf(2) //=> 3' },
  ]);
});
