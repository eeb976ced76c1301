import { tensor } from '@backprop/core';
import { describe, expect, it } from 'vitest';
import { fromModelFile, toModelFile, toTfjs } from '../../src/convert/index.js';
import { type ModelFile, readKeras, writeKeras } from '../../src/files/index.js';
import * as tf from '../../src/tfjs.js';
import { everyLayer, makeModel, makeRandom } from '../files/sample-models.js';

/** The model with variances that are variances. */
function withPositiveVariances(model: ModelFile): ModelFile {
  for (const weight of model.layers.flatMap(({ weights }) => weights)) {
    if (weight.name === 'moving_variance') weight.values = weight.values.map(Math.abs);
  }
  return model;
}

const dense = (activation: string) =>
  makeModel(
    [null, 5],
    [
      ['Dense', { units: 4, activation }],
      ['Dense', { units: 3, activation: 'softmax' }],
    ],
  );

const image = (...layers: Parameters<typeof makeModel>[1]) => makeModel([null, 7, 6, 2], layers);

/** Architectures that both engines have, with repeatable weights. */
const TWINS: Record<string, ModelFile> = {
  'one of every layer': { ...everyLayer(), compile: null },
  ...Object.fromEntries(
    [
      'linear',
      'relu',
      'relu6',
      'elu',
      'selu',
      'gelu',
      'silu',
      'sigmoid',
      'tanh',
      'softplus',
      'softsign',
      'mish',
      'leaky_relu',
      'log_softmax',
    ].map((name) => [`dense with ${name}`, dense(name)]),
  ),
  'convolution with strides, valid': image([
    'Conv2D',
    { filters: 3, kernel_size: [3, 2], strides: [2, 1] },
  ]),
  'convolution with strides, same': image([
    'Conv2D',
    { filters: 3, kernel_size: [3, 3], strides: [2, 2], padding: 'same' },
  ]),
  'dilated convolution': image([
    'Conv2D',
    { filters: 2, kernel_size: [2, 2], dilation_rate: [2, 2] },
  ]),
  'pooling, same, overlapping': image(
    ['MaxPooling2D', { pool_size: [3, 3], strides: [2, 2], padding: 'same' }],
    ['AveragePooling2D', { pool_size: [2, 2], strides: [1, 1], padding: 'same' }],
  ),
  'batch normalization without scale': makeModel(
    [null, 4],
    [['BatchNormalization', { scale: false, epsilon: 0.01 }]],
  ),
  'dropout, which rests when predicting': makeModel(
    [null, 4],
    [
      ['Dropout', { rate: 0.5 }],
      ['Dense', { units: 2 }],
    ],
  ),
  'a net without biases': makeModel(
    [null, 3],
    [
      ['Dense', { units: 4, use_bias: false }],
      ['ELU', {}],
      ['Dense', { units: 2, use_bias: false }],
    ],
  ),
};

/** A batch of three for a model. */
function inputs({ inputShape }: ModelFile): { values: Float32Array; shape: number[] } {
  const shape = [3, ...inputShape.slice(1).map(Number)];
  const random = makeRandom(3);
  const size = shape.reduce((a, b) => a * b, 1);
  return { shape, values: Float32Array.from({ length: size }, () => 4 * random() - 2) };
}

describe('core and TensorFlow.js, given the same weights', () => {
  for (const [name, file] of Object.entries(TWINS)) {
    it(`predict the same: ${name}`, async () => {
      const model = fromModelFile(withPositiveVariances(file));
      const { values, shape } = inputs(file);
      const own = model.predict(tensor(values, shape));
      const { model: twin } = await toTfjs(model);
      const other = twin.predict(tf.tensor(values, shape)) as tf.Tensor;
      expect(own.shape).toEqual(other.shape);
      const theirs = other.dataSync();
      const apart = Array.from(own.dataSync(), (value, i) => Math.abs(value - theirs[i]!));
      expect(apart.length).toBeGreaterThan(0);
      expect(Math.max(...apart)).toBeLessThan(1e-5);
    });
  }
});

describe('toModelFile', () => {
  it('keeps one of every layer through core and a .keras file', () => {
    const file = withPositiveVariances(everyLayer());
    // Core settles what Keras leaves open: a pooling's strides, and the seed of a dropout.
    for (const { className, config } of file.layers) {
      if (className === 'MaxPooling2D') config.strides = [2, 2];
      if (className === 'Dropout') config.seed = 5;
    }
    const back = readKeras(writeKeras(toModelFile(fromModelFile(file))));
    expect(back.layers).toEqual(file.layers);
    expect(back.compile).toEqual(file.compile);
  });

  it('keeps an embedding, whose input is whole numbers', () => {
    const file = makeModel(
      [null, 3],
      [
        ['Embedding', { input_dim: 7, output_dim: 2 }],
        ['Flatten', {}],
        ['Dense', { units: 1 }],
      ],
    );
    const back = readKeras(writeKeras(toModelFile(fromModelFile(file))));
    expect(back.layers).toEqual(file.layers);
  });
});
