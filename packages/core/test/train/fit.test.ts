import { describe, expect, it } from 'vitest';
import { layers, type Sequential, sequential } from '../../src/nn/index.js';
import { tensor } from '../../src/tensor/create.js';
import type { DType } from '../../src/tensor/dtype.js';
import { memory } from '../../src/tensor/memory.js';
import type { Tensor } from '../../src/tensor/tensor.js';
import { dispose } from '../../src/tensor/tidy.js';
import { trainStep } from '../../src/train/fit/step.js';
import { type Logs, train } from '../../src/train/index.js';

const X = [[1], [2], [3], [4], [5]];
const Y = [[2], [4], [6], [8], [10]];

function line(weight = 0, learningRate = 0.01, dtype: DType = 'float64'): Sequential {
  const model = sequential({
    dtype,
    layers: [layers.dense({ units: 1, useBias: false, inputShape: [1], weights: [[[weight]]] })],
  });
  const optimizer = train.sgd(learningRate);
  model.compile({ optimizer, loss: 'meanSquaredError', metrics: ['mae'] });
  return model;
}

const weightOf = (model: Sequential): number => model.getWeights()[0]!.item();

describe('fit', () => {
  it('reports means over samples, each computed before its update', async () => {
    const { history } = await line(0, 0).fit(X, Y, { batchSize: 2, shuffle: false });
    expect(history.loss![0]).toBeCloseTo((4 + 16 + 36 + 64 + 100) / 5, 12);
    expect(history.mae![0]).toBeCloseTo(6, 12);
  });

  it('validates on the last samples, which it never trains on', async () => {
    const model = line();
    const { history } = await model.fit(X, Y, { validationSplit: 0.4, shuffle: true, seed: 1 });
    const other = line();
    await other.fit(X.slice(0, 3), Y.slice(0, 3));
    expect(weightOf(model)).toBeCloseTo(weightOf(other), 12);
    const [loss, mae] = model.evaluate(X.slice(3), Y.slice(3)) as Tensor[];
    expect(history.val_loss![0]).toBeCloseTo(loss!.item(), 12);
    expect(history.val_mae![0]).toBeCloseTo(mae!.item(), 12);
  });

  it('takes validation data that is given', async () => {
    const { history } = await line().fit(X, Y, { validationData: [[[0]], [[3]]] });
    expect(history.val_loss).toEqual([9]);
  });

  it('goes through every sample once an epoch, in an order that changes', async () => {
    const model = line();
    const orders: number[][] = [];
    let before = 0;
    let order: number[] = [];
    const xs = [[1], [10], [100]];
    model.compile({ optimizer: train.sgd(0), loss: (_y, p) => p.mean().mul(0) });
    model.compile({ optimizer: train.sgd(1), loss: (_y, p) => p.mean().mul(-1) });
    await model.fit(xs, xs, {
      epochs: 6,
      batchSize: 1,
      seed: 3,
      callbacks: {
        onEpochBegin: () => {
          order = [];
        },
        onBatchEnd: () => {
          order.push(Math.round(weightOf(model) - before));
          before = weightOf(model);
        },
        onEpochEnd: () => orders.push(order),
      },
    });
    for (const one of orders) expect([...one].sort((a, b) => a - b)).toEqual([1, 10, 100]);
    expect(new Set(orders.map(String)).size).toBeGreaterThan(1);
  });

  it('weighs samples and classes', async () => {
    const own = await line(0, 0).fit(X, Y, { sampleWeight: [0, 0, 0, 0, 2] });
    expect(own.history.loss![0]).toBeCloseTo((2 * 100) / 5, 12);
    const labels = [[0], [1], [0], [1], [1]];
    const byClass = await line(0, 0).fit(X, labels, { classWeight: { 0: 5, 1: 3 } });
    expect(byClass.history.loss![0]).toBeCloseTo((3 * 3) / 5, 12);
  });

  it('adds what weights cost', async () => {
    const model = sequential({
      layers: [
        layers.dense({
          units: 1,
          useBias: false,
          kernelRegularizer: 'l2',
          inputShape: [1],
          weights: [[[2]]],
        }),
      ],
    });
    model.compile({ optimizer: train.sgd(0), loss: 'mse' });
    const { history } = await model.fit(X, Y);
    expect(history.loss![0]).toBeCloseTo(0.04, 6);
    expect((model.evaluate(X, Y) as Tensor).item()).toBeCloseTo(0.04, 6);
  });

  it('stops before the next batch when its signal is aborted, and keeps what it has learned', async () => {
    const model = line();
    const controller = new AbortController();
    const callbacks = { onEpochEnd: () => controller.abort() };
    const run = model.fit(X, Y, { epochs: 1000, callbacks, signal: controller.signal });
    await expect(run).rejects.toThrow(/abort/i);
    expect(model.optimizer!.iterations).toBe(1);
    expect(weightOf(model)).not.toBe(0);
  });

  it('trains with a frozen layer, which stays as it is', async () => {
    const model = sequential({
      layers: [
        layers.dense({ units: 2, trainable: false, inputShape: [1] }),
        layers.dense({ units: 1 }),
      ],
    });
    model.compile({ optimizer: 'sgd', loss: 'mse' });
    const [before, , later] = model.getWeights();
    await model.fit(X, Y, { epochs: 4 });
    const [after, , changed] = model.getWeights();
    expect(after!.arraySync()).toEqual(before!.arraySync());
    expect(changed!.arraySync()).not.toEqual(later!.arraySync());
    model.layers[0]!.trainable = true;
    await model.fit(X, Y, { epochs: 1 });
    expect(model.getWeights()[0]!.arraySync()).not.toEqual(before!.arraySync());
  });

  it('notices a layer that is frozen while it runs', async () => {
    const model = line();
    const weights: number[] = [];
    await model.fit(X, Y, {
      epochs: 2,
      batchSize: 1,
      callbacks: { onBatchEnd: () => weights.push(weightOf(model)) },
    });
    const stopped = line();
    const run = stopped.fit(X, Y, {
      epochs: 2,
      batchSize: 1,
      callbacks: {
        onEpochEnd: () => {
          stopped.layers[0]!.trainable = false;
        },
      },
    });
    await expect(run).rejects.toThrow('expected the loss to depend on a trainable variable');
    expect(weights).toHaveLength(10);
  });

  it('calls functions of the user at every step, so that they may count, print and change', async () => {
    const model = line(0, 0.01, 'float32');
    let factor = 1;
    let calls = 0;
    model.compile({
      optimizer: train.sgd(0),
      loss: (y, p) => {
        calls++;
        return p.sub(y).square().mean().mul(factor);
      },
    });
    const { history } = await model.fit(X, Y, {
      epochs: 5,
      callbacks: { onEpochEnd: (epoch) => (factor = epoch + 2) },
    });
    expect(calls).toBe(5);
    expect(history.loss!.map((loss) => Math.round(loss / history.loss![0]!))).toEqual([
      1, 2, 3, 4, 5,
    ]);
  });

  it('gives the same numbers from the tape as step by step', async () => {
    const [fitted, single] = [line(0, 0.01, 'float32'), line(0, 0.01, 'float32')];
    const { history } = await fitted.fit(X, Y, { epochs: 6, shuffle: false });
    const batch = { x: tensor(X), y: tensor(Y), weights: null };
    for (let i = 0; i < 6; i++) {
      const { loss } = trainStep(single, single.compiled('test'), batch);
      expect(loss / history.loss![i]!).toBeCloseTo(1, 6);
    }
    expect(weightOf(single)).toBeCloseTo(weightOf(fitted), 6);
  });

  it('goes on where trainOnBatch was, and the other way round', async () => {
    const [mixed, fitted] = [line(0, 0.01, 'float32'), line(0, 0.01, 'float32')];
    for (let i = 0; i < 4; i++) await mixed.trainOnBatch(X, Y);
    await mixed.fit(X, Y, { epochs: 2 });
    const [loss] = (await mixed.trainOnBatch(X, Y)) as number[];
    const { history } = await fitted.fit(X, Y, { epochs: 7 });
    expect(loss! / history.loss![6]!).toBeCloseTo(1, 6);
  });

  it('prints a line per epoch only when asked', async () => {
    const lines: string[] = [];
    const log = console.log;
    console.log = (text: string) => lines.push(text);
    try {
      await line(2, 0).fit(X, Y, { epochs: 2, verbose: 0 });
      await line(2, 0).fit(X, Y, { epochs: 2, verbose: 1 });
    } finally {
      console.log = log;
    }
    expect(lines).toEqual([
      'Epoch 1/2 - loss: 0.0000 - mae: 0.0000',
      'Epoch 2/2 - loss: 0.0000 - mae: 0.0000',
    ]);
  });
});

