import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { FIRST_PROGRAM } from '../src/home/first-program';
import { checkTypes, createBlockTypes } from './check-types';
import { placed } from './placed';
import { createBlockRunner, runBlock } from './run-blocks';

const SITE = fileURLToPath(new URL('..', import.meta.url));
const FILE = `${SITE}src/home/first-program.ts`;
const runner = createBlockRunner(SITE);
afterAll(() => runner.dispose());

test('the first page’s program keeps every claim, and its types are right', async () => {
  const text = readFileSync(FILE, 'utf8');
  const line = text.slice(0, text.indexOf(FIRST_PROGRAM)).split('\n').length;
  const block = { name: 'first', title: 'first', language: 'ts', code: FIRST_PROGRAM, line };
  expect(placed(FILE, checkTypes(block, createBlockTypes(SITE)))).toEqual([]);
  expect(placed(FILE, await runBlock(block, runner))).toEqual([]);
});
