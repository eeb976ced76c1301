// Runs the examples of the docstrings and the README: each claim `//=>` must hold.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { claimFits, compile, parseClaim } from '@backprop/runner/compile';
import { afterAll, describe, expect, it } from 'vitest';
import * as define from '../src/define/index.js';
import * as main from '../src/index.js';
import * as node from '../src/node/index.js';

/** Where examples put their files. */
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'exercise-examples-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

const SOURCE = fileURLToPath(new URL('../src/', import.meta.url));
const EXAMPLE = /@example\n((?: \* [^@].*\n)+)/g;
/** A claim stands behind its expression, or on the line below. */
const CLAIM = /^(.*?\S)\s*?(?:\n)? *\/\/=> (.+)$/gm;

const examples = fs
  .readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .flatMap((file) =>
    [...fs.readFileSync(path.join(SOURCE, file), 'utf8').matchAll(EXAMPLE)].map(([, lines], i) => ({
      title: `${file} ${i + 1}`,
      file,
      code: lines!.replace(/^ \* /gm, ''),
    })),
  );

/** Runs code in which the public names and those of its own file need no import. */
async function runExample(code: string, file?: string): Promise<number> {
  const own = file === undefined ? {} : await import(/* @vite-ignore */ path.join(SOURCE, file));
  const scope = {
    ...fs,
    ...path,
    tmpdir: () => folder,
    ...main,
    ...define,
    ...node,
    ...own,
    compile,
  };
  let claims = 0;
  const claim = (value: unknown, expected: string) => {
    claims++;
    expect(claimFits(parseClaim(expected), value), `${value} is no ${expected}`).toBe(true);
    return value;
  };
  const body = code.replaceAll(
    CLAIM,
    (_, expression: string, expected: string) =>
      `claim(${expression.replace(/;$/, '')}, ${JSON.stringify(expected)});`,
  );
  const declared = [...code.matchAll(/\b(?:const|let) (\w+)/g)].map(([, name]) => name);
  const names = Object.keys(scope).filter((name) => name !== 'default' && !declared.includes(name));
  const AsyncFunction = (async () => {}).constructor as FunctionConstructor;
  const run = new AsyncFunction('claim', ...names, body);
  await run(claim, ...names.map((name) => scope[name]));
  return claims;
}

/** The programs of the README. */
const programs = [
  ...fs
    .readFileSync(fileURLToPath(new URL('../README.md', import.meta.url)), 'utf8')
    .matchAll(/^```ts\n([\s\S]*?)^```/gm),
].map(([, code]) => code!.replace(/^import .*\n/gm, ''));

describe('the programs of the README', () => {
  it('are there', () => expect(programs.length).toBeGreaterThan(0));

  it.each(programs)('%s', async (code) => {
    expect(await runExample(code), 'claims in the program').toBeGreaterThan(0);
  });
});

describe('the examples of the docstrings', () => {
  it('are there', () => expect(examples.length).toBeGreaterThan(25));

  it.each(examples)('$title', async ({ code, file }) => {
    expect(await runExample(code, file), 'claims in the example').toBeGreaterThan(0);
  });

  it('would be caught if they were wrong', async () => {
    await expect(runExample("exact() //=> { kind: 'close' }")).rejects.toThrow('is no');
  });
});
