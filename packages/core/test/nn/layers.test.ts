import { describe, expect, it } from 'vitest';
import { gradCheck } from '../../src/autodiff/grad-check.js';
import { type Layer, layers, regularizers, sequential } from '../../src/nn/index.js';
import { ones, zeros } from '../../src/tensor/fill.js';
import { randn } from '../../src/tensor/random-tensors.js';
import type { Tensor } from '../../src/tensor/tensor.js';

const numbers = (x: Tensor): number[] => Array.from(x.dataSync());

describe('every layer', () => {
  const samples: [name: string, make: () => Layer, input: number[], output: number[]][] = [
    ['dense', () => layers.dense({ units: 3, dtype: 'float64' }), [2, 4], [2, 3]],
    [
      'dense on sequences',
      () => layers.dense({ units: 3, dtype: 'float64' }),
      [2, 5, 4],
      [2, 5, 3],
    ],
    [
      'conv2d',
      () => layers.conv2d({ filters: 2, kernelSize: 2, activation: 'tanh', dtype: 'float64' }),
      [2, 4, 3, 2],
      [2, 3, 2, 2],
    ],
    [
      'conv2d with steps, dilation and padding',
      () =>
        layers.conv2d({
          filters: 2,
          kernelSize: [3, 2],
          strides: 2,
          padding: 'same',
          dtype: 'float64',
        }),
      [1, 5, 4, 1],
      [1, 3, 2, 2],
    ],
    [
      'conv2d with dilation',
      () => layers.conv2d({ filters: 1, kernelSize: 2, dilationRate: 2, dtype: 'float64' }),
      [1, 5, 4, 1],
      [1, 3, 2, 1],
    ],
    ['maxPooling2d', () => layers.maxPooling2d({ dtype: 'float64' }), [2, 4, 5, 2], [2, 2, 2, 2]],
    [
      'averagePooling2d',
      () => layers.averagePooling2d({ poolSize: 2, strides: 1, padding: 'same', dtype: 'float64' }),
      [1, 3, 3, 1],
      [1, 3, 3, 1],
    ],
    [
      'globalAveragePooling2d',
      () => layers.globalAveragePooling2d({ dtype: 'float64' }),
      [2, 3, 2, 4],
      [2, 4],
    ],
    [
      'globalMaxPooling2d',
      () => layers.globalMaxPooling2d({ dtype: 'float64' }),
      [2, 3, 2, 4],
      [2, 4],
    ],
    ['flatten', () => layers.flatten({ dtype: 'float64' }), [2, 3, 2], [2, 6]],
    [
      'reshape',
      () => layers.reshape({ targetShape: [3, -1], dtype: 'float64' }),
      [2, 6],
      [2, 3, 2],
    ],
    [
      'activation',
      () => layers.activation({ activation: 'tanh', dtype: 'float64' }),
      [2, 3],
      [2, 3],
    ],
    ['elu', () => layers.elu({ alpha: 0.7, dtype: 'float64' }), [2, 3], [2, 3]],
    ['leakyReLU', () => layers.leakyReLU({ dtype: 'float64' }), [2, 3], [2, 3]],
    ['reLU', () => layers.reLU({ maxValue: 0.5, dtype: 'float64' }), [2, 3], [2, 3]],
    ['softmax', () => layers.softmax({ dtype: 'float64' }), [2, 3], [2, 3]],
    ['layerNormalization', () => layers.layerNormalization({ dtype: 'float64' }), [3, 4], [3, 4]],
    ['batchNormalization', () => layers.batchNormalization({ dtype: 'float64' }), [3, 4], [3, 4]],
    [
      'batchNormalization along another axis',
      () => layers.batchNormalization({ axis: 1, dtype: 'float64' }),
      [3, 2, 4],
      [3, 2, 4],
    ],
  ];

  it.each(samples)(
    '%s has the output shape it announces, and right gradients',
    (_, make, input, output) => {
      const layer = make();
      const x = randn(input, { dtype: 'float64', seed: 5 });
      // For any weights, not only for those it starts with.
      layer.build([null, ...input.slice(1)]);
      layer.setWeights(
        layer
          .getWeights()
          .map((w, i) => randn(w.shape, { dtype: 'float64', seed: i }).abs().add(0.5)),
      );
      const y = layer.apply(x, { training: true });
      expect(y.shape).toEqual(output);
      expect(y.dtype).toBe('float64');
      expect(layer.outputShape).toEqual([null, ...output.slice(1)]);
      const direction = randn(output, { dtype: 'float64', seed: 9 });
      const report = gradCheck(
        (input) => layer.apply(input, { training: true }).mul(direction).sum(),
        [x],
      );
      expect(report.passed, report.message).toBe(true);
    },
  );

  it.each(samples)('%s refuses inputs of another shape once it is built', (_, make, input) => {
    const layer = make();
    layer.apply(zeros(input, 'float64'));
    const other = [...input.slice(0, -1), (input.at(-1) as number) + 1];
    expect(() => layer.apply(zeros(other, 'float64'))).toThrow('expected inputs of shape');
  });
});

