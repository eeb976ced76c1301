import { readFileSync } from 'node:fs';
import { readLayer } from '../../src/files/architecture/read-layer.js';
import { FileSource } from '../../src/files/file-error.js';
import { readKeras } from '../../src/files/keras/read-keras.js';
import type { FileLayer, FileShape, JsonObject, ModelFile } from '../../src/files/model-file.js';
import { expectedWeights } from '../../src/files/weights/take-tensor.js';

/** A model that the real Keras saved. */
export const fixture = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../fixtures/keras-files/${name}`, import.meta.url)));

export const deepModel = (): ModelFile => readKeras(fixture('deep.keras'), { file: 'deep.keras' });

/** Repeatable numbers in [0, 1): the generator of Numerical Recipes. */
export function makeRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A model of the given layers with repeatable weights between -1 and 1. */
export function makeModel(
  inputShape: FileShape,
  layers: readonly (readonly [className: string, config: JsonObject])[],
  rest: Partial<ModelFile> = {},
): ModelFile {
  const source = new FileSource('makeModel', 'memory');
  const random = makeRandom(7);
  let shape = inputShape;
  const built = layers.map(([class_name, config], index): FileLayer => {
    const named = { name: `${class_name.toLowerCase()}_${index}`, ...config };
    const layer = readLayer({ class_name, config: named }, `layers[${index}]`, shape, source);
    shape = layer.outputShape;
    layer.weights = expectedWeights(layer).map((weight) => {
      const sizes = weight.shape.map(Number);
      const values = new Float32Array(sizes.reduce((a, b) => a * b, 1));
      return { name: weight.name, shape: sizes, values: values.map(() => 2 * random() - 1) };
    });
    return layer;
  });
  return {
    name: 'sequential',
    format: 'keras',
    kerasVersion: null,
    inputShape,
    inputDtype: 'float32',
    layers: built,
    compile: null,
    optimizerState: null,
    notes: [],
    ...rest,
  };
}

/** One of every layer that files know. */
export const everyLayer = (): ModelFile =>
  makeModel(
    [null, 8, 8, 3],
    [
      ['Conv2D', { filters: 4, kernel_size: [3, 3], padding: 'same', activation: 'relu' }],
      ['BatchNormalization', {}],
      ['MaxPooling2D', { pool_size: [2, 2] }],
      ['Conv2D', { filters: 5, kernel_size: [2, 2], strides: [1, 1], use_bias: false }],
      ['LeakyReLU', { negative_slope: 0.1 }],
      ['AveragePooling2D', { pool_size: [2, 2], strides: [1, 1] }],
      ['Reshape', { target_shape: [4, 5] }],
      ['ELU', {}],
      ['LayerNormalization', { epsilon: 0.01 }],
      ['Flatten', {}],
      ['Dropout', { rate: 0.25 }],
      [
        'Dense',
        {
          units: 6,
          activation: 'tanh',
          kernel_regularizer: { class_name: 'L2', config: { l2: 0.01 } },
        },
      ],
      ['Reshape', { target_shape: [1, 2, 3] }],
      ['GlobalMaxPooling2D', {}],
      ['ReLU', { max_value: 6 }],
      ['Activation', { activation: 'softplus' }],
      ['Dense', { units: 4 }],
      ['Reshape', { target_shape: [2, 1, 2] }],
      ['GlobalAveragePooling2D', {}],
      ['Dense', { units: 3 }],
      ['Softmax', {}],
    ],
    {
      compile: {
        optimizer: {
          className: 'Adam',
          config: {
            learning_rate: 1,
            weight_decay: null,
            clipnorm: null,
            global_clipnorm: null,
            clipvalue: null,
            beta_1: 0.9,
            beta_2: 0.999,
            epsilon: 1e-7,
            amsgrad: true,
          },
        },
        loss: { name: 'sparse_categorical_crossentropy', config: {} },
        metrics: ['accuracy'],
      },
    },
  );
