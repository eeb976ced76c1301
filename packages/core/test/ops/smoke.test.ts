import { expect, test } from 'vitest';
import * as bp from '../../src/index.js';

test('smoke', () => {
  const x = bp.tensor(
    [
      [1, 2],
      [3, 4],
    ],
    { requiresGrad: true },
  );
  x.square().sum().backward();
  expect(x.grad?.arraySync()).toEqual([
    [2, 4],
    [6, 8],
  ]);
  expect(
    bp
      .grad((v) => v.pow(3))(2)
      .item(),
  ).toBe(12);
  expect(
    bp
      .grad(bp.grad((v) => v.pow(3)))(2)
      .item(),
  ).toBe(12);
  const w = bp.variable(bp.tensor([[1], [2]]), true, 'w');
  const { value, grads } = bp.variableGrads(() => bp.matMul([[1, 2]], w).mean());
  expect(value.item()).toBe(5);
  expect(grads.w?.arraySync()).toEqual([[1], [2]]);
  expect(
    bp
      .sum(
        [
          [1, 2],
          [3, 4],
        ],
        { axis: 1, keepDims: true },
      )
      .arraySync(),
  ).toEqual([[3], [7]]);
  expect(x.sum(0, true).arraySync()).toEqual([[4, 6]]);
});
