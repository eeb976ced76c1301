// Functions that programs for TensorFlow.js use, held to other ways of computing the same.
import { describe, expect, test, vi } from 'vitest';
import * as tf from '../../src/index.js';

const a = tf.randomNormal([2, 3], 0, 1, 'float64', 1);
const b = tf.randomNormal([3, 4], 0, 1, 'float64', 2);
const batch = tf.randomNormal([5, 2, 3], 0, 1, 'float64', 3);

function expectClose(x: tf.Tensor, y: tf.Tensor): void {
  expect(x.shape).toEqual(y.shape);
  expect(x.sub(y).abs().max().item()).toBeLessThan(1e-12);
}

describe('einsum', () => {
  test.each<[string, readonly tf.Tensor[], () => tf.Tensor]>([
    ['ij,jk->ik', [a, b], () => a.matMul(b)],
    ['ij,jk->ki', [a, b], () => a.matMul(b).transpose()],
    ['ij->ji', [a], () => a.transpose()],
    ['ij->', [a], () => a.sum()],
    ['ij->i', [a], () => a.sum(1)],
    ['bij,jk->bik', [batch, b], () => batch.reshape([10, 3]).matMul(b).reshape([5, 2, 4])],
    ['bij,bkj->bik', [batch, batch], () => batch.matMul(batch, false, true)],
    ['bij,bij->b', [batch, batch], () => batch.square().sum([1, 2])],
    ['ij,kl->jl', [a, b], () => tf.outerProduct(a.sum(0), b.sum(0))],
    ['bij,jk,ij->bk', [batch, b, a], () => batch.mul(a).sum(1).matMul(b)],
    [' i j , j k -> i k ', [a, b], () => a.matMul(b)],
    [',ij->ij', [tf.scalar(2).cast('float64'), a], () => a.mul(2)],
  ])('%s', (equation, tensors, expected) => {
    expectClose(tf.einsum(equation, ...tensors), expected());
  });

  test('has the gradients of what it is made of', () => {
    const cube = (x: tf.Tensor) => tf.einsum('bij,jk,ij->bk', batch, b, x).square().sum();
    expect(tf.gradCheck(cube, [a]).passed).toBe(true);
    expect(tf.gradCheck((x) => tf.einsum('bij,bkj->ik', x, x).sum(), [batch]).passed).toBe(true);
  });
});

describe('cumprod', () => {
  const rows = [
    [2, 3, 4, 5, 0.5],
    [1, 0, 7, -2, 3],
  ];
  test('multiplies what came before, in both directions', () => {
    expect(tf.cumprod(rows, 1).arraySync()).toEqual([
      [2, 6, 24, 120, 60],
      [1, 0, 0, -0, 0].map((x) => expect.closeTo(x)),
    ]);
    expect(tf.cumprod([2, 3, 4], 0, true).arraySync()).toEqual([1, 2, 6]);
    expect(tf.cumprod([2, 3, 4], 0, false, true).arraySync()).toEqual([24, 12, 4]);
    expect(tf.cumprod([2, 3, 4], 0, true, true).arraySync()).toEqual([12, 4, 1]);
    expect(tf.cumprod([]).shape).toEqual([0]);
    expect(tf.cumprod([7], 0, true).arraySync()).toEqual([1]);
  });

  test('of differences in logarithms is cumsum', () => {
    const x = tf.randomUniform([3, 9], 0.5, 2, 'float64', 4);
    expectClose(x.cumprod(1).log(), x.log().cumsum(1));
  });
});

describe('convolutions along one axis and in two parts', () => {
  const signal = tf.randomNormal([2, 9, 3], 0, 1, 'float64', 5);
  const filter = tf.randomNormal([4, 3, 2], 0, 1, 'float64', 6);

  test('conv1d is a sum over shifted signals', () => {
    const shifted = [0, 1, 2, 3].map((i) =>
      tf.einsum('nwc,cd->nwd', signal.slice([0, i, 0], [2, 6, 3]), filter.gather([i]).squeeze([0])),
    );
    expectClose(tf.conv1d(signal, filter, 1, 'valid'), tf.sum(tf.stack(shifted), 0));
  });

  test('conv1d takes one signal, strides and dilations', () => {
    expect(tf.conv1d(signal, filter, 2, 'same').shape).toEqual([2, 5, 2]);
    expect(signal.conv1d(filter, 1, 'valid', 'NWC', 2).shape).toEqual([2, 3, 2]);
    const first = signal.slice([0, 0, 0], [1, 9, 3]).squeeze([0]);
    expect(first.conv1d(filter).shape).toEqual([6, 2]);
  });

  test('separableConv2d is conv2d with the product of its filters', () => {
    const image = tf.randomNormal([1, 5, 6, 2], 0, 1, 'float64', 7);
    const depthwise = tf.randomNormal([3, 2, 2, 3], 0, 1, 'float64', 8);
    const pointwise = tf.randomNormal([1, 1, 6, 4], 0, 1, 'float64', 9);
    const whole = tf.einsum('abcm,cmd->abcd', depthwise, pointwise.reshape([2, 3, 4]));
    expectClose(
      tf.separableConv2d(image, depthwise, pointwise, 2, 'same'),
      tf.conv2d(image, whole, 2, 'same'),
    );
  });
});

