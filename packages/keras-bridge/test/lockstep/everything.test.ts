import * as core from '@backprop/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { functionName } from '../../src/convert/names.js';
import { LAYER_KINDS } from '../../src/files/layers/kinds.js';
import { LOSSES } from '../../src/files/training/losses.js';
import { TFJS_LOSSES } from '../../src/files/training/tfjs-names.js';
import { type Engine, type LockstepReport, lockstep, type Rows } from '../../src/index.js';
import { makeRandom } from '../files/sample-models.js';

const random = makeRandom(5);
const list = <T>(length: number, make: () => T): T[] => Array.from({ length }, make);
const numbers = (shape: readonly number[], make = () => 2 * random() - 1): Rows => {
  const [size, ...inner] = shape;
  return list(size!, () => (inner.length === 0 ? make() : numbers(inner, make))) as Rows;
};

type MakeLayers = Record<string, (options: object) => never>;
type Optimizers = Engine['train'];

interface Plan {
  x: Rows;
  y: Rows;
  layers(make: MakeLayers): never[];
  loss?: string;
  optimizer?(train: Optimizers): unknown;
}

// The same weights to begin with in every run: how far rounding drifts depends on them.
beforeEach(() => core.setSeed(1));

/** Twelve steps on both engines. */
const train = ({ x, y, layers, loss = 'meanSquaredError', optimizer }: Plan) =>
  lockstep({
    build(tf) {
      const model = tf.sequential({ layers: layers(tf.layers as unknown as MakeLayers) });
      const made = optimizer?.(tf.train) ?? tf.train.sgd(0.05);
      model.compile({ optimizer: made as 'sgd', loss });
      return model;
    },
    x,
    y,
    batchSize: 2,
    epochs: 4,
    activations: true,
  });

function expectTogether(report: LockstepReport): void {
  expect(report.steps).toHaveLength(12);
  expect(report.departure).toBeNull();
  // Something was learned, so that equal means more than untouched.
  const moved = report.steps.some(({ gradients }) =>
    gradients.some(({ largest }) => largest.core !== 0),
  );
  expect(moved).toBe(true);
  const apart = report.steps.flatMap(({ activations }) =>
    activations.map(({ largest }) => largest.difference),
  );
  expect(apart.length).toBeGreaterThan(0);
  expect(Math.max(...apart)).toBeLessThan(1e-5);
}

const FLAT = numbers([6, 4]);
const IMAGES = numbers([6, 5, 4, 2]);
const WORDS = numbers([6, 3], () => Math.floor(5 * random()));
const Y = numbers([6, 2]);

const afterDense = (name: string, options: object = {}): Plan => ({
  x: FLAT,
  y: Y,
  layers: (make) => [
    make.dense!({ units: 6, inputShape: [4] }),
    make[name]!(options),
    make.dense!({ units: 2 }),
  ],
});

const onImages = (name: string, options: object = {}, isFlat = false): Plan => ({
  x: IMAGES,
  y: Y,
  layers: (make) => [
    make[name]!({ ...options, inputShape: [5, 4, 2] }),
    ...(isFlat ? [] : [make.flatten!({})]),
    make.dense!({ units: 2 }),
  ],
});

/** Every layer that both engines have and that draws no random numbers, with its options. */
const LAYERS: Record<string, Plan[]> = {
  dense: [
    afterDense('dense', { units: 3, activation: 'tanh', useBias: false }),
    afterDense('dense', { units: 3, trainable: false }),
  ],
  conv2d: [
    onImages('conv2d', { filters: 3, kernelSize: [3, 2], strides: [2, 1], activation: 'tanh' }),
    onImages('conv2d', { filters: 2, kernelSize: 2, padding: 'same', useBias: false }),
  ],
  maxPooling2d: [
    onImages('maxPooling2d', { poolSize: 2 }),
    onImages('maxPooling2d', { poolSize: [3, 2], strides: [1, 2], padding: 'same' }),
  ],
  averagePooling2d: [
    onImages('averagePooling2d', { poolSize: 2 }),
    onImages('averagePooling2d', { poolSize: [3, 2], strides: [1, 2], padding: 'same' }),
  ],
  globalMaxPooling2d: [onImages('globalMaxPooling2d', {}, true)],
  globalAveragePooling2d: [onImages('globalAveragePooling2d', {}, true)],
  flatten: [onImages('flatten', {}, true)],
  reshape: [onImages('reshape', { targetShape: [4, 10] })],
  activation: [afterDense('activation', { activation: 'tanh' })],
  // Without scale or offset TensorFlow.js fails as soon as it trains, in both normalizations.
  batchNormalization: [
    afterDense('batchNormalization', { momentum: 0.8, epsilon: 0.01 }),
    onImages('batchNormalization', { momentum: 0.9 }),
  ],
  layerNormalization: [
    afterDense('layerNormalization', { epsilon: 0.01 }),
    onImages('layerNormalization'),
  ],
  embedding: [
    {
      x: WORDS,
      y: Y,
      layers: (make) => [
        make.embedding!({ inputDim: 5, outputDim: 3, inputLength: 3 }),
        make.flatten!({}),
        make.dense!({ units: 2 }),
      ],
    },
  ],
  reLU: [afterDense('reLU'), afterDense('reLU', { maxValue: 0.5 })],
  leakyReLU: [afterDense('leakyReLU', { alpha: 0.1 })],
  // TensorFlow.js has no other alpha than 1.
  elu: [afterDense('elu')],
  softmax: [afterDense('softmax')],
};

