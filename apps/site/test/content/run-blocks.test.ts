import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import type { LessonBlock } from '../../content/lesson';
import { createBlockRunner, runBlock } from '../../content/run-blocks';
import { IMPORTABLE } from '../../plugins/libraries';

const runner = createBlockRunner(fileURLToPath(new URL('../..', import.meta.url)));
afterAll(() => runner.dispose());

/** The findings of a block whose code begins on line 10 of its file. */
async function run(code: string, deadline?: number, language = 'ts'): Promise<string[]> {
  const block: LessonBlock = { name: 'block', title: 'Block', language, code, line: 10 };
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

describe('runBlock renders a component', () => {
  const show = (code: string) => run(code, undefined, 'tsx');
  const COUNTER = `import { memo, useState } from 'react';
import { value } from '@backprop/core/scalar';

function Counter({ step = 1 }: { step?: number }) {
  const [count, setCount] = useState<number>(value(2, 'w').mul(3).data);
  count + step //=> 7
  return <button onClick={() => setCount(count + step)}>{count} and more</button>;
}
`;

  test('and finds nothing wrong in one that the page shows', async () => {
    expect(await show(`${COUNTER}export default Counter;`)).toEqual([]);
    expect(await show(`${COUNTER}export default memo(Counter);`)).toEqual([]);
    expect(await show('export default () => <><b>1</b> + {1}</>;')).toEqual([]);
  });

  test('with its claims', async () => {
    const code = `${COUNTER.replace('=> 7', '=> 8')}export default Counter;`;
    expect(await show(code)).toEqual(['15: claim: expected 8, received 7']);
  });

  test.each([
    ['broken JSX', 'export default function App() {\n  return <b>1</i>;\n}', '11: '],
    ['no default export', 'const App = () => <b />;', '10: This program shows nothing'],
    [
      'an error of the rendering',
      'export default function App() {\n  const rows: number[][] = [];\n  return <b>{rows[2]![0]}</b>;\n}',
      '12: TypeError: ',
    ],
    ['an element', 'const App = () => <b />;\nexport default <App />;', '11: TypeError: render: '],
    ['a text', "\n\nexport default 'b';", '12: TypeError: render: expected a component'],
    ['an object shown', '\nexport default () => <b>{{ a: 1 } as never}</b>;', '11: Error: Objects'],
    ['an import that is not offered', "import { z } from 'zod';\nexport default () => z;", '10: '],
  ])('and finds %s', async (_, code, finding) => {
    expect(await show(code)).toContainEqual(expect.stringContaining(finding));
  });

  test('and finds a rendering without end', async () => {
    const code = 'export default function App() {\n  for (;;) {}\n}';
    expect(await run(code, 3000, 'tsx')).toEqual([expect.stringMatching(/^1\d: /)]);
  });
});