describe('dropout', () => {
  it('drops about its share in training and enlarges the rest', () => {
    const y = layers.dropout({ rate: 0.25, seed: 1 }).apply(ones([100, 100]), { training: true });
    const values = numbers(y);
    expect(new Set(values)).toEqual(new Set([0, Math.fround(1 / 0.75)]));
    expect(values.filter((v) => v === 0).length / 10_000).toBeCloseTo(0.25, 1);
  });

  it('passes everything on otherwise', () => {
    expect(
      layers
        .dropout({ rate: 0.9 })
        .apply([[1, 2]])
        .arraySync(),
    ).toEqual([[1, 2]]);
  });

  it('drops others at each step, the same from the same seed', async () => {
    const run = async (seed: number) => {
      const model = sequential({
        layers: [
          layers.dropout({ rate: 0.5, seed, inputShape: [8] }),
          layers.dense({ units: 1, useBias: false, kernelInitializer: 'ones' }),
        ],
      });
      model.compile({ optimizer: 'sgd', loss: (_y, p) => p.mean() });
      const { history } = await model.fit(ones([1, 8]), [[0]], { epochs: 8 });
      return history.loss!;
    };
    const losses = await run(4);
    expect(new Set(losses).size).toBeGreaterThan(2);
    expect(await run(4)).toEqual(losses);
    expect(await run(5)).not.toEqual(losses);
  });
});

describe('batchNormalization', () => {
  it('moves its running mean and variance towards those of the batch', async () => {
    const layer = layers.batchNormalization({ momentum: 0.75, inputShape: [1] });
    const model = sequential({ layers: [layer] });
    model.compile({ optimizer: 'sgd', loss: 'mse' });
    await model.fit([[1], [3]], [[0], [0]], { epochs: 1 });
    const [, , mean, variance] = layer.getWeights();
    expect(mean!.item()).toBeCloseTo(0.5, 6);
    expect(variance!.item()).toBeCloseTo(0.75 + 0.25, 6);
    expect(layer.weights.map(({ name }) => name)).toEqual([
      'gamma',
      'beta',
      'moving_mean',
      'moving_variance',
    ]);
    expect(layer.nonTrainableWeights).toHaveLength(2);
  });

  it('moves them at replayed steps as well', async () => {
    const layer = layers.batchNormalization({ momentum: 0.5, inputShape: [1] });
    const model = sequential({ layers: [layer] });
    model.compile({ optimizer: 'sgd', loss: 'mse' });
    await model.fit([[1], [3]], [[0], [0]], { epochs: 5 });
    expect(layer.getWeights()[2]!.item()).toBeCloseTo(2 * (1 - 0.5 ** 5), 6);
  });

  it('uses them outside of training, and when it is frozen', () => {
    const layer = layers.batchNormalization({
      epsilon: 1e-9,
      weights: [[2], [1], [10], [4]],
    });
    expect(numbers(layer.apply([[12]]))[0]).toBeCloseTo(2 * 1 + 1, 5);
    layer.trainable = false;
    expect(numbers(layer.apply([[12]], { training: true }))[0]).toBeCloseTo(3, 5);
    expect(layer.getWeights()[2]!.item()).toBe(10);
  });
});

describe('a penalty', () => {
  // Keras 3.15.1: 0.09 with the first layer frozen; 2.5 more, 0.5 (1² + 2²), with it trained.
  it('is that of the weights that are trained', () => {
    const l2 = (factor: number) => regularizers.l2({ l2: factor });
    const frozen = layers.dense({
      units: 1,
      inputShape: [2],
      kernelRegularizer: l2(0.5),
      weights: [[[1], [2]], [0]],
    });
    const last = layers.dense({ units: 1, kernelRegularizer: l2(0.01), weights: [[[3]], [0]] });
    const model = sequential({ layers: [frozen, last] });
    model.compile({ optimizer: 'sgd', loss: 'mse' });
    const loss = () => (model.evaluate([[1, 1]], [[9]]) as Tensor).item();
    expect(loss()).toBeCloseTo(0.09 + 2.5, 6);
    frozen.trainable = false;
    expect(loss()).toBeCloseTo(0.09, 6);
  });
});

describe('embedding', () => {
  it('looks rows up and learns only those it saw', async () => {
    const layer = layers.embedding({ inputDim: 3, outputDim: 2, inputLength: 1 });
    const model = sequential({ layers: [layer, layers.flatten()] });
    const [before] = model.getWeights();
    model.compile({ optimizer: 'sgd', loss: 'mse' });
    await model.fit(
      [[0], [2]],
      [
        [1, 1],
        [1, 1],
      ],
      { epochs: 4 },
    );
    const [rows, changed] = [before!, model.getWeights()[0]!].map((w) =>
      w.arraySync(),
    ) as number[][][];
    expect(changed![1]).toEqual(rows![1]);
    expect(changed![0]).not.toEqual(rows![0]);
    expect(changed![2]).not.toEqual(rows![2]);
    expect(model.outputShape).toEqual([null, 2]);
  });
});
