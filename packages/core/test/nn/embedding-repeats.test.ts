// One batch looks up row 0 three times, with gradients 28, 56 and 84. Keras 3.15.1 on TensorFlow
// keeps the three apart until they are squared; its numbers below are those it printed.
import { expect, test } from 'vitest';
import { layers, type Optimizer, sequential, train } from '../../src/index.js';

async function trainOnce(optimizer: Optimizer) {
  const rows = layers.embedding({
    inputDim: 3,
    outputDim: 1,
    inputLength: 4,
    weights: [[[1], [2], [3]]],
  });
  const dense = layers.dense({ units: 1, useBias: false, weights: [[[1], [2], [3], [4]]] });
  const model = sequential({ layers: [rows, layers.flatten(), dense] });
  model.compile({ optimizer, loss: 'meanSquaredError' });
  await model.fit([[0, 0, 0, 1]], [[0]]);
  const slots = optimizer.getState().slots.map(({ value }) => [...value.dataSync()]);
  return { weights: [...rows.getWeights()[0]!.dataSync()], slots };
}

test('a rule that is linear in the gradient does as Keras on TensorFlow', async () => {
  const { weights } = await trainOnce(train.momentum(0.01, 0.9));
  const keras = [-0.6800000667572021, 0.8799999952316284, 3];
  for (const [i, weight] of weights.entries()) expect(weight).toBeCloseTo(keras[i]!, 6);
});

test('a rule that squares it takes the square of the sum, not the sum of squares', async () => {
  const { slots } = await trainOnce(train.adagrad(0.1));
  const start = 0.1;
  const [repeated, once, never] = slots[0]!;
  const keras = 10976.099609375;
  expect(keras - start).toBeCloseTo(28 ** 2 + 56 ** 2 + 84 ** 2, 3);
  expect(repeated! - start).toBeCloseTo((28 + 56 + 84) ** 2, 2);
  expect(once! - start).toBeCloseTo(112 ** 2, 2); // 12544.099609375 in Keras
  expect(never).toBeCloseTo(start, 7);
});
