import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { FIRST_PROGRAM } from '../src/home/first-program';
import { checkTypes, createBlockTypes } from './check-types';
import { createBlockRunner, runBlock } from './run-blocks';

const SITE = fileURLToPath(new URL('..', import.meta.url));
const runner = createBlockRunner(SITE);
afterAll(() => runner.dispose());

test('the first page’s program keeps every claim, and its types are right', async () => {
  const block = { name: 'first', title: 'first', language: 'ts', code: FIRST_PROGRAM, line: 1 };
  expect(checkTypes(block, createBlockTypes(SITE))).toEqual([]);
  expect(await runBlock(block, runner)).toEqual([]);
});
