import { noGrad } from '../autodiff/recording.js';
import { ArgumentError } from '../errors/errors.js';
import type { Kernels, ReduceName, View } from '../kernels/contract.js';
import type { TensorLike } from '../tensor/convert.js';
import { type Shape, sizeOf } from '../tensor/shape.js';
import type { Tensor } from '../tensor/tensor.js';
import { div, mul, sub } from './arithmetic.js';
import { broadcastTo } from './broadcast.js';
import { castTensor } from './cast.js';
import { equal } from './comparison.js';
import { type Accepts, type CatalogueEntries, defineOp, type Op } from './define.js';
import { exp } from './exponential.js';
import { reshape } from './movement.js';
import {
  axesOption,
  flagOption,
  nothingToReduce,
  type ReduceOptions,
  reducedShape,
} from './options.js';

/** Which axes to reduce: one, several, or null for all. Negative ones count from the last. */
export type Axes = number | readonly number[] | null;

/** How a reduction is called. */
export type ReduceOp = Op<
  [x: TensorLike],
  [axis?: Axes, keepDims?: boolean],
  { axis?: Axes; keepDims?: boolean }
>;

/** Gives a reduction's result (or cotangent) its reduced axes back, with size 1. */
function withReducedAxes(y: Tensor, x: Tensor, { axis }: ReduceOptions): Tensor {
  return reshape(y, reducedShape(x.shape, { axis, keepDims: true }));
}

/** What reductions have in common: the axes to go, and a kernel of the operation's own name. */
function reducing<N extends ReduceName>(name: N, accepts: Accepts = 'float', empty = false) {
  return {
    name,
    accepts,
    inputs: ['x'] as const,
    options: { axis: axesOption, keepDims: flagOption(false) },
    shape([x]: readonly [View], options: ReduceOptions): Shape {
      const shape = reducedShape(x.shape, options);
      if (!empty && sizeOf(x.shape) === 0 && sizeOf(shape) > 0) throw nothingToReduce(name, x);
      return shape;
    },
    forward: (kernels: Kernels, [x]: readonly [View], out: View, { axis }: ReduceOptions) =>
      kernels[name](x, out, axis),
  };
}

const REDUCTION_ERRORS = [
  { inputs: [[1, 2]], options: { axis: 1 }, error: ArgumentError },
  { inputs: [[1, 2]], options: { axis: [0, -1] }, error: ArgumentError },
  { inputs: [[1, 2]], options: { keepDims: 'yes' }, error: ArgumentError },
  { inputs: [[1, 2]], options: { axes: 0 }, error: ArgumentError },
];

const EXAMPLE = [
  [
    [1, -2, 0.5],
    [3, 0.25, -1],
  ],
  [
    [0.75, 2, -0.5],
    [-3, 1.5, 4],
  ],
];

/** Calls that every reduction must get right: all axes, one, two, kept or not. */
const REDUCTIONS = [
  { inputs: [EXAMPLE] },
  { inputs: [EXAMPLE], options: { axis: 1 } },
  { inputs: [EXAMPLE], options: { axis: -1, keepDims: true } },
  { inputs: [EXAMPLE], options: { axis: [0, 2], keepDims: false } },
];

/**
 * Sum over axes.
 *
 * $$y = \sum_i x_i$$
 *
 * The sum of nothing is 0.
 *
 * @param x tensor of any shape
 * @param axis axes to sum over; all of them by default
 * @param keepDims whether they stay, with size 1
 * @returns tensor without those axes
 * @throws ArgumentError if an axis is out of range or named twice
 * @example
 * sum([[1, 2], [3, 4]], 0).arraySync() //=> [4, 6]
 * sum([[1, 2], [3, 4]], { axis: 1, keepDims: true }).arraySync() //=> [[3], [7]]
 * @see https://js.tensorflow.org/api/latest/#sum
 */
export const sum: ReduceOp = defineOp({
  ...reducing('sum', 'numeric', true),
  backward: [(g, { inputs: [x], options }) => broadcastTo(withReducedAxes(g, x, options), x.shape)],
});

/**
 * Mean over axes.
 *
 * $$y = \frac1n \sum_{i=1}^n x_i$$
 *
 * @param x tensor of any shape
 * @param axis axes to average over; all of them by default
 * @param keepDims whether they stay, with size 1
 * @returns tensor without those axes
 * @throws ArgumentError if an axis is out of range or named twice
 * @throws ShapeError if there is nothing to average
 * @example
 * mean([[1, 2], [3, 4]], 0).arraySync() //=> [2, 3]
 * @see https://js.tensorflow.org/api/latest/#mean
 */
export const mean: ReduceOp = defineOp({
  ...reducing('mean'),
  backward: [
    (g, { inputs: [x], options, output: y }) =>
      broadcastTo(withReducedAxes(div(g, x.size / y.size), x, options), x.shape),
  ],
});

/** Splits the cotangent evenly among all numbers that equal the extreme one. */
function toExtremes(g: Tensor, x: Tensor, y: Tensor, options: ReduceOptions): Tensor {
  const chosen = castTensor(equal(x, withReducedAxes(y, x, options)), x.dtype);
  const count = sum(chosen, options.axis, true);
  return mul(chosen, div(withReducedAxes(g, x, options), count));
}

/**
 * Greatest number over axes.
 *
 * $$y = \max_i x_i$$
 *
 * Numbers that tie share the cotangent evenly, as in TensorFlow and in PyTorch's `amax`. NaN wins.
 *
 * @param x tensor of any shape
 * @param axis axes to search; all of them by default
 * @param keepDims whether they stay, with size 1
 * @returns tensor without those axes
 * @throws ArgumentError if an axis is out of range or named twice
 * @throws ShapeError if there is nothing to search
 * @example
 * max([[1, 5], [3, 4]], 1).arraySync() //=> [5, 4]
 * @see https://docs.pytorch.org/docs/stable/generated/torch.amax.html
 */
