import { describe, expect, it } from 'vitest';
import { layers, sequential } from '../../src/nn/index.js';
import type { DType } from '../../src/tensor/dtype.js';
import {
  Callback,
  type CallbackHandlers,
  callbacks,
  type Logs,
  type Snapshot,
  train,
} from '../../src/train/index.js';

const X = [[1], [2], [3], [4]];
const Y = [[2], [4], [6], [8]];

/** A model of one weight, which should become 2. */
function line(learningRate = 0.01, dtype: DType = 'float64') {
  const model = sequential({
    dtype,
    layers: [layers.dense({ units: 1, useBias: false, inputShape: [1], weights: [[[0]]] })],
  });
  model.compile({ optimizer: train.sgd(learningRate), loss: 'meanSquaredError' });
  return model;
}

const weightOf = (model: ReturnType<typeof line>): number => model.getWeights()[0]!.item();

/** Pretends that the loss was another, epoch by epoch. */
class Pretend extends Callback {
  readonly #losses: number[];

  constructor(losses: number[]) {
    super();
    this.#losses = losses;
  }

  override onEpochEnd(epoch: number, logs?: Logs): void {
    logs!.pretended = this.#losses[epoch]!;
  }
}

describe('callbacks', () => {
  it('are called in order, with batch numbers and logs, and promises are waited for', async () => {
    const seen: string[] = [];
    const note = (text: string) => async () => {
      await Promise.resolve();
      seen.push(text);
    };
    const own: CallbackHandlers = {
      onTrainBegin: note('train begins'),
      onEpochBegin: (epoch) => note(`epoch ${epoch} begins`)(),
      onBatchBegin: (batch, logs) => note(`batch ${batch} of ${logs!.size} begins`)(),
      onBatchEnd: (batch) => note(`batch ${batch} ends`)(),
      onEpochEnd: (epoch) => note(`epoch ${epoch} ends`)(),
      onTrainEnd: note('train ends'),
    };
    await line().fit(X, Y, { batchSize: 3, callbacks: own });
    expect(seen).toEqual([
      'train begins',
      'epoch 0 begins',
      'batch 0 of 3 begins',
      'batch 0 ends',
      'batch 1 of 1 begins',
      'batch 1 ends',
      'epoch 0 ends',
      'train ends',
    ]);
  });

  it('may stop training after an epoch', async () => {
    const model = line();
    const { epoch } = await model.fit(X, Y, {
      epochs: 5,
      callbacks: {
        onEpochEnd: (n) => {
          if (n === 1) model.stopTraining = true;
        },
      },
    });
    expect(epoch).toEqual([0, 1]);
  });

  it('see the loss so far in the last batch that the epoch then reports', async () => {
    const last: Logs[] = [];
    const { history } = await line().fit(X, Y, {
      batchSize: 2,
      callbacks: { onBatchEnd: (_batch, logs) => last.push(logs!) },
    });
    expect(last.at(-1)!.loss).toBe(history.loss![0]);
    expect(last[0]!.loss).not.toBe(history.loss![0]);
  });
});

describe('earlyStopping', () => {
  const fit = async (losses: number[], args: Parameters<typeof callbacks.earlyStopping>[0]) => {
    const model = line();
    const weights: number[] = [];
    const stopping = callbacks.earlyStopping({ monitor: 'pretended', ...args });
    const watch: CallbackHandlers = { onEpochEnd: () => weights.push(weightOf(model)) };
    const options = { epochs: losses.length, callbacks: [new Pretend(losses), watch, stopping] };
    const { epoch } = await model.fit(X, Y, options);
    return { epochs: epoch.length, stopping, weights, weight: weightOf(model) };
  };

  it('stops after `patience` epochs without improvement', async () => {
    const { epochs, stopping } = await fit([5, 4, 4, 4.5, 1], { patience: 2 });
    expect(epochs).toBe(4);
    expect(stopping.stoppedEpoch).toBe(3);
    expect(stopping.best).toBe(4);
    expect(stopping.bestEpoch).toBe(1);
  });

  it('goes on while there is improvement', async () => {
    const { epochs, stopping } = await fit([5, 4, 3, 2], { patience: 1 });
    expect(epochs).toBe(4);
    expect(stopping.stoppedEpoch).toBeNull();
  });

  it('does not count improvements below `minDelta`', async () => {
    expect((await fit([5, 4.9, 4.8, 4.7], { patience: 2, minDelta: 0.5 })).epochs).toBe(3);
  });

  it('wants more with mode max', async () => {
    expect((await fit([1, 2, 3, 3], { patience: 1, mode: 'max' })).epochs).toBe(4);
    expect((await fit([3, 2, 1, 0], { patience: 1, mode: 'max' })).epochs).toBe(2);
  });

  it('puts the best weights back', async () => {
    const { weight, weights } = await fit([5, 1, 2, 3], { patience: 2, restoreBestWeights: true });
    expect(weight).toBe(weights[1]);
    expect(weights[1]).not.toBe(weights[3]);
  });

  it('waits until `startFromEpoch`', async () => {
    expect((await fit([1, 2, 3, 4, 5], { patience: 1, startFromEpoch: 3 })).epochs).toBe(5);
  });

  it('gives up when a baseline is not surpassed', async () => {
    expect((await fit([5, 4, 3, 2], { patience: 2, baseline: 1 })).epochs).toBe(4);
    expect((await fit([5, 4, 4, 2], { patience: 2, baseline: 1 })).epochs).toBe(3);
  });

  it('says when there is nothing to watch', async () => {
    const callback = callbacks.earlyStopping();
    await expect(line().fit(X, Y, { callbacks: callback })).rejects.toThrow(
      'earlyStopping: expected monitor to name something in the logs, received "val_loss"; the logs have loss',
    );
  });
});

