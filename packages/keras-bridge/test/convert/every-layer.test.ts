import * as core from '@backprop/core';
import { tensor } from '@backprop/core';
import { describe, expect, it } from 'vitest';
import { fromModelFile, toModelFile, toTfjs } from '../../src/convert/index.js';
import { functionName } from '../../src/convert/names.js';
import { type ModelFile, readKeras, writeKeras } from '../../src/files/index.js';
import { ACTIVATIONS } from '../../src/files/layers/fields.js';
import { LAYER_KINDS } from '../../src/files/layers/kinds.js';
import { LOSSES } from '../../src/files/training/losses.js';
import { writePython } from '../../src/python/index.js';
import * as tf from '../../src/tfjs.js';
import { everyLayer, makeModel, makeRandom } from '../files/sample-models.js';

/** `logSoftmax` is `log_softmax`. */
const snakeCase = (name: string): string =>
  name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

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
  'layer normalization, without an offset': image(
    ['LayerNormalization', { center: false, epsilon: 0.01 }],
    ['GlobalAveragePooling2D', {}],
  ),
  'the greatest number of each channel': image(
    ['Conv2D', { filters: 3, kernel_size: [2, 2] }],
    ['GlobalMaxPooling2D', {}],
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

describe('toTfjs', () => {
  it('writes out what a reshape leaves open', async () => {
    const file = makeModel(
      [null, 2, 3],
      [
        ['Reshape', { target_shape: [-1] }],
        ['Dense', { units: 2 }],
      ],
    );
    const model = fromModelFile(file);
    const { model: twin } = await toTfjs(model);
    const { values, shape } = inputs(file);
    const theirs = (twin.predict(tf.tensor(values, shape)) as tf.Tensor).dataSync();
    const own = model.predict(tensor(values, shape)).dataSync();
    for (const [i, value] of theirs.entries()) expect(own[i]).toBeCloseTo(value, 5);
  });

  it('refuses an ELU with another alpha than 1, which TensorFlow.js lacks', async () => {
    const model = fromModelFile(makeModel([null, 2], [['ELU', { alpha: 0.5 }]]));
    await expect(toTfjs(model)).rejects.toThrow('received an ELU with alpha 0.5 in layer elu_0');
  });

  for (const className of ['BatchNormalization', 'LayerNormalization', 'Softmax']) {
    it(`refuses ${className} along another axis than the last, which TensorFlow.js lacks`, async () => {
      const model = fromModelFile(withPositiveVariances(image([className, { axis: 1 }])));
      await expect(toTfjs(model)).rejects.toThrow(
        `received ${className} along axis 1 in layer ${className.toLowerCase()}_0`,
      );
      const last = fromModelFile(withPositiveVariances(image([className, { axis: 3 }])));
      expect((await toTfjs(last)).notes).toEqual([]);
    });
  }
});

describe('files', () => {
  it('know every layer and every activation of core', () => {
    const names = Object.keys(core.layers).filter((name) => name !== 'inputLayer');
    expect(Object.keys(LAYER_KINDS).map(functionName).sort()).toEqual(names.sort());
    // glu halves its input, and threshold needs two numbers: neither is known by its name alone.
    const known = new Set<string>([...ACTIVATIONS, 'glu', 'threshold']);
    const all = Object.keys(core.activations).map(snakeCase);
    expect(all.filter((name) => !known.has(name))).toEqual([]);
  });

  it('know every loss that core can be compiled with', () => {
    const found = new Set<string>();
    for (const loss of Object.keys(core.losses)) {
      const model = core.sequential({ layers: [core.layers.dense({ units: 2, inputShape: [2] })] });
      try {
        model.compile({ optimizer: 'sgd', loss });
      } catch {
        // A function besides, with arguments of its own.
        continue;
      }
      found.add(toModelFile(model).compile!.loss.name);
    }
    expect([...LOSSES].sort()).toEqual([...found].sort());
  });
});

describe('fromModelFile', () => {
  it('names a ReLU whose slope or threshold core does not have', () => {
    for (const setting of ['negative_slope', 'threshold']) {
      const file = makeModel([null, 2], [['ReLU', { [setting]: 0.1 }]]);
      expect(() => fromModelFile(file)).toThrow(
        /^fromModelFile: expected a ReLU without slope and threshold, received .*0\.1.* in layer relu_0; use LeakyReLU/,
      );
    }
  });

  it('makes an activation layer that does nothing, as Keras does', () => {
    const file = makeModel([null, 2], [['Activation', { activation: 'linear' }]]);
    const model = fromModelFile(file);
    expect(model.predict(tensor([[-1, 2]])).arraySync()).toEqual([[-1, 2]]);
    expect(toModelFile(model).layers).toEqual(file.layers);
    expect(writePython(file)).toContain('layers.Activation(activation="linear", name=');
  });
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
