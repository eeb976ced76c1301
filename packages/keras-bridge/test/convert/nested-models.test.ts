import { layers, type Sequential, sequential, tensor, train } from '@backprop/core';
import { describe, expect, it } from 'vitest';
import { fromModelFile, fromTfjs, toModelFile, toTfjs } from '../../src/convert/index.js';
import {
  readKeras,
  readKerasH5,
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
      'The model inner in net is kept as its layers, in one row.',
      'The model deep in inner is kept as its layers, in one row.',
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

  it('that others saved is refused, with what to do', async () => {
    const nested = tf.sequential({
      layers: [tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] })],
    });
    await expect(fromTfjs(nested)).rejects.toThrow(
      /received a model in the model, "Sequential" at .*; put its layers straight into the outer/,
    );
  });
});