describe('learning rate callbacks', () => {
  it('learningRateScheduler sets the rate of each epoch and records it', async () => {
    const model = line(0.08);
    const { history } = await model.fit(X, Y, {
      epochs: 3,
      callbacks: callbacks.learningRateScheduler((epoch, rate) => (epoch === 0 ? rate : rate / 2)),
    });
    expect(history.learning_rate).toEqual([0.08, 0.04, 0.02]);
    expect(model.optimizer!.learningRate).toBe(0.02);
  });

  it('learningRateScheduler takes effect on steps that are replayed', async () => {
    const model = line(0.01, 'float32');
    const rates = [0.01, 0.01, 0.01, 0];
    const weights: number[] = [];
    await model.fit(X, Y, {
      epochs: 4,
      callbacks: [
        callbacks.learningRateScheduler((epoch) => rates[epoch]!),
        { onEpochEnd: () => weights.push(weightOf(model)) },
      ],
    });
    expect(weights[3]).toBe(weights[2]);
    expect(weights[2]).not.toBe(weights[1]);
  });

  it('reduceLROnPlateau lowers the rate after `patience` epochs, then cools down', async () => {
    const losses = [5, 5, 5, 5, 5, 5];
    const { history } = await line(0.01).fit(X, Y, {
      epochs: losses.length,
      callbacks: [
        new Pretend(losses),
        callbacks.reduceLROnPlateau({
          monitor: 'pretended',
          patience: 2,
          factor: 0.5,
          cooldown: 1,
        }),
      ],
    });
    expect(history.learning_rate).toEqual([0.01, 0.01, 0.01, 0.005, 0.005, 0.0025]);
  });

  it('reduceLROnPlateau stops at minLr', async () => {
    const model = line(0.01);
    await model.fit(X, Y, {
      epochs: 5,
      callbacks: [
        new Pretend([5, 5, 5, 5, 5]),
        callbacks.reduceLROnPlateau({ monitor: 'pretended', patience: 1, minLr: 0.004 }),
      ],
    });
    expect(model.optimizer!.learningRate).toBe(0.004);
  });
});

describe('modelCheckpoint', () => {
  it('saves after each epoch', async () => {
    const saved: [number, Snapshot][] = [];
    const save = (snapshot: Snapshot, epoch: number) => saved.push([epoch, snapshot]);
    const model = line();
    await model.fit(X, Y, { epochs: 2, callbacks: callbacks.modelCheckpoint({ save }) });
    expect(saved.map(([epoch]) => epoch)).toEqual([0, 1]);
    expect(saved[1]![1].weights[0]!.item()).toBe(weightOf(model));
    expect(saved[0]![1].weights[0]!.item()).not.toBe(weightOf(model));
    expect(saved[1]![1].optimizer!.iterations).toBe(2);
  });

  it('saves the best only', async () => {
    const epochs: number[] = [];
    const checkpoint = callbacks.modelCheckpoint({
      save: (_snapshot, epoch) => epochs.push(epoch),
      saveBestOnly: true,
      monitor: 'pretended',
    });
    const losses = [5, 6, 4, 4, 3];
    await line().fit(X, Y, { epochs: 5, callbacks: [new Pretend(losses), checkpoint] });
    expect(epochs).toEqual([0, 2, 4]);
  });
});
