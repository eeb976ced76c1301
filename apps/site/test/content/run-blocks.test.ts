import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import type { LessonBlock } from '../../content/lesson';
import { createBlockRunner, runBlock } from '../../content/run-blocks';
import { IMPORTABLE } from '../../plugins/libraries';

const runner = createBlockRunner(fileURLToPath(new URL('../..', import.meta.url)));
afterAll(() => runner.dispose());

/** The findings of a block whose code begins on line 10 of its file. */
async function run(code: string, deadline?: number): Promise<string[]> {
  const block: LessonBlock = { name: 'block', title: 'Block', language: 'ts', code, line: 10 };
  return (await runBlock(block, runner, deadline)).map(
    ({ line, message }) => `${line}: ${message}`,
  );
}

test('runBlock finds nothing in a block whose claims hold', async () => {
  expect(await run('const a: number = 1;\na + 1 //=> 2\nthrow0() //=> throws\n')).toEqual([]);
});

test.each(IMPORTABLE)('runBlock offers %s, as the page does', async (name) => {
  const code = `import * as module from '${name}';\nObject.keys(module).length > 0 //=> true`;
  expect(await run(code)).toEqual([]);
});

test('TensorFlow.js is the one that the bridge trains with', async () => {
  const code = `import * as tf from '@tensorflow/tfjs';
import { lockstep } from '@backprop/keras-bridge';
typeof lockstep //=> 'function'
await tf.setBackend('cpu') //=> true
tf.matMul([[8, 8]], [[0.1], [0.1]]) //=> [[1.6]]`;
  expect(await run(code)).toEqual([]);
});

test.each([
  ['a wrong claim', '1 + 1\n2 + 2 //=> 5', '11: claim: expected 5, received 4'],
  ['a wrong last digit', '25.321744156025517 //=> 25.321744156025514', '10: claim: expected'],
  ['a claim that is never reached', 'if (1 > 2) {\n  1 //=> 1\n}', '11: claim: expected 1, it was'],
  ['an error', 'const a = 1;\nnull.x;', '11: TypeError: '],
  ['an unreadable text', 'const a = ;', '10: '],
  ['a claim that says nothing', '1 //=> ?', '10: This claim cannot be read'],
  ['an import that is not offered', "import 'node:fs';\n1 //=> 1", '10: '],
  ['a logged error', "console.error('lost')\n1 //=> 1", '10: console.error: lost'],
  ['too much output', 'for (let i = 0; i < 2000; i++) console.log(i);', '10: the output was cut'],
])('runBlock finds %s', async (_, code, finding) => {
  expect(await run(code)).toContainEqual(expect.stringContaining(finding));
});

test('runBlock finds a loop when its deadline is over', async () => {
  expect(await run('for (;;) {}', 1000)).toEqual(['10: no sign of life for 1000 ms']);
});
