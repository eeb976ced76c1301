import { describe, expect, it } from 'vitest';
import { layers, type Sequential, sequential } from '../../src/nn/index.js';
import type { DType } from '../../src/tensor/dtype.js';
import { NonFiniteError, train } from '../../src/train/index.js';

const X = [[1], [2], [3], [4], [5]];
const Y = [[2], [4], [6], [8], [10]];

/** A model of one weight, whose rate is too high to learn anything. */
function line(dtype: DType): Sequential {
  const model = sequential({
    dtype,
    layers: [layers.dense({ units: 1, useBias: false, inputShape: [1], weights: [[[0]]] })],
  });
  model.compile({ optimizer: train.sgd(1), loss: 'meanSquaredError' });
  return model;
}

const weightOf = (model: Sequential): number => model.getWeights()[0]!.item();

describe('fit stops before a number that is not finite is used', () => {
  const diverge = async (model: Sequential, x = X, y = Y): Promise<NonFiniteError> => {
    const error = await model.fit(x, y, { epochs: 2000, shuffle: false }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(NonFiniteError);
    return error as NonFiniteError;
  };

  it.each(['float32', 'float64'] as const)(
    'and names the step of a rate that is too high (%s)',
    async (dtype) => {
      const model = line(dtype);
      const error = await diverge(model);
      const step = Number(/in the loss in step (\d+)/.exec(error.expected)![1]);
      expect(error.received).toBe('Infinity at []');
      expect(step).toBeGreaterThan(3);
      expect(model.optimizer!.iterations).toBe(step - 1);
      const careful = line(dtype);
      for (let i = 1; i < step; i++) await careful.trainOnBatch(X, Y);
      expect(weightOf(model) / weightOf(careful)).toBeCloseTo(1, 5);
      await expect(careful.trainOnBatch(X, Y)).rejects.toThrow(`in the loss in step ${step}`);
    },
  );

  it('also from a tape, and takes the step back', async () => {
    const kernel = layers.dense({ units: 1, useBias: false, inputShape: [1], weights: [[[0]]] });
    const model = sequential({ layers: [kernel] });
    model.compile({ optimizer: train.momentum(0.01, 0.5), loss: 'meanSquaredError' });
    const weights: number[] = [];
    // The last loss is finite in float32, but its gradient, 10²⁰ times the error, is not.
    const run = model.fit([[1], [1], [1], [1], [1e20]], [[1], [1], [1], [1], [2e19]], {
      batchSize: 1,
      shuffle: false,
      callbacks: { onBatchEnd: () => weights.push(weightOf(model)) },
    });
    await expect(run).rejects.toThrow(
      'expected finite numbers in the gradient of dense/kernel in step 5, received -Infinity',
    );
    expect(weights).toHaveLength(4);
    expect(weightOf(model)).toBe(weights[3]);
    expect(model.optimizer!.iterations).toBe(4);
    expect(model.optimizer!.slots.every((slot) => Number.isFinite(slot.values[0]))).toBe(true);
  });

  it('and names the layer whose output overflowed', async () => {
    const model = sequential({
      layers: [
        layers.dense({ units: 1, inputShape: [1], weights: [[[1]], [0]] }),
        layers.activation({ activation: 'exponential', name: 'grow' }),
      ],
    });
    model.compile({ optimizer: 'sgd', loss: 'mse' });
    const error = await diverge(model, [[1000]], [[0]]);
    expect(error.expected).toBe('finite numbers in the output of grow in step 1');
    expect(error.received).toBe('Infinity at [0, 0]');
  });

  it('and names the gradient that has none', async () => {
    const model = sequential({
      layers: [layers.dense({ units: 1, inputShape: [1], weights: [[[0]], [0]] })],
    });
    model.compile({ optimizer: 'sgd', loss: (_y, p) => p.sqrt().mean() });
    const error = await diverge(model, [[0]], [[0]]);
    expect(error.expected).toBe('finite numbers in the gradient of dense/bias in step 1');
    expect(weightOf(model)).toBe(0);
  });
});
