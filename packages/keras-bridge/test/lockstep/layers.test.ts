import { setSeed } from '@backprop/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Engine, lockstep, type Rows } from '../../src/index.js';
import { makeRandom } from '../files/sample-models.js';

let random = makeRandom(21);
const number = () => 2 * random() - 1;
const list = <T>(length: number, make: () => T): T[] => Array.from({ length }, make);

const IMAGES: Rows = list(6, () => list(6, () => list(5, () => list(2, number))));
const FLAT: Rows = list(8, () => list(4, number));
const oneHot = (count: number) => list(count, () => (random() < 0.5 ? [1, 0] : [0, 1]));

// The same weights and targets in every run, whichever tests are run: how far rounding drifts
// depends on them.
beforeEach(() => {
  setSeed(1);
  random = makeRandom(22);
});

interface Twin {
  x: Rows;
  layers(tf: Engine): unknown[];
  loss?: string;
  optimizer?(tf: Engine): unknown;
}

const end = (tf: Engine) => tf.layers.dense({ units: 2, activation: 'softmax' });

/** Nets with layers beyond dense, each trained for a few epochs on both engines. */
const TWINS: Record<string, Twin> = {
  'convolution, max pooling, flatten': {
    x: IMAGES,
    layers: (tf) => [
      tf.layers.conv2d({
        filters: 3,
        kernelSize: 3,
        padding: 'same',
        activation: 'tanh',
        inputShape: [6, 5, 2],
      }),
      tf.layers.maxPooling2d({ poolSize: 2 }),
      tf.layers.flatten(),
      end(tf),
    ],
  },
  'convolution with strides, average pooling': {
    x: IMAGES,
    layers: (tf) => [
      tf.layers.conv2d({
        filters: 4,
        kernelSize: [3, 2],
        strides: [2, 1],
        activation: 'sigmoid',
        inputShape: [6, 5, 2],
      }),
      tf.layers.averagePooling2d({ poolSize: [2, 2], strides: [1, 1] }),
      tf.layers.flatten(),
      end(tf),
    ],
  },
  'batch normalization, with its moving statistics': {
    x: FLAT,
    layers: (tf) => [
      tf.layers.dense({ units: 5, inputShape: [4] }),
      tf.layers.batchNormalization({ momentum: 0.9 }),
      tf.layers.activation({ activation: 'tanh' }),
      end(tf),
    ],
  },
  'weight decay by regularizers': {
    x: FLAT,
    layers: (tf) => [
      tf.layers.dense({
        units: 5,
        inputShape: [4],
        activation: 'elu',
        kernelRegularizer: tf.regularizers.l1l2({ l1: 0.01, l2: 0.02 }),
      }),
      end(tf),
    ],
  },
  'leakyReLU, reLU and elu as layers': {
    x: FLAT,
    layers: (tf) => [
      tf.layers.dense({ units: 5, inputShape: [4] }),
      tf.layers.leakyReLU({ alpha: 0.1 }),
      tf.layers.dense({ units: 4 }),
      tf.layers.elu(),
      tf.layers.dense({ units: 4 }),
      tf.layers.reLU(),
      end(tf),
    ],
  },
  'reshape, and a squared error with momentum': {
    x: FLAT,
    layers: (tf) => [
      tf.layers.reshape({ targetShape: [2, 2], inputShape: [4] }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 2 }),
    ],
    loss: 'meanSquaredError',
    optimizer: (tf) => tf.train.momentum(0.05, 0.9),
  },
};

describe('core and TensorFlow.js, trained in lockstep on more than dense layers', () => {
  for (const [name, { x, layers, loss = 'categoricalCrossentropy', optimizer }] of Object.entries(
    TWINS,
  )) {
    it(`stay together: ${name}`, async () => {
      const report = await lockstep({
        build(tf) {
          const model = tf.sequential({ layers: layers(tf) as [] });
          model.compile({ optimizer: (optimizer?.(tf) ?? tf.train.sgd(0.1)) as 'sgd', loss });
          return model;
        },
        x,
        y: oneHot(x.length),
        batchSize: 3,
        epochs: 4,
      });
      expect(report.steps.length).toBeGreaterThan(7);
      expect(report.departure).toBeNull();
      expect(report.largestParameter.parameter.largest.difference).toBeLessThan(2e-6);
    });
  }

  it('follows a model in a model, and sees what is in it', async () => {
    const build = (inner: (tf: Engine) => object[]) => (tf: Engine) => {
      const model = tf.sequential();
      model.add(tf.sequential({ layers: inner(tf) as never }) as never);
      model.add(tf.layers.dense({ units: 1 }));
      model.compile({ optimizer: tf.train.sgd(0.1), loss: 'meanSquaredError' });
      return model;
    };
    const data = { x: [[1], [2], [-1]], y: [[2], [4], [0]], batchSize: 1, epochs: 2 };
    const dense = (tf: Engine) =>
      tf.layers.dense({ units: 2, inputShape: [1], activation: 'hardSigmoid' });
    const report = await lockstep({ ...data, build: build((tf) => [dense(tf)]) });
    expect(report.steps).toHaveLength(6);
    expect(report.reasons.join()).toContain('hardSigmoid');
    const random = build((tf) => [dense(tf), tf.layers.dropout({ rate: 0.5 })]);
    await expect(lockstep({ ...data, build: random })).rejects.toThrow('received Dropout');
  });

  it('refuses dropout, whose random numbers differ', async () => {
    const build = (tf: Engine) => {
      const model = tf.sequential({
        layers: [tf.layers.dense({ units: 2, inputShape: [4] }), tf.layers.dropout({ rate: 0.5 })],
      });
      model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
      return model;
    };
    await expect(lockstep({ build, x: FLAT, y: oneHot(8) })).rejects.toThrow(
      'lockstep: expected layers that draw no random numbers while training, received Dropout',
    );
  });
});