const ACTIVATIONS = [
  'linear',
  'relu',
  'relu6',
  'elu',
  'selu',
  'gelu',
  'mish',
  'swish',
  'sigmoid',
  'tanh',
  'softplus',
  'softsign',
  'softmax',
  'logSoftmax',
];

const OPTIMIZERS: Record<string, (train: Optimizers) => unknown> = {
  sgd: ({ sgd }) => sgd(0.05),
  momentum: ({ momentum }) => momentum(0.05, 0.9),
  'momentum, nesterov': ({ momentum }) => momentum(0.05, 0.9, true),
  adam: ({ adam }) => adam(0.01),
  'adam, other settings': ({ adam }) => adam(0.01, 0.8, 0.99, 1e-6),
  rmsprop: ({ rmsprop }) => rmsprop(0.01),
  'rmsprop, with momentum': ({ rmsprop }) => rmsprop(0.01, 0.8, 0.5, 1e-6),
  adagrad: ({ adagrad }) => adagrad(0.05),
  'adagrad, from 0.3': ({ adagrad }) => adagrad(0.05, 0.3),
};

const positive = numbers([6, 2], () => 0.1 + random());
const oneHot = list(6, () => (random() < 0.5 ? [1, 0] : [0, 1])) as Rows;
const signs = numbers([6, 2], () => (random() < 0.5 ? -1 : 1));
const labels = numbers([6, 1], () => Math.floor(2 * random()));

/** Answers that a loss can have, and the activation that gives predictions of the same kind. */
const ANSWERS: Partial<Record<string, [y: Rows, activation: string]>> = {
  mean_squared_logarithmic_error: [positive, 'softplus'],
  mean_absolute_percentage_error: [positive, 'linear'],
  poisson: [positive, 'softplus'],
  binary_crossentropy: [oneHot, 'sigmoid'],
  categorical_crossentropy: [oneHot, 'softmax'],
  sparse_categorical_crossentropy: [labels, 'softmax'],
  kl_divergence: [oneHot, 'softmax'],
  categorical_hinge: [oneHot, 'linear'],
  hinge: [signs, 'linear'],
  squared_hinge: [signs, 'linear'],
};

/** TensorFlow.js finds it by no name. */
const MISSING_LOSSES = ['huber'];

describe('core and TensorFlow.js in lockstep, on everything that both have', () => {
  for (const [name, plans] of Object.entries(LAYERS)) {
    it(`stay together with the layer ${name}`, async () => {
      for (const plan of plans) expectTogether(await train(plan));
    });
  }

  for (const activation of ACTIVATIONS) {
    it(`stay together with the activation ${activation}`, async () => {
      expectTogether(await train(afterDense('dense', { units: 3, activation })));
    });
  }

  for (const name of LOSSES.filter((loss) => !MISSING_LOSSES.includes(loss))) {
    it(`stay together with the loss ${name}`, async () => {
      const [y, activation] = ANSWERS[name] ?? [Y, 'linear'];
      const layers = (make: MakeLayers) => [
        make.dense!({ units: 3, activation: 'tanh', inputShape: [4] }),
        make.dense!({ units: 2, activation }),
      ];
      const loss = camelCase(TFJS_LOSSES[name]!);
      expectTogether(await train({ x: FLAT, y, layers, loss }));
    });
  }

  for (const [name, optimizer] of Object.entries(OPTIMIZERS)) {
    it(`stay together with the optimizer ${name}`, async () => {
      const plan = afterDense('dense', { units: 3, activation: 'tanh' });
      const report = await train({ ...plan, optimizer });
      if (!name.startsWith('adam')) return expectTogether(report);
      // Small gradients feel where epsilon is added; the report says so, and they stay near.
      expect(report.reasons[0]).toMatch(/^Adam: core adds epsilon to √v/);
      expect(report.largestParameter.parameter.largest.difference).toBeLessThan(1e-3);
      expect(report.largestLoss.loss.difference).toBeLessThan(1e-3);
    });
  }

  it('leave nothing out: every layer of core is here, or draws random numbers', () => {
    const layers = Object.keys(core.layers).filter((name) => name !== 'inputLayer');
    expect([...Object.keys(LAYERS), 'dropout'].sort()).toEqual(layers.sort());
    expect(Object.keys(LAYER_KINDS).map(functionName).sort()).toEqual(layers.sort());
  });

  it('say why they part at a tie of greatest numbers', async () => {
    const plan = onImages('globalMaxPooling2d', {}, true);
    const layers = (make: MakeLayers) => [
      make.conv2d!({ filters: 2, kernelSize: 1, inputShape: [5, 4, 2] }),
      make.globalMaxPooling2d!({}),
      make.dense!({ units: 2 }),
    ];
    const flat = list(6, () => list(5, () => list(4, () => [1, 0.5]))) as Rows;
    const report = await train({ ...plan, x: flat, layers });
    expect(report.departure).not.toBeNull();
    expect(report.reasons[0]).toMatch(/^Global max pooling/);
  });

  it('part where a weight is put off, whatever the layer', async () => {
    const { x, y, layers } = LAYERS.conv2d![0]!;
    const disturb = { step: 3, layer: 'conv2d', parameter: 'bias', index: [0], by: 0.01 };
    const report = await lockstep({
      build(tf) {
        const model = tf.sequential({ layers: layers(tf.layers as unknown as MakeLayers) });
        (model.layers[0] as { name: string }).name = 'conv2d';
        model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
        return model;
      },
      x,
      y,
      batchSize: 2,
      epochs: 2,
      disturb,
    });
    expect(report.departure).toMatchObject({ step: 3 });
  });
});

/** `mean_squared_error` is `meanSquaredError`. */
function camelCase(name: string): string {
  return name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
