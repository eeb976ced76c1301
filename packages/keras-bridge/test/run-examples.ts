import { readdirSync, readFileSync } from 'node:fs';
import * as core from '@backprop/core';
import { expect } from 'vitest';
import * as convert from '../src/convert/index.js';
import * as files from '../src/files/index.js';
import { crc32 } from '../src/files/zip/crc32.js';
import * as lockstep from '../src/index.js';
import * as python from '../src/python/index.js';
import * as tf from '../src/tfjs.js';
import * as wasm from '../src/tfjs-wasm.js';
import * as typescript from '../src/typescript/index.js';

const PACKAGE = new URL('../', import.meta.url);

/** A piece of the documentation that claims something. */
export interface Example {
  title: string;
  code: string;
}

/** Every `@example` of the source. */
export function docstringExamples(): Example[] {
  const paths = readdirSync(new URL('src', PACKAGE), { recursive: true, encoding: 'utf8' });
  return paths
    .filter((path) => path.endsWith('.ts'))
    .flatMap((path) => {
      const text = readFileSync(new URL(`src/${path}`, PACKAGE), 'utf8');
      return [...text.matchAll(/@example\n((?: \* .*\n)+?)(?= \*\/| \* @)/g)].map(
        ([, body], i) => ({
          title: `${path} ${i + 1}`,
          code: body!.replaceAll(/^ \* /gm, ''),
        }),
      );
    });
}

/** Every TypeScript block of the README. */
export function readmeExamples(): Example[] {
  const text = readFileSync(new URL('README.md', PACKAGE), 'utf8');
  return [...text.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code], i) => ({
    title: `README ${i + 1}`,
    code: code!,
  }));
}

const SCOPE: Record<string, unknown> = {
  ...core,
  ...files,
  crc32,
  ...convert,
  ...python,
  ...lockstep,
  ...typescript,
  ...wasm,
  tf,
};
const CLAIM = /^(.*\S) *\/\/=> (.+)$/gm;

/** Runs an example; each `//=>` must hold, and there must be one. */
export async function runExample({ code }: Example): Promise<void> {
  let claims = 0;
  const check = (found: unknown, claimed: unknown) => {
    claims += 1;
    expect(found).toEqual(claimed);
  };
  const body = code
    .replaceAll(/^import .*$/gm, '')
    .replaceAll(CLAIM, (_, expression: string, claim: string) => `check(${expression}, ${claim});`);
  const names = Object.keys(SCOPE).filter((name) => name !== 'default');
  const AsyncFunction = (async () => {}).constructor as FunctionConstructor;
  const run = new AsyncFunction('check', ...names, body);
  await run(check, ...names.map((name) => SCOPE[name]));
  expect(claims, 'claims in the example').toBeGreaterThan(0);
}
