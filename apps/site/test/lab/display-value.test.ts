import { fileURLToPath } from 'node:url';
import type { Output } from '@backprop/runner';
import { compile } from '@backprop/runner/compile';
import { afterAll, expect, test } from 'vitest';
import { createBlockRunner } from '../../content/run-blocks';

const runner = createBlockRunner(fileURLToPath(new URL('../..', import.meta.url)));
afterAll(() => runner.dispose());

test('display shows the graph behind a number of the scalar engine', async () => {
  const outputs: Output[] = [];
  const code = `import { value } from '@backprop/core/scalar';
const loss = value(2, 'w').mul(value(3, 'x'));
loss.backward();
display(loss);`;
  const program = compile(code, { kind: 'block', imports: ['@backprop/core/scalar'] });
  await runner.run(program, { onOutput: (output) => outputs.push(output) });
  expect(outputs).toEqual([
    {
      kind: 'display',
      value: {
        kind: 'display',
        type: 'graph',
        text: 'a graph of 3 nodes',
        data: {
          nodes: [
            { node: 'w', data: 2, grad: 3, op: 'leaf' },
            { node: 'x', data: 3, grad: 2, op: 'leaf' },
            { node: 'v2', data: 6, grad: 1, op: 'mul' },
          ],
          edges: [
            { from: 'w', to: 'v2', 'local derivative': 3 },
            { from: 'x', to: 'v2', 'local derivative': 2 },
          ],
        },
      },
    },
  ]);
});