describe('evaluate and predict', () => {
  it('do not depend on the batch size', () => {
    const model = line(1.5);
    const [loss] = model.evaluate(X, Y) as Tensor[];
    const [again] = model.evaluate(X, Y, { batchSize: 2 }) as Tensor[];
    expect(again!.item()).toBeCloseTo(loss!.item(), 12);
    expect(model.predict(X, { batchSize: 2 }).arraySync()).toEqual(model.predict(X).arraySync());
    expect(model.predictOnBatch(X).arraySync()).toEqual([[1.5], [3], [4.5], [6], [7.5]]);
  });

  it('count precision and recall over all batches, not as means of them', () => {
    const model = sequential({
      layers: [layers.activation({ activation: 'linear', inputShape: [1] })],
    });
    model.compile({ optimizer: 'sgd', loss: 'mse', metrics: ['precision', 'recall', 'accuracy'] });
    const p = [[0.9], [0.8], [0.7], [0.1]];
    const y = [[1], [0], [0], [1]];
    const [, precision, recall, accuracy] = model.evaluate(p, y, { batchSize: 1 }) as Tensor[];
    expect(precision!.item()).toBeCloseTo(1 / 3, 6);
    expect(recall!.item()).toBe(0.5);
    expect(accuracy!.item()).toBe(0.25);
  });

  it('change nothing', () => {
    const model = line(1.5);
    model.evaluate(X, Y);
    model.testOnBatch(X, Y);
    expect(weightOf(model)).toBe(1.5);
    expect(model.optimizer!.iterations).toBe(0);
  });

  it('take tensors of other types, in which whole numbers are exact', () => {
    const model = line(2);
    expect(model.predict(tensor([[1], [2]], { dtype: 'int32' })).arraySync()).toEqual([[2], [4]]);
  });
});