describe('dropout', () => {
  const x = tf.ones([10_000], { requiresGrad: true });

  test('keeps the share and the mean, and the same places for one seed', () => {
    const y = tf.dropout(x, 0.25, null, 3);
    expect(new Set(y.dataSync())).toEqual(new Set([0, Math.fround(4 / 3)]));
    expect(y.mean().item()).toBeCloseTo(1, 1);
    expect(tf.dropout(x, 0.25, null, 3).dataSync()).toEqual(y.dataSync());
    expect(tf.dropout(x, 0.25, null, 4).dataSync()).not.toEqual(y.dataSync());
  });

  test('its gradient passes where numbers stayed', () => {
    x.zeroGrad();
    const y = tf.dropout(x, 0.5, null, 5);
    y.sum().backward();
    expect(x.grad!.dataSync()).toEqual(y.dataSync());
  });

  test('noiseShape lets whole rows share a choice', () => {
    const rows = tf.dropout(tf.ones([50, 4]), 0.5, [50, 1], 6).arraySync() as number[][];
    for (const row of rows) expect(new Set(row).size).toBe(1);
  });

  test('draws anew at each replay of a tape', () => {
    const step = tf.jit((t: tf.Tensor) => tf.dropout(t, 0.5));
    const [one, two] = [step(tf.ones([64])), step(tf.ones([64]))].map((y) => [...y.dataSync()]);
    expect(one).not.toEqual(two);
    expect(new Set(two)).toEqual(new Set([0, 2]));
  });
});

test('math.confusionMatrix has a row for each true class', () => {
  const counts = tf.math.confusionMatrix([0, 1, 2, 1, 0], [0, 2, 2, 1, 0], 3);
  expect(counts.dtype).toBe('int32');
  expect(counts.arraySync()).toEqual([
    [2, 0, 0],
    [0, 1, 1],
    [0, 0, 1],
  ]);
});

describe('methods of tensors', () => {
  const x = tf.tensor([1, 0, 3, 4, 5, 6, 7, 8]);

  test('change shape and type', () => {
    expect(x.as2D(2, 4).shape).toEqual([2, 4]);
    expect(x.as3D(2, 2, 2).shape).toEqual([2, 2, 2]);
    expect(x.as4D(1, 2, 2, 2).as1D().arraySync()).toEqual(x.arraySync());
    expect(tf.tensor([[7]]).asScalar().shape).toEqual([]);
    expect(x.reshapeAs(tf.zeros([4, 2])).shape).toEqual([4, 2]);
    expect([x.toInt().dtype, x.toBool().dtype, x.toInt().toFloat().dtype]).toEqual([
      'int32',
      'bool',
      'float32',
    ]);
    expect(x.toBool().arraySync()).toEqual([1, 0, 1, 1, 1, 1, 1, 1]);
    expect(x.toInt().onesLike().dtype).toBe('int32');
    expect(x.zerosLike().sum().item()).toBe(0);
  });

  test('bytes are those of the elements, and a copy', async () => {
    const bytes = await tf.tensor([1, -2]).bytes();
    expect(new Float32Array(bytes.buffer)).toEqual(new Float32Array([1, -2]));
    expect((await tf.tensor([1], { dtype: 'float64' }).bytes()).length).toBe(8);
  });

  test('asinh, acosh and atanh undo sinh, cosh and tanh', () => {
    const y = tf.tensor([0.1, 0.5, 0.9], { dtype: 'float64' });
    expectClose(y.sinh().asinh(), y);
    expectClose(y.cosh().acosh(), y);
    expectClose(y.tanh().atanh(), y);
  });
});

