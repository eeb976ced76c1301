import { describe, expect, it } from 'vitest';
import { layers, type Sequential, sequential } from '../../src/nn/index.js';
import { tensor } from '../../src/tensor/create.js';
import type { Tensor } from '../../src/tensor/tensor.js';
import { Variable, variable } from '../../src/tensor/variable.js';
import {
  type Optimizer,
  restoreSnapshot,
  schedules,
  takeSnapshot,
  train,
} from '../../src/train/index.js';

const numbers = (x: Tensor): number[] => Array.from(x.dataSync());

const float64 = (values: number[]): Variable =>
  new Variable(tensor(values, { dtype: 'float64' }), true, 'w');

/** Applies the gradients in turn to a weight that starts at [1, -2]. */
function run(optimizer: Optimizer, gradients: number[][], start = [1, -2]): number[] {
  const w = float64(start);
  for (const gradient of gradients) {
    const g = tensor(gradient, { dtype: 'float64' });
    optimizer.applyGradients([{ variable: w, gradient: g }]);
  }
  return numbers(w);
}

const expectClose = (received: number[], expected: number[]): void => {
  expect(received).toHaveLength(expected.length);
  for (const [i, value] of received.entries()) expect(value).toBeCloseTo(expected[i]!, 12);
};

describe('optimizers make the steps of their formulas', () => {
  it('sgd', () => {
    expectClose(run(train.sgd(0.1), [[1, 2]]), [0.9, -2.2]);
  });

  it('sgd with momentum adds a share of the last step', () => {
    const steps = [
      [1, 2],
      [1, 2],
    ];
    expectClose(run(train.momentum(0.1, 0.5), steps), [1 - 0.1 - 0.15, -2 - 0.2 - 0.3]);
  });

  it('sgd with nesterov looks ahead', () => {
    expectClose(run(train.momentum(0.1, 0.5, true), [[1, 2]]), [1 - 0.15, -2 - 0.3]);
  });

  it('adam moves a tiny gradient by the epsilon-hat form of the paper', () => {
    // m = 0.1 g, v = 0.001 g², rate √0.001 / 0.1, so the step is g·√0.001 / (g·√0.001 + 1e-7).
    const root = 1e-6 * Math.sqrt(0.001);
    expectClose(run(train.adam(1), [[1e-6, 0]]), [1 - root / (root + 1e-7), -2]);
  });

  it('adam with amsgrad divides by the largest velocity so far', () => {
    const steps = [
      [10, 10],
      [0.1, 0.1],
    ];
    const plain = run(train.adam(0.1), steps);
    const largest = run(train.adam({ learningRate: 0.1, amsgrad: true }), steps);
    expect(plain).not.toEqual(largest);
  });

  it('adamw decays the weight before its step', () => {
    const decayed = run(train.adamw(0.1, { weightDecay: 0.5 }), [[0, 0]]);
    expectClose(decayed, [1 - 0.05, -2 + 0.1]);
  });

  it('rmsprop adds epsilon under the root', () => {
    const step = 0.1 / Math.sqrt(0.1 + 1e-7);
    expectClose(run(train.rmsprop(0.1), [[1, -1]]), [1 - step, -2 + step]);
  });

  it('adagrad starts its sum at 0.1', () => {
    const step = 0.1 / Math.sqrt(1.1 + 1e-7);
    expectClose(run(train.adagrad(0.1), [[1, -1]]), [1 - step, -2 + step]);
  });
});