describe('the history', () => {
  it('is kept by the model and holds what the run started from', async () => {
    const model = line();
    const history = await model.fit(X, Y, { epochs: 3, initialEpoch: 1, seed: 5 });
    expect(model.history).toBe(history);
    expect(history.epoch).toEqual([1, 2]);
    expect(history.seed).toBe(5);
    const names: (keyof Logs)[] = Object.keys(history.history);
    expect(names).toEqual(['loss', 'mae']);
    expect(model.metricsNames).toEqual(names);
  });
});

describe('memory', () => {
  it('does not grow with fit, evaluate, predict, trainOnBatch and their data', async () => {
    const model = line();
    const x = tensor(X);
    const round = async () => {
      await model.fit(X, Y, { epochs: 3, batchSize: 2, validationSplit: 0.4, shuffle: false });
      await model.fit(x, Y, { epochs: 3, batchSize: 2, validationData: [X, Y] });
      await model.fit(X, Y, { epochs: 3, sampleWeight: [1, 2, 3, 4, 5] });
      await model.trainOnBatch(X, Y);
      dispose([model.evaluate(X, Y), model.predict(X)]);
    };
    await round();
    const before = memory().numTensors;
    await round();
    expect(memory().numTensors).toBe(before);
    expect(x.isDisposed).toBe(false);
  });
});