test('print writes values, shape and type; ready and nextFrame go on', async () => {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {});
  tf.print(tf.tensor([1, 2]));
  tf.tensor([3]).print(true);
  expect(log.mock.calls).toEqual([
    ['Tensor([1, 2], shape [2], float32)'],
    ['Tensor([3], shape [1], float32)'],
  ]);
  log.mockRestore();
  await tf.ready();
  await tf.nextFrame();
});

describe('meshgrid', () => {
  const [x, y] = [tf.tensor([1, 2, 3]), tf.tensor([10, 20])];

  test.each([
    ['xy', [2, 3]],
    ['ij', [3, 2]],
  ] as const)('%s: every point has its two coordinates', (indexing, shape) => {
    const [xs, ys] = tf.meshgrid(x, y, { indexing }) as [tf.Tensor, tf.Tensor];
    expect([xs.shape, ys.shape]).toEqual([shape, shape]);
    for (const [i, j] of [
      [0, 0],
      [1, 2],
    ] as const) {
      const at = indexing === 'xy' ? [i, j] : [j, i];
      expect((xs.arraySync() as number[][])[at[0]!]![at[1]!]).toBe([1, 2, 3][j]);
      expect((ys.arraySync() as number[][])[at[0]!]![at[1]!]).toBe([10, 20][i]);
    }
  });

  test('takes numbers, one axis or none', () => {
    expect(tf.meshgrid()).toEqual([]);
    expect(tf.meshgrid([1, 2]).map((each) => each.arraySync())).toEqual([[1, 2]]);
    expect(tf.meshgrid([], [1]).map((each) => each.shape)).toEqual([
      [1, 0],
      [1, 0],
    ]);
  });

  test('can be differentiated', () => {
    const f = (a: tf.Tensor, b: tf.Tensor) => {
      const [xs, ys] = tf.meshgrid(a, b) as [tf.Tensor, tf.Tensor];
      return xs.mul(ys).square().sum();
    };
    expect(tf.gradCheck(f, [x.cast('float64'), y.cast('float64')]).passed).toBe(true);
  });
});

describe('divNoNan', () => {
  test('has gradients of 0 where the divisor is 0, also the second', () => {
    const f = (b: tf.Tensor) => tf.divNoNan([1, 2], b).sum();
    expect(tf.grad(f)([0, 4]).arraySync()).toEqual([0, -0.125]);
    const second = tf.grad((b) => tf.grad(f)(b).sum());
    expect(second([0, 4]).arraySync()).toEqual([0, 0.0625]);
  });
});

describe('losses with weights', () => {
  const labels = tf.tensor(
    [
      [1, 0, 0],
      [0, 1, 0],
    ],
    [2, 3],
    'float64',
  );
  const predictions = tf.tensor(
    [
      [0.7, 0.2, 0.6],
      [0.1, 0.5, 0.9],
    ],
    [2, 3],
    'float64',
  );
  const weights = [[2], [0.5]];
  const calls: Record<string, (p: tf.Tensor) => tf.Tensor> = {
    absoluteDifference: (p) => tf.losses.absoluteDifference(labels, p, weights),
    cosineDistance: (p) => tf.losses.cosineDistance(labels, p, -1, weights),
    hingeLoss: (p) => tf.losses.hingeLoss(labels, p, weights),
    huberLoss: (p) => tf.losses.huberLoss(labels, p, weights, 0.45),
    logLoss: (p) => tf.losses.logLoss(labels, p, weights),
    meanSquaredError: (p) => tf.losses.meanSquaredError(labels, p, weights),
    sigmoidCrossEntropy: (p) => tf.losses.sigmoidCrossEntropy(labels, p, weights, 0.1),
    softmaxCrossEntropy: (p) => tf.losses.softmaxCrossEntropy(labels, p, [2, 0.5], 0.1),
  };

  test.each(Object.keys(calls))('%s has the slope for its gradient', (name) => {
    expect(tf.gradCheck(calls[name]!, [predictions]).passed).toBe(true);
  });

  test('are a sum over the weights, or over how many are not 0', () => {
    const loss = (reduction?: tf.Reduction) =>
      tf.losses.computeWeightedLoss([1, 2, 6], [3, 0, 0.5], reduction).arraySync();
    expect(loss()).toBe(3);
    expect(loss(tf.Reduction.SUM)).toBe(6);
    expect(loss(tf.Reduction.MEAN)).toBeCloseTo(6 / 3.5);
    expect(loss(tf.Reduction.NONE)).toEqual([3, 0, 3]);
  });
});