describe('gradients are clipped before the step', () => {
  it('clipnorm shortens each gradient on its own', () => {
    expectClose(run(train.sgd(1, { clipnorm: 1 }), [[3, 4]]), [1 - 0.6, -2 - 0.8]);
  });

  it('clipnorm leaves a short gradient alone', () => {
    expectClose(run(train.sgd(1, { clipnorm: 10 }), [[3, 4]]), [-2, -6]);
  });

  it('clipvalue holds every number within its bound', () => {
    expectClose(run(train.sgd(1, { clipvalue: 2 }), [[3, -0.5]]), [-1, -1.5]);
  });

  it('globalClipnorm shortens all gradients by the same factor', () => {
    const [a, b] = [float64([0]), float64([0])];
    train.sgd(1, { globalClipnorm: 1 }).applyGradients([
      { variable: a, gradient: tensor([3], { dtype: 'float64' }) },
      { variable: b, gradient: tensor([4], { dtype: 'float64' }) },
    ]);
    expectClose([...numbers(a), ...numbers(b)], [-0.6, -0.8]);
  });

  it('decay comes after clipping and before the step', () => {
    const optimizer = train.sgd(0.5, { clipnorm: 1, weightDecay: 0.2 });
    expectClose(run(optimizer, [[10, 0]]), [1 - 0.1 - 0.5, -2 + 0.2]);
  });
});

describe('minimize', () => {
  it('lowers a loss of several variables with one name', () => {
    const [a, b] = [variable([1], true, 'w'), variable([2], true, 'w')];
    const cost = train.sgd(0.25).minimize(() => a.square().add(b.square()).sum(), true);
    expect(cost!.item()).toBe(5);
    expect([...numbers(a), ...numbers(b)]).toEqual([0.5, 1]);
  });

  it('leaves variables alone that are not listed', () => {
    const [a, b] = [variable([1]), variable([2])];
    train.sgd(0.25).minimize(() => a.square().add(b.square()).sum(), false, [b]);
    expect([...numbers(a), ...numbers(b)]).toEqual([1, 1]);
  });

  it('follows a schedule', () => {
    const rate = schedules.piecewiseConstantDecay({ boundaries: [0], values: [0.5, 0.25] });
    const optimizer = train.sgd(rate);
    expectClose(
      run(optimizer, [
        [1, 1],
        [1, 1],
      ]),
      [1 - 0.75, -2 - 0.75],
    );
    expect(optimizer.iterations).toBe(2);
  });
});

const weightsOf = (model: Sequential): number[] => model.getWeights().flatMap(numbers);

const expectNear = (received: number[], expected: number[]): void => {
  for (const [i, value] of received.entries()) expect(value).toBeCloseTo(expected[i]!, 5);
};

const X = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
];
const Y = [[0], [1], [1], [0]];

const optimizers: [string, () => Optimizer][] = [
  ['sgd with momentum', () => train.momentum(0.1, 0.9)],
  ['adam', () => train.adam(0.05)],
  ['adam with amsgrad', () => train.adam({ learningRate: 0.05, amsgrad: true })],
  ['adamw', () => train.adamw(0.05)],
  ['rmsprop', () => train.rmsprop(0.05, 0.9, 0.5, null, true)],
  ['adagrad', () => train.adagrad(0.1)],
];

describe('a run that is continued from a snapshot goes on as if nothing had happened', () => {
  it.each(optimizers)('%s', async (_name, make) => {
    const start = [
      tensor([
        [0.3, -0.2],
        [0.5, 0.1],
      ]),
      tensor([[0.4], [-0.6]]),
    ];
    const build = () => {
      const model = sequential({
        layers: [
          layers.dense({ units: 2, useBias: false, activation: 'tanh', inputShape: [2] }),
          layers.dense({ units: 1, useBias: false }),
        ],
      });
      model.setWeights(start);
      model.compile({ optimizer: make(), loss: 'meanSquaredError' });
      return model;
    };
    const whole = build();
    await whole.fit(X, Y, { epochs: 8, batchSize: 2, shuffle: false });

    const first = build();
    await first.fit(X, Y, { epochs: 4, batchSize: 2, shuffle: false });
    const second = build();
    restoreSnapshot(second, takeSnapshot(first));
    expect(second.optimizer!.iterations).toBe(8);
    await second.fit(X, Y, { epochs: 8, initialEpoch: 4, batchSize: 2, shuffle: false });
    // A replayed step may round otherwise than one that is recorded.
    expectNear(weightsOf(second), weightsOf(whole));

    const forgetful = build();
    forgetful.setWeights(first.getWeights());
    await forgetful.fit(X, Y, { epochs: 4, batchSize: 2, shuffle: false });
    expect(() => expectNear(weightsOf(forgetful), weightsOf(whole))).toThrow();
  });
});
