import { ArgumentError } from '../errors/errors.js';
import { bringKernels } from '../kernels/current.js';
import { cumulativeKernels } from '../kernels/reference/cumulative.js';
import type { TensorLike } from '../tensor/convert.js';
import { filled, type Tensor } from '../tensor/tensor.js';
import { mul } from './arithmetic.js';
import { type CatalogueEntries, defineOp, type Op } from './define.js';
import { concat } from './join.js';
import { reshape, transpose } from './movement.js';
import {
  axesOption,
  axisOption,
  badOption,
  flagOption,
  type Option,
  reducedShape,
} from './options.js';
import { pad, reverse as reverseAlong, slice } from './part.js';
import { type Axes, max, type ReduceOp, sum } from './reduce.js';
import { abs, sqrt, square } from './unary.js';

bringKernels(cumulativeKernels);

const MATRIX = [
  [1, -2, 0.5],
  [3, 0.25, -1],
];

/** How a running sum goes. */
export interface CumulativeOptions {
  axis?: number;
  exclusive?: boolean;
  reverse?: boolean;
}

/**
 * Running sum along an axis.
 *
 * $$y_i = \sum_{j \le i} x_j$$
 *
 * @param x tensor of rank 1 or more
 * @param axis along which to sum; the first by default
 * @param exclusive whether a number is left out of its own sum
 * @param reverse whether to start at the end
 * @returns tensor of the same shape
 * @throws ArgumentError if the axis is out of range
 * @example
 * cumsum([1, 2, 3]).arraySync() //=> [1, 3, 6]
 * cumsum([1, 2, 3], { exclusive: true, reverse: true }).arraySync() //=> [5, 3, 0]
 * @see https://js.tensorflow.org/api/latest/#cumsum
 */
export const cumsum: Op<
  [x: TensorLike],
  [axis?: number, exclusive?: boolean, reverse?: boolean],
  CumulativeOptions
> = defineOp({
  name: 'cumsum',
  inputs: ['x'],
  accepts: 'numeric',
  options: { axis: axisOption(0), exclusive: flagOption(false), reverse: flagOption(false) },
  shape: ([x]) => x.shape,
  forward: (kernels, [x], out, { axis, exclusive, reverse }) =>
    kernels.cumsum(x, out, axis, exclusive, reverse),
  // Each x counts in all sums after it, so its cotangent is the sum of theirs.
  backward: [
    (g, { options: { axis, exclusive, reverse } }) => cumsum(g, axis, exclusive, !reverse),
  ],
});

/** x moved by some places to larger indices of an axis; ones come in. */
function shifted(x: Tensor, axis: number, places: number): Tensor {
  const moved = Math.min(places, x.shape[axis]!);
  const kept = x.shape.map((n, i) => (i === axis ? n - moved : n));
  const begin = x.shape.map(() => 0);
  const paddings = x.shape.map((_, i) => (i === axis ? [moved, 0] : [0, 0]) as [number, number]);
  return pad(slice(x, begin, kept), paddings, 1);
}

/**
 * Running product along an axis.
 *
 * $$y_i = \prod_{j \le i} x_j$$
 *
 * Gradients are right where factors are 0.
 *
 * @param x tensor of rank 1 or more
 * @param axis along which to multiply; the first by default
 * @param exclusive whether a number is left out of its own product
 * @param reverse whether to start at the end
 * @returns tensor of the same shape
 * @throws ArgumentError if the axis is out of range
 * @example
 * cumprod([1, 2, 3]).arraySync() //=> [1, 2, 6]
 * cumprod([2, 3, 4], { exclusive: true, reverse: true }).arraySync() //=> [12, 4, 1]
 * @see https://js.tensorflow.org/api/latest/#cumprod
 */
export const cumprod: Op<
  [x: TensorLike],
  [axis?: number, exclusive?: boolean, reverse?: boolean],
  CumulativeOptions
> = defineOp({
  name: 'cumprod',
  inputs: ['x'],
  accepts: 'numeric',
  options: { axis: axisOption(0), exclusive: flagOption(false), reverse: flagOption(false) },
  compose([x], { axis, exclusive, reverse }) {
    const forwards = reverse ? reverseAlong(x, axis) : x;
    let product = exclusive ? shifted(forwards, axis, 1) : forwards;
    // After the round with distance d each number is the product of the 2d numbers up to its own.
    for (let distance = 1; distance < x.shape[axis]!; distance *= 2) {
      product = mul(product, shifted(product, axis, distance));
    }
    return reverse ? reverseAlong(product, axis) : product;
  },
});

/** The product along the first axis, by halves; no division, so zeros do no harm to gradients. */
function productOfRows(rows: Tensor): Tensor {
  let left = rows;
  while (left.shape[0]! > 1) {
    const half = Math.floor(left.shape[0]! / 2);
    const product = mul(slice(left, 0, half), slice(left, half, half));
    left = left.shape[0]! % 2 === 0 ? product : concat([product, slice(left, 2 * half)]);
  }
  return left;
}

/**
 * Product over axes.
 *
 * $$y = \prod_i x_i$$
 *
 * The product of nothing is 1. Gradients are right where factors are 0.
 *
 * @param x tensor of any shape
 * @param axis axes to multiply over; all of them by default
 * @param keepDims whether they stay, with size 1
 * @returns tensor without those axes
 * @throws ArgumentError if an axis is out of range or named twice
 * @example
 * prod([[1, 2], [3, 4]], 1).arraySync() //=> [2, 12]
 * @see https://js.tensorflow.org/api/latest/#prod
 */