export const max: ReduceOp = defineOp({
  ...reducing('max', 'numeric'),
  backward: [(g, { inputs: [x], options, output: y }) => toExtremes(g, x, y, options)],
});

/**
 * Smallest number over axes.
 *
 * $$y = \min_i x_i$$
 *
 * Ties and NaN are treated as by `max`.
 *
 * @param x tensor of any shape
 * @param axis axes to search; all of them by default
 * @param keepDims whether they stay, with size 1
 * @returns tensor without those axes
 * @throws ArgumentError if an axis is out of range or named twice
 * @throws ShapeError if there is nothing to search
 * @example
 * min([[1, 5], [3, 4]], 1).arraySync() //=> [1, 3]
 * @see https://docs.pytorch.org/docs/stable/generated/torch.amin.html
 */
export const min: ReduceOp = defineOp({
  ...reducing('min', 'numeric'),
  backward: [(g, { inputs: [x], options, output: y }) => toExtremes(g, x, y, options)],
});

/** Each number's share of the sum of exponentials: softmax over several axes. */
function shares(x: Tensor, { axis }: ReduceOptions): Tensor {
  // The shift changes no share, so it needs no gradient; it only keeps e^x within bounds.
  const greatest = noGrad(() => max(x, axis, true));
  const powers = exp(sub(x, greatest));
  return div(powers, sum(powers, axis, true));
}

/**
 * Logarithm of the sum of exponentials over axes, a smooth maximum that cannot overflow.
 *
 * $$y = \ln \sum_i e^{x_i}$$
 *
 * @param x tensor of any shape
 * @param axis axes to combine; all of them by default
 * @param keepDims whether they stay, with size 1
 * @returns tensor without those axes
 * @throws ArgumentError if an axis is out of range or named twice
 * @throws ShapeError if there is nothing to combine
 * @example
 * logSumExp([1000, -1000]).item() //=> 1000
 * @see https://js.tensorflow.org/api/latest/#logSumExp
 */
export const logSumExp: ReduceOp = defineOp({
  ...reducing('logSumExp'),
  backward: [
    (g, { inputs: [x], options }) => mul(withReducedAxes(g, x, options), shares(x, options)),
  ],
});

/**
 * Whether all numbers over axes are true (not 0); true of nothing.
 *
 * $$y = \bigwedge_i x_i$$
 *
 * @param x bool tensor of any shape
 * @param axis axes to combine; all of them by default
 * @param keepDims whether they stay, with size 1
 * @returns bool tensor without those axes
 * @throws ArgumentError if an axis is out of range or named twice
 * @example
 * all([[true, false], [true, true]], 1).arraySync() //=> [0, 1]
 * @see https://js.tensorflow.org/api/latest/#all
 */
export const all: ReduceOp = defineOp({
  ...reducing('all', 'bool', true),
  returns: 'bool',
  backward: null,
});

/**
 * Whether any number over axes is true (not 0); false of nothing.
 *
 * $$y = \bigvee_i x_i$$
 *
 * @param x bool tensor of any shape
 * @param axis axes to combine; all of them by default
 * @param keepDims whether they stay, with size 1
 * @returns bool tensor without those axes
 * @throws ArgumentError if an axis is out of range or named twice
 * @example
 * any([[true, false], [false, false]], 1).arraySync() //=> [1, 0]
 * @see https://js.tensorflow.org/api/latest/#any
 */
export const any: ReduceOp = defineOp({
  ...reducing('any', 'bool', true),
  returns: 'bool',
  backward: null,
});

export default {
  sum: {
    formula: 'y = \\sum_i x_i',
    samples: REDUCTIONS,
    source: 'https://js.tensorflow.org/api/latest/#sum',
    errors: REDUCTION_ERRORS,
  },
  mean: {
    formula: 'y = \\frac1n \\sum_{i=1}^n x_i',
    samples: REDUCTIONS,
    source: 'https://js.tensorflow.org/api/latest/#mean',
    errors: REDUCTION_ERRORS,
  },
  max: {
    formula: 'y = \\max_i x_i',
    samples: REDUCTIONS,
    source: 'https://docs.pytorch.org/docs/stable/generated/torch.amax.html',
    errors: REDUCTION_ERRORS,
  },
  min: {
    formula: 'y = \\min_i x_i',
    samples: REDUCTIONS,
    source: 'https://docs.pytorch.org/docs/stable/generated/torch.amin.html',
    errors: REDUCTION_ERRORS,
  },
  logSumExp: {
    formula: 'y = \\ln \\sum_i e^{x_i}',
    samples: REDUCTIONS,
    source: 'https://js.tensorflow.org/api/latest/#logSumExp',
    errors: REDUCTION_ERRORS,
  },
  all: {
    formula: 'y = \\bigwedge_i x_i',
    samples: [{ inputs: [[true, false]], options: { axis: 0 }, differentiable: false }],
    source: 'https://js.tensorflow.org/api/latest/#all',
    errors: REDUCTION_ERRORS,
  },
  any: {
    formula: 'y = \\bigvee_i x_i',
    samples: [{ inputs: [[true, false]], options: { axis: 0 }, differentiable: false }],
    source: 'https://js.tensorflow.org/api/latest/#any',
    errors: REDUCTION_ERRORS,
  },
} satisfies CatalogueEntries;
