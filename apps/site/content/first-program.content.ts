import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { FIRST_PROGRAM } from '../src/home/first-program';
import { createBlockRunner, runBlock } from './run-blocks';

const runner = createBlockRunner(fileURLToPath(new URL('..', import.meta.url)));
afterAll(() => runner.dispose());

test('the first page’s program keeps every claim', async () => {
  const block = { title: 'first', code: FIRST_PROGRAM, line: 1 };
  expect(await runBlock(block as never, runner)).toEqual([]);
});
