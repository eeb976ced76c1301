import { describe } from '../errors/describe.js';
import { ArgumentError } from '../errors/errors.js';
import { checkEachTime } from '../tape/trace.js';
import type { TensorLike } from '../tensor/convert.js';
import type { DType } from '../tensor/dtype.js';
import type { Tensor } from '../tensor/tensor.js';
import { type CatalogueEntries, defineOp, type Op } from './define.js';
import { axisOption, dtypeOption, numberOption } from './options.js';

const MATRIX = [
  [1, 2],
  [3, 4],
  [5, 6],
];

/** Refuses an index that points outside an axis, now and at each replay. */
function checkIndices(operation: string, indices: Tensor, size: number): void {
  checkEachTime(indices, (values) => {
    const outside = values.find((i: number) => i < 0 || i >= size);
    if (outside === undefined) return;
    throw new ArgumentError({
      operation,
      expected: size === 0 ? 'no index, for the axis is empty' : `indices in 0 … ${size - 1}`,
      received: describe(outside),
      hint: 'negative indices do not count from the last here',
    });
  });
}

/**
 * Picks entries along an axis by their indices, as often as each is named.
 *
 * $$y_{\dots j \dots} = x_{\dots \text{indices}_j \dots}$$
 *
 * The gradient adds up where an index is named more than once.
 *
 * @param x tensor of shape [...before, n, ...after]
 * @param indices int32, of any shape k, each in 0 … n − 1
 * @param axis where n stands; the first by default
 * @returns tensor of shape [...before, ...k, ...after]
 * @throws ArgumentError if an index or the axis is out of range
 * @example
 * gather([10, 20, 30], [2, 0, 2]).arraySync() //=> [30, 10, 30]
 * gather([[1, 2], [3, 4]], [1], 1).arraySync() //=> [[2], [4]]
 * @see https://js.tensorflow.org/api/latest/#gather
 */
export const gather: Op<[x: TensorLike, indices: TensorLike], [axis?: number], { axis?: number }> =
  defineOp({
    name: 'gather',
    inputs: ['x', 'indices'],
    accepts: ['any', 'int32'],
    options: { axis: axisOption(0) },
    check: ([x, indices], { axis }) => checkIndices('gather', indices, x.shape[axis]!),
    shape: ([x, indices], { axis }) => [
      ...x.shape.slice(0, axis),
      ...indices.shape,
      ...x.shape.slice(axis + 1),
    ],
    forward: (kernels, [x, indices], out, { axis }) => kernels.gather(x, indices, out, axis),
    backward: [
      (g, { inputs: [x, indices], options: { axis } }) =>
        scatterAdd(g, indices, axis, x.shape[axis]!),
      null,
    ],
  });

/** Where entries go and how long the axis becomes. */
export interface ScatterOptions {
  axis: number;
  size: number;
}

/**
 * Adds entries up at the indices they belong to: the adjoint of `gather`.
 *
 * $$y_{\dots i \dots} = \sum_{j: \text{indices}_j = i} x_{\dots j \dots}$$
 *
 * @param x tensor of shape [...before, ...k, ...after]
 * @param indices int32, of shape k, each in 0 … size − 1
 * @param axis how many axes come before k
 * @param size length of the new axis
 * @returns tensor of shape [...before, size, ...after]
 * @throws ArgumentError if an index is out of range, or x does not have k at that axis
 * @example
 * scatterAdd([1, 10, 100], [2, 0, 2], 0, 3).arraySync() //=> [10, 0, 101]
 * @see https://js.tensorflow.org/api/latest/#unsortedSegmentSum
 */
export const scatterAdd: Op<
  [x: TensorLike, indices: TensorLike],
  [axis: number, size: number],
  ScatterOptions
> = defineOp({
  name: 'scatterAdd',
  inputs: ['x', 'indices'],
  accepts: ['numeric', 'int32'],
  options: {
    axis: numberOption(undefined, { min: 0, integer: true }),
    size: numberOption(undefined, { min: 0, integer: true }),
  },
  check: ([, indices], { size }) => checkIndices('scatterAdd', indices, size),
  shape([x, indices], { axis, size }) {
    const end = axis + indices.shape.length;
    if (end > x.shape.length || indices.shape.some((n, i) => n !== x.shape[axis + i])) {
      throw new ArgumentError({
        operation: 'scatterAdd',
        expected: `x to have the sizes of indices ${describe(indices.shape)} from axis ${axis} on`,
        received: `shape ${describe(x.shape)}`,
        hint: 'give one index for each entry',
      });
    }
    return [...x.shape.slice(0, axis), size, ...x.shape.slice(end)];
  },
  forward: (kernels, [x, indices], out, { axis }) => kernels.scatterAdd(x, indices, out, axis),
  backward: [(g, { inputs: [, indices], options: { axis } }) => gather(g, indices, axis), null],
});