export const prod: ReduceOp = defineOp({
  name: 'prod',
  inputs: ['x'],
  accepts: 'numeric',
  options: { axis: axesOption, keepDims: flagOption(false) },
  compose([x], options) {
    const kept = x.shape.map((_, i) => i).filter((i) => !options.axis.includes(i));
    const count = options.axis.reduce((size, i) => size * x.shape[i]!, 1);
    const shape = reducedShape(x.shape, options);
    if (count === 0) return filled(shape, 1, x.dtype);
    const width = kept.reduce((size, i) => size * x.shape[i]!, 1);
    const rows = reshape(transpose(x, [...options.axis, ...kept]), [count, width]);
    return reshape(productOfRows(rows), shape);
  },
});

/** Which length of a vector is meant. */
export type NormOrder = 1 | 2 | 'euclidean' | 'fro' | typeof Number.POSITIVE_INFINITY;

const orderOption: Option<1 | 2 | typeof Number.POSITIVE_INFINITY> = {
  kind: "1 | 2 | 'euclidean' | 'fro' | Infinity",
  fallback: 'euclidean',
  read(value, reading) {
    if (value === 'euclidean' || value === 'fro') return 2;
    if (value === 1 || value === 2 || value === Number.POSITIVE_INFINITY) return value;
    throw badOption(reading, "1, 2, 'euclidean', 'fro' or Infinity", value, 'the default is 2');
  },
};

/**
 * Length of vectors: of all numbers, or along axes.
 *
 * $$y = \sqrt{\sum_i x_i^2}$$
 *
 * Order 1 sums magnitudes, order ∞ takes the greatest. The euclidean length of 0 has no gradient
 * (NaN).
 *
 * @param x tensor of any shape
 * @param ord 1, 2 (default; also 'euclidean', 'fro') or Infinity
 * @param axis axes that make up a vector; all of them by default
 * @param keepDims whether they stay, with size 1
 * @returns tensor without those axes
 * @throws ArgumentError for another order, or an axis out of range
 * @example
 * norm([3, 4]).item() //=> 5
 * norm([3, -4], 1).item() //=> 7
 * @see https://js.tensorflow.org/api/latest/#norm
 */
export const norm: Op<
  [x: TensorLike],
  [ord?: NormOrder, axis?: Axes, keepDims?: boolean],
  { ord?: NormOrder; axis?: Axes; keepDims?: boolean }
> = defineOp({
  name: 'norm',
  inputs: ['x'],
  accepts: 'float',
  options: { ord: orderOption, axis: axesOption, keepDims: flagOption(false) },
  compose([x], { ord, axis, keepDims }) {
    if (ord === 1) return sum(abs(x), axis, keepDims);
    if (ord === 2) return sqrt(sum(square(x), axis, keepDims));
    return max(abs(x), axis, keepDims);
  },
});

export default {
  cumsum: {
    formula: 'y_i = \\sum_{j \\le i} x_j',
    samples: [
      { inputs: [MATRIX] },
      { inputs: [MATRIX], options: { axis: -1, exclusive: true } },
      { inputs: [MATRIX], options: { axis: 1, reverse: true } },
    ],
    errors: [
      { inputs: [MATRIX], options: { axis: 2 }, error: ArgumentError },
      { inputs: [MATRIX], options: { exclusive: 1 }, error: ArgumentError },
      { inputs: [3], error: ArgumentError },
    ],
    source: 'https://js.tensorflow.org/api/latest/#cumsum',
  },
  cumprod: {
    formula: 'y_i = \\prod_{j \\le i} x_j',
    samples: [
      { inputs: [MATRIX] },
      { inputs: [MATRIX], options: { axis: -1, exclusive: true } },
      { inputs: [[2, 0, -3, 0.5, 1.5]], options: { reverse: true } },
    ],
    errors: [
      { inputs: [MATRIX], options: { axis: 2 }, error: ArgumentError },
      { inputs: [MATRIX], options: { exclusive: 1 }, error: ArgumentError },
      { inputs: [3], error: ArgumentError },
    ],
    source: 'https://js.tensorflow.org/api/latest/#cumprod',
  },
  prod: {
    formula: 'y = \\prod_i x_i',
    samples: [
      { inputs: [MATRIX] },
      { inputs: [MATRIX], options: { axis: 0 } },
      { inputs: [[2, 0, 3]], options: { axis: -1, keepDims: true } },
    ],
    errors: [
      { inputs: [MATRIX], options: { axis: 2 }, error: ArgumentError },
      { inputs: [MATRIX], options: { keepDims: 0 }, error: ArgumentError },
    ],
    source: 'https://js.tensorflow.org/api/latest/#prod',
  },
  norm: {
    formula: 'y = \\sqrt{\\sum_i x_i^2}',
    samples: [
      { inputs: [MATRIX] },
      { inputs: [MATRIX], options: { ord: 1, axis: 0 } },
      { inputs: [MATRIX], options: { ord: Number.POSITIVE_INFINITY, axis: 1, keepDims: true } },
    ],
    errors: [
      { inputs: [MATRIX], options: { ord: 3 }, error: ArgumentError },
      { inputs: [MATRIX], options: { axis: 2 }, error: ArgumentError },
    ],
    source: 'https://js.tensorflow.org/api/latest/#norm',
  },
} satisfies CatalogueEntries;
