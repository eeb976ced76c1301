import { describe, describeShape } from '../errors/describe.js';
import { ArgumentError, ShapeError } from '../errors/errors.js';
import type { TensorLike } from '../tensor/convert.js';
import { checkAxes, checkShape, type Shape, sizeOf } from '../tensor/shape.js';
import { type CatalogueEntries, defineOp, type Op } from './define.js';
import { badOption, newAxisOption, type Option } from './options.js';

const MATRIX = [
  [1, 2, 3],
  [4, 5, 6],
];

/** A shape in which one size may be -1: as large as the number of elements needs. */
const openShapeOption: Option<Shape> = {
  kind: 'number[]',
  read(value, { operation, inputs }) {
    const size = sizeOf(inputs[0]!.shape);
    const list = Array.isArray(value) ? value : [value];
    const open = list.indexOf(-1);
    if (list.lastIndexOf(-1) > open) {
      throw new ShapeError({
        operation,
        expected: 'a shape with at most one -1',
        received: describe(value),
        hint: 'only one size can be found from the others',
      });
    }
    const known = checkShape(
      operation,
      list.map((n, i) => (i === open ? 1 : n)),
    );
    const rest = size / sizeOf(known);
    if (open < 0 ? sizeOf(known) === size : Number.isInteger(rest)) {
      return known.map((n, i) => (i === open ? rest : n));
    }
    throw new ShapeError({
      operation,
      expected: `a shape of ${size} elements`,
      received: describe(value),
      hint: `the input has shape ${describeShape(inputs[0]!.shape)}`,
    });
  },
};

/**
 * The same numbers in the same order under another shape.
 *
 * $$y = x$$
 *
 * @param x tensor of any shape
 * @param shape the new shape; one size may be -1, to be worked out
 * @returns tensor of that shape, which shares its memory with x
 * @throws ShapeError if the number of elements differs
 * @example
 * reshape([1, 2, 3, 4], [2, -1]).arraySync() //=> [[1, 2], [3, 4]]
 * @see https://js.tensorflow.org/api/latest/#reshape
 */
export const reshape: Op<[x: TensorLike], [shape: Shape], { shape: Shape }> = defineOp({
  name: 'reshape',
  inputs: ['x'],
  accepts: 'any',
  options: { shape: openShapeOption },
  sharesMemory: true,
  shape: (_, { shape }) => shape,
  forward: (kernels, [x], out) => kernels.copy(x, out),
  backward: [(g, { inputs: [x] }) => reshape(g, x.shape)],
});

/**
 * One long row of all the numbers.
 *
 * $$y = x$$
 *
 * @param x tensor of any shape
 * @returns tensor of rank 1
 * @example
 * flatten([[1, 2], [3, 4]]).arraySync() //=> [1, 2, 3, 4]
 * @see https://js.tensorflow.org/api/latest/#tf.Tensor.flatten
 */
export const flatten: Op<[x: TensorLike]> = defineOp({
  name: 'flatten',
  inputs: ['x'],
  accepts: 'any',
  options: {},
  compose: ([x]) => reshape(x, [x.size]),
});

/**
 * Adds an axis of size 1.
 *
 * $$y = x$$
 *
 * @param x tensor of rank r
 * @param axis where the new axis will be, from −r − 1 to r; the first by default
 * @returns tensor of rank r + 1
 * @throws ArgumentError if the axis is out of range
 * @example
 * expandDims([1, 2], 1).arraySync() //=> [[1], [2]]
 * @see https://js.tensorflow.org/api/latest/#expandDims
 */
export const expandDims: Op<[x: TensorLike], [axis?: number], { axis?: number }> = defineOp({
  name: 'expandDims',
  inputs: ['x'],
  accepts: 'any',
  options: { axis: newAxisOption },
  compose: ([x], { axis }) => reshape(x, [...x.shape.slice(0, axis), 1, ...x.shape.slice(axis)]),
});

/** Axes to drop: those given, which must have size 1, or all that do. */
const singleAxesOption: Option<number[]> = {
  kind: 'number | number[] | null',
  fallback: null,
  read(value, reading) {
    const { shape } = reading.inputs[0]!;
    const axes = checkAxes(reading.operation, value, shape.length);
    if (value === null || value === undefined) return axes.filter((i) => shape[i] === 1);
    if (axes.every((i) => shape[i] === 1)) return axes;
    throw new ShapeError({
      operation: reading.operation,
      expected: 'axes of size 1',
      received: `axis ${describe(value)} of shape ${describeShape(shape)}`,
      hint: 'leave axis out to drop all that have size 1',
    });
  },
};

/**
 * Drops axes of size 1.
 *
 * $$y = x$$
 *
 * @param x tensor of any shape
 * @param axis axes to drop; by default all of size 1
 * @returns tensor without them
 * @throws ShapeError if a named axis has another size
 * @example
 * squeeze([[[1], [2]]]).arraySync() //=> [1, 2]
 * @see https://js.tensorflow.org/api/latest/#squeeze
 */