/** What oneHot writes, and how much. */
export interface OneHotOptions {
  depth: number;
  onValue?: number;
  offValue?: number;
  dtype?: DType;
}

/**
 * Turns class numbers into rows with one 1.
 *
 * $$y_{\dots j} = [\text{indices}_{\dots} = j]$$
 *
 * An index outside 0 … depth − 1 gives a row without a 1, as in TensorFlow.
 *
 * @param indices int32 tensor of any shape s
 * @param depth number of classes
 * @param onValue what stands at the index; 1 by default
 * @param offValue what stands elsewhere; 0 by default
 * @param dtype type of the result; int32 by default
 * @returns tensor of shape [...s, depth]
 * @throws ArgumentError if the depth is not a whole number from 1 up
 * @example
 * oneHot([2, 0], 3).arraySync() //=> [[0, 0, 1], [1, 0, 0]]
 * @see https://js.tensorflow.org/api/latest/#oneHot
 */
export const oneHot: Op<
  [indices: TensorLike],
  [depth: number, onValue?: number, offValue?: number, dtype?: DType],
  OneHotOptions
> = defineOp({
  name: 'oneHot',
  inputs: ['indices'],
  accepts: 'int32',
  options: {
    depth: numberOption(undefined, { min: 1, integer: true }),
    onValue: numberOption(1),
    offValue: numberOption(0),
    dtype: dtypeOption('int32'),
  },
  returns: ({ dtype }) => dtype,
  shape: ([indices], { depth }) => [...indices.shape, depth],
  forward: (kernels, [indices], out, { onValue, offValue }) =>
    kernels.oneHot(indices, out, onValue, offValue),
  backward: null,
});

export default {
  gather: {
    formula: 'y_{\\dots j \\dots} = x_{\\dots \\text{indices}_j \\dots}',
    samples: [
      { inputs: [MATRIX, [2, 0, 2]] },
      { inputs: [MATRIX, [[1], [1]]], options: { axis: -1 } },
    ],
    errors: [
      { inputs: [MATRIX, [3]], error: ArgumentError },
      { inputs: [MATRIX, [-1]], error: ArgumentError },
      { inputs: [MATRIX, [0.5]], error: ArgumentError },
      { inputs: [MATRIX, [0]], options: { axis: 2 }, error: ArgumentError },
      { inputs: [3, [0]], error: ArgumentError },
    ],
    source: 'https://js.tensorflow.org/api/latest/#gather',
  },
  scatterAdd: {
    formula: 'y_{\\dots i \\dots} = \\sum_{j: \\text{indices}_j = i} x_{\\dots j \\dots}',
    samples: [
      { inputs: [MATRIX, [2, 0, 2]], options: { axis: 0, size: 4 } },
      { inputs: [MATRIX, [1, 1]], options: { axis: 1, size: 2 } },
    ],
    errors: [
      { inputs: [MATRIX, [0, 1]], options: { axis: 0, size: 3 }, error: ArgumentError },
      { inputs: [MATRIX, [0, 1, 3]], options: { axis: 0, size: 3 }, error: ArgumentError },
      { inputs: [MATRIX, [0, 1, 2]], options: { axis: 0 }, error: ArgumentError },
    ],
    source: 'https://js.tensorflow.org/api/latest/#unsortedSegmentSum',
  },
  oneHot: {
    formula: 'y_{\\dots j} = [\\text{indices}_{\\dots} = j]',
    samples: [{ inputs: [[2, 0, 5]], options: { depth: 3 }, differentiable: false }],
    errors: [
      { inputs: [[1.5]], options: { depth: 3 }, error: ArgumentError },
      { inputs: [[0]], options: { depth: 0 }, error: ArgumentError },
      { inputs: [[0]], options: { depth: 1.5 }, error: ArgumentError },
      { inputs: [[0]], options: {}, error: ArgumentError },
    ],
    source: 'https://js.tensorflow.org/api/latest/#oneHot',
  },
} satisfies CatalogueEntries;
