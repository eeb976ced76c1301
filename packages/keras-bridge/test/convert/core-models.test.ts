import { readFileSync } from 'node:fs';
import { layers, regularizers, type Sequential, sequential, tensor, train } from '@backprop/core';
import { describe, expect, it } from 'vitest';
import { fromModelFile, fromTfjs, toModelFile, toTfjs } from '../../src/convert/index.js';
import {
  readKeras,
  readKerasH5,
  readModelFile,
  readTfjs,
  writeKeras,
  writeKerasH5,
  writeTfjs,
} from '../../src/files/index.js';
import * as tf from '../../src/tfjs.js';
import { fixture, makeModel } from '../files/sample-models.js';

interface SavedModel {
  file: string;
  inputs: number[][];
  predictions: number[][];
}

const FOLDER = new URL('../fixtures/keras-files/', import.meta.url);
const saved = JSON.parse(readFileSync(new URL('manifest.json', FOLDER), 'utf8')) as SavedModel[];

const largest = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i]!)));

const predict = (model: Sequential, inputs: number[][]) => model.predict(tensor(inputs)).dataSync();

const X = [
  [0.5, -1],
  [2, 0.25],
  [-0.75, 1.5],
  [1, 1],
];
const Y = [[1], [0], [1], [0]];

/** A small compiled model of core, not yet trained. */
function smallModel(optimizer = train.adam(0.01)): Sequential {
  const model = sequential({
    layers: [
      layers.dense({
        units: 3,
        activation: 'tanh',
        inputShape: [2],
        kernelRegularizer: regularizers.l1l2({ l1: 0.001, l2: 0.01 }),
      }),
      layers.dense({ units: 1, activation: 'sigmoid', useBias: false, name: 'out' }),
    ],
  });
  model.compile({ optimizer, loss: 'binaryCrossentropy', metrics: ['accuracy'] });
  model.setWeights([
    [
      [0.5, -0.25, 1],
      [-1, 0.75, 0.125],
    ],
    [0.1, 0.2, -0.3],
    [[1], [-0.5], [0.25]],
  ]);
  return model;
}

const fit = (model: Sequential, epochs: number) =>
  model.fit(tensor(X), tensor(Y), { epochs, batchSize: 2, shuffle: false });

describe('fromModelFile', () => {
  for (const { file, inputs, predictions } of saved) {
    it(`predicts what Keras predicted: ${file}`, () => {
      const name = file.replace('keras-files/', '');
      const model = fromModelFile(readModelFile(fixture(name), { file: name }));
      expect(largest(predict(model, inputs), predictions.flat())).toBeLessThan(1e-5);
      expect(model.optimizer?.iterations).toBe(10);
    });
  }

  it('says which layer core does not have', () => {
    const file = makeModel([null, 2], [['Dense', { units: 2 }]]);
    file.layers[0]!.className = 'Lambda' as 'Dense';
    expect(() => fromModelFile(file)).toThrow(
      'fromModelFile: expected layers that core has, received Lambda dense_0',
    );
  });
});

const FORMATS = {
  '.keras': (model: Sequential) => readKeras(writeKeras(toModelFile(model))),
  '.h5': (model: Sequential) =>
    readKerasH5(writeKerasH5(toModelFile(model), { optimizerState: true })),
  'TensorFlow.js': (model: Sequential) => {
    const { modelJson, weights, weightsName } = writeTfjs(toModelFile(model));
    return readTfjs(modelJson, { [weightsName]: weights });
  },
};