export const squeeze: Op<
  [x: TensorLike],
  [axis?: number | readonly number[] | null],
  { axis?: number | readonly number[] | null }
> = defineOp({
  name: 'squeeze',
  inputs: ['x'],
  accepts: 'any',
  options: { axis: singleAxesOption },
  compose: ([x], { axis }) =>
    reshape(
      x,
      x.shape.filter((_, i) => !axis.includes(i)),
    ),
});

const permOption: Option<number[]> = {
  kind: 'number[] | null',
  fallback: null,
  read(value, reading) {
    const rank = reading.inputs[0]!.shape.length;
    if (value === null) return Array.from({ length: rank }, (_, i) => rank - 1 - i);
    const perm = Array.isArray(value) ? value.map((i) => (i < 0 ? i + rank : i)) : [];
    const complete =
      perm.length === rank &&
      Array.from({ length: rank }, (_, i) => i).every((i) => perm.includes(i));
    if (complete) return perm;
    throw badOption(
      reading,
      `each axis of 0 … ${rank - 1} once`,
      value,
      'leave it out to reverse all axes',
    );
  },
};

/**
 * Changes the order of the axes.
 *
 * $$y_{i_{p_0} i_{p_1} \dots} = x_{i_0 i_1 \dots}$$
 *
 * @param x tensor of any shape
 * @param perm for each axis of the result, the axis of x that it was; all reversed by default
 * @returns tensor with axes in that order
 * @throws ArgumentError if an axis is missing or named twice
 * @example
 * transpose([[1, 2, 3], [4, 5, 6]]).arraySync() //=> [[1, 4], [2, 5], [3, 6]]
 * @see https://js.tensorflow.org/api/latest/#transpose
 */
export const transpose: Op<
  [x: TensorLike],
  [perm?: readonly number[] | null],
  { perm?: readonly number[] | null }
> = defineOp({
  name: 'transpose',
  inputs: ['x'],
  accepts: 'any',
  options: { perm: permOption },
  shape: ([x], { perm }) => perm.map((axis) => x.shape[axis]!),
  forward: (kernels, [x], out, { perm }) => kernels.transpose(x, out, perm),
  backward: [
    (g, { options: { perm } }) =>
      transpose(
        g,
        perm.map((_, i) => perm.indexOf(i)),
      ),
  ],
});

export default {
  reshape: {
    formula: 'y = x',
    samples: [
      {
        inputs: [MATRIX],
        options: { shape: [3, 2] },
      },
      {
        inputs: [MATRIX],
        options: { shape: [-1] },
      },
    ],
    errors: [
      { inputs: [[1, 2, 3]], options: { shape: [2, 2] }, error: ShapeError },
      { inputs: [[1, 2, 3]], options: { shape: [2, -1] }, error: ShapeError },
      { inputs: [[1, 2, 3]], options: { shape: [1.5, 2] }, error: ShapeError },
    ],
    source: 'https://js.tensorflow.org/api/latest/#reshape',
  },
  flatten: {
    formula: 'y = x',
    samples: [
      {
        inputs: [MATRIX],
      },
    ],
    errors: [{ inputs: [null], error: ArgumentError }],
    source: 'https://js.tensorflow.org/api/latest/#tf.Tensor.flatten',
  },
  expandDims: {
    formula: 'y = x',
    samples: [{ inputs: [[1, 2]], options: { axis: -1 } }],
    errors: [{ inputs: [[1, 2]], options: { axis: 2 }, error: ArgumentError }],
    source: 'https://js.tensorflow.org/api/latest/#expandDims',
  },
  squeeze: {
    formula: 'y = x',
    samples: [{ inputs: [[[[1], [2]]]] }, { inputs: [[[[1], [2]]]], options: { axis: -1 } }],
    errors: [
      { inputs: [[[1, 2]]], options: { axis: 1 }, error: ShapeError },
      { inputs: [[[1, 2]]], options: { axis: 2 }, error: ArgumentError },
    ],
    source: 'https://js.tensorflow.org/api/latest/#squeeze',
  },
  transpose: {
    formula: 'y_{i_{p_0} i_{p_1} \\dots} = x_{i_0 i_1 \\dots}',
    samples: [
      {
        inputs: [MATRIX],
      },
      {
        inputs: [[MATRIX]],
        options: { perm: [2, 0, 1] },
      },
    ],
    errors: [
      { inputs: [[[1, 2]]], options: { perm: [0, 0] }, error: ArgumentError },
      { inputs: [[[1, 2]]], options: { perm: [0] }, error: ArgumentError },
      { inputs: [[[1, 2]]], options: { perm: 1 }, error: ArgumentError },
    ],
    source: 'https://js.tensorflow.org/api/latest/#transpose',
  },
} satisfies CatalogueEntries;
