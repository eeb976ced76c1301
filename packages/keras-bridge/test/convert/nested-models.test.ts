import { readFileSync } from 'node:fs';
import { layers, type Sequential, sequential, tensor, train } from '@backprop/core';
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

const X = tensor([
  [0.5, -1],
  [2, 0.25],
  [-0.75, 1.5],
]);
const Y = tensor([[1], [0], [1]]);

/** A model in a model in a model, trained for a while; two of its layers have one name. */
async function nestedModel(): Promise<Sequential> {
  const deep = sequential({ name: 'deep', layers: [layers.dense({ units: 2, inputShape: [2] })] });
  const inner = sequential({
    name: 'inner',
    layers: [deep, layers.activation({ activation: 'tanh' })],
  });
  const model = sequential({ name: 'net', layers: [inner, layers.dense({ units: 1 })] });
  model.setWeights([
    [
      [0.5, -0.25],
      [-1, 0.75],
    ],
    [0.1, 0.2],
    [[1], [-0.5]],
    [0.3],
  ]);
  model.compile({ optimizer: train.adam(0.01), loss: 'meanSquaredError' });
  await model.fit(X, Y, { epochs: 3, verbose: 0 });
  return model;
}

const predict = (model: Sequential) => model.predict(X).arraySync();

describe('a model in a model', () => {
  it('is kept as its layers in one row, under names of their own, with a note', async () => {
    const file = toModelFile(await nestedModel());
    expect(file.layers.map(({ className, name }) => `${name}: ${className}`)).toEqual([
      'dense: Dense',
      'activation: Activation',
      'net_dense: Dense',
    ]);
    expect(file.notes).toEqual([
      'The model inner is kept as its layers, in one row.',
      'The model deep is kept as its layers, in one row.',
    ]);
  });

  it.each([
    ['.keras', (model: Sequential) => readKeras(writeKeras(toModelFile(model)))],
    [
      '.h5',
      (model: Sequential) =>
        readKerasH5(writeKerasH5(toModelFile(model), { optimizerState: true })),
    ],
  ])('comes back from %s, and trains on as before', async (_, write) => {
    const model = await nestedModel();
    const back = fromModelFile(write(model));
    expect(predict(back)).toEqual(predict(model));
    const options = { epochs: 3, shuffle: false, verbose: 0 } as const;
    const [first, second] = [await model.fit(X, Y, options), await back.fit(X, Y, options)];
    // It may round elsewhere than a run that goes on: an ulp or two a step.
    for (const [i, loss] of (first.history.loss as number[]).entries()) {
      expect(second.history.loss![i]).toBeCloseTo(loss, 5);
    }
    expect(back.optimizer?.iterations).toBe(6);
  });

  it('goes to TensorFlow.js, live and as files', async () => {
    const model = await nestedModel();
    const { model: live } = await toTfjs(model);
    const expected = Array.from(model.predict(X).dataSync());
    const output = live.predict(tf.tensor2d(X.arraySync() as number[][])) as tf.Tensor;
    expect(Array.from(output.dataSync())).toEqual(expected.map((y) => expect.closeTo(y, 6)));
    const { modelJson, weights, weightsName } = writeTfjs(toModelFile(model));
    const back = fromModelFile(readTfjs(modelJson, { [weightsName]: weights }));
    expect(predict(back)).toEqual(predict(model));
  });

  it('comes live from TensorFlow.js', async () => {
    const nested = tf.sequential({
      layers: [
        tf.sequential({
          layers: [
            tf.layers.dense({ units: 3, inputShape: [2], activation: 'tanh' }),
            tf.layers.dense({ units: 2 }),
          ],
        }),
        tf.layers.dense({ units: 1 }),
      ],
    });
    const { model } = await fromTfjs(nested);
    expect(model.layers).toHaveLength(3);
    const output = nested.predict(tf.tensor2d(X.arraySync() as number[][])) as tf.Tensor;
    const expected = Array.from(output.dataSync(), (y) => expect.closeTo(y, 6));
    expect(Array.from(model.predict(X).dataSync())).toEqual(expected);
  });
});

interface SavedModels {
  source: string;
  inputs: number[][];
  targets: number[][];
  models: {
    name: string;
    predictions: number[][];
    /** Losses of three more epochs, in batches of three in order. */
    continued: number[];
    predictionsAfter: number[][];
  }[];
}

const FOLDER = new URL('../fixtures/nested-models/', import.meta.url);
const bytesOf = (file: string) => new Uint8Array(readFileSync(new URL(file, FOLDER)));
const saved = JSON.parse(new TextDecoder().decode(bytesOf('manifest.json'))) as SavedModels;

const close = (rows: number[][], digits: number) =>
  rows.map((row) => row.map((y) => expect.closeTo(y, digits)));

describe(`a model in a model, saved by ${saved.source}`, () => {
  const NAMES: Record<string, string[]> = {
    'in-one-another': ['first', 'deep_dense', 'deep_norm', 'code', 'out'],
    'partly-frozen': ['before', 'f_dense', 'f_norm', 'after'],
    functional: ['d0', 'norm', 'inside'],
  };

  for (const { name, predictions, continued, predictionsAfter } of saved.models) {
    it.each(['keras', 'h5'])(`${name}.%s is read as its layers in one row`, (format) => {
      const file = readModelFile(bytesOf(`${name}.${format}`));
      expect(file.layers.map((layer) => layer.name)).toEqual(NAMES[name]);
      expect(file.notes[0]).toMatch(/^The model \w+ is kept as its layers, in one row\.$/);
      const model = fromModelFile(file);
      expect(model.predict(saved.inputs).arraySync()).toEqual(close(predictions, 5));
    });

    it(`${name}.keras trains on as in Keras`, async () => {
      const model = fromModelFile(readModelFile(bytesOf(`${name}.keras`)));
      const options = { epochs: 3, batchSize: 3, shuffle: false, verbose: 0 } as const;
      const { history } = await model.fit(saved.inputs, saved.targets, options);
      expect(history.loss).toEqual(continued.map((loss) => expect.closeTo(loss, 4)));
      expect(model.predict(saved.inputs).arraySync()).toEqual(close(predictionsAfter, 4));
    });
  }

  const inOneAnother = (depth: number): object =>
    depth === 0
      ? { class_name: 'Dense', config: { name: 'd', units: 1, batch_input_shape: [null, 1] } }
      : {
          class_name: 'Sequential',
          config: { name: `m${depth}`, layers: [inOneAnother(depth - 1)] },
        };
  const read = (depth: number) =>
    readTfjs(
      JSON.stringify({
        modelTopology: inOneAnother(depth),
        weightsManifest: [
          {
            paths: ['w'],
            weights: [
              { name: 'd/kernel', shape: [1, 1], dtype: 'float32' },
              { name: 'd/bias', shape: [1], dtype: 'float32' },
            ],
          },
        ],
      }),
      { w: new Uint8Array(8) },
    );

  it('is read however deep, within reason', () => {
    expect(read(5).layers.map(({ name }) => name)).toEqual(['d']);
    expect(() => read(30)).toThrow(/at most 20 models in one another/);
  });

  it('is refused when a group of weights is missing, and none is taken for another', () => {
    const { modelJson, weights } = writeTfjs(readModelFile(bytesOf('in-one-another.keras')));
    const json = JSON.parse(modelJson);
    json.weightsManifest[0].weights[0].name = 'second/kernel';
    expect(() => readTfjs(JSON.stringify(json), { 'weights.bin': weights })).toThrow(
      'expected a weight first/kernel',
    );
  });
});