describe('toModelFile', () => {
  for (const [format, roundTrip] of Object.entries(FORMATS)) {
    it(`keeps weights, names, settings and predictions through ${format}`, async () => {
      const model = smallModel();
      await fit(model, 3);
      const back = fromModelFile(roundTrip(model));
      expect(back.layers.map((layer) => layer.getConfig())).toEqual(
        model.layers.map((layer) => layer.getConfig()),
      );
      expect(Array.from(predict(back, X))).toEqual(Array.from(predict(model, X)));
      expect(back.optimizer?.getConfig()).toEqual(model.optimizer?.getConfig());
      expect(back.metricsNames).toEqual(model.metricsNames);
    });
  }

  const OPTIMIZERS = {
    adam: () => train.adam({ learningRate: 0.01, amsgrad: true }),
    momentum: () => train.sgd({ learningRate: 0.1, momentum: 0.9, nesterov: true }),
    rmsprop: () => train.rmsprop({ learningRate: 0.01, momentum: 0.5, centered: true }),
    adagrad: () => train.adagrad(0.1),
  };
  for (const [name, make] of Object.entries(OPTIMIZERS)) {
    it(`keeps the optimizer's state, so that training goes on as if never stopped: ${name}`, async () => {
      const without = smallModel(make() as ReturnType<typeof train.adam>);
      await fit(without, 6);
      const stopped = smallModel(make() as ReturnType<typeof train.adam>);
      await fit(stopped, 3);
      const resumed = fromModelFile(readKeras(writeKeras(toModelFile(stopped))));
      await fit(resumed, 3);
      // A resumed run may round elsewhere than one that goes on: an ulp or two a step, no more.
      for (const [i, weight] of resumed.getWeights().entries()) {
        expect(largest(weight.dataSync(), without.getWeights()[i]!.dataSync())).toBeLessThan(1e-6);
      }
      const forgetful = fromModelFile({ ...toModelFile(stopped), optimizerState: null });
      await fit(forgetful, 3);
      const apart = forgetful
        .getWeights()
        .map((w, i) => largest(w.dataSync(), without.getWeights()[i]!.dataSync()));
      expect(Math.max(...apart)).toBeGreaterThan(1e-4);
      expect(resumed.optimizer?.iterations).toBe(12);
    });
  }

  it('names an activation that files cannot hold', () => {
    const model = sequential({
      layers: [layers.dense({ units: 1, inputShape: [2], activation: (x) => x.mul(2) })],
    });
    expect(() => toModelFile(model)).toThrow('expected an activation of Keras');
  });

  it('copies the weights', () => {
    const model = smallModel();
    const file = toModelFile(model);
    const before = Array.from(file.layers[0]!.weights[0]!.values);
    model.setWeights(model.getWeights().map((w) => w.mul(3)));
    expect(Array.from(file.layers[0]!.weights[0]!.values)).toEqual(before);
  });
});

describe('toTfjs and fromTfjs', () => {
  it('make a twin that predicts and trains the same', async () => {
    const model = smallModel();
    const { model: twin, notes } = await toTfjs(model);
    expect(notes).toEqual([]);
    const own = twin.predict(tf.tensor2d(X)) as tf.Tensor;
    expect(largest(predict(model, X), own.dataSync())).toBeLessThan(1e-6);
    const [loss] = (await twin.trainOnBatch(tf.tensor2d(X), tf.tensor2d(Y))) as number[];
    const [coreLoss] = (await model.trainOnBatch(tensor(X), tensor(Y))) as number[];
    expect(Math.abs(loss! - coreLoss!)).toBeLessThan(1e-6);
  });

  it('say that the optimizer state stays behind', async () => {
    const model = smallModel();
    await fit(model, 1);
    expect((await toTfjs(model)).notes).toEqual([
      'The optimizer state is left out: the format has no place for it.',
    ]);
  });

  it('bring a TensorFlow.js model to core', async () => {
    const other = tf.sequential({
      layers: [
        tf.layers.dense({ units: 4, activation: 'relu', inputShape: [2] }),
        tf.layers.dense({ units: 2, activation: 'softmax' }),
      ],
    });
    other.compile({ optimizer: tf.train.momentum(0.05, 0.9), loss: 'categoricalCrossentropy' });
    const { model, notes } = await fromTfjs(other);
    expect(notes).toEqual([
      "The optimizer's state is left out: TensorFlow.js lists it in another order.",
    ]);
    expect(
      largest(predict(model, X), (other.predict(tf.tensor2d(X)) as tf.Tensor).dataSync()),
    ).toBeLessThan(1e-6);
    expect(model.optimizer?.getConfig()).toMatchObject({ momentum: 0.9 });
    expect(model.compiled('test').loss.name).toBe('categorical_crossentropy');
  });

  it('refuse a layer that core does not know', async () => {
    const other = tf.sequential({
      layers: [tf.layers.simpleRNN({ units: 2, inputShape: [3, 1] })],
    });
    await expect(fromTfjs(other)).rejects.toThrow('"SimpleRNN"');
  });
});
