import { describeShape } from '../errors/describe.js';
import { ArgumentError, ShapeError } from '../errors/errors.js';
import type { View } from '../kernels/contract.js';
import { bringKernels } from '../kernels/current.js';
import { joinKernels } from '../kernels/reference/movement.js';
import type { TensorLike } from '../tensor/convert.js';
import { type Shape, sameShape } from '../tensor/shape.js';
import { broadcastTo } from './broadcast.js';
import { type CatalogueEntries, defineOp, type Op } from './define.js';
import { expandDims, reshape } from './movement.js';
import { axisOption, badOption, newAxisOption, type Option } from './options.js';
import { slice } from './part.js';

bringKernels(joinKernels);

const MATRIX = [
  [1, 2, 3],
  [4, 5, 6],
];
const NARROW = [[7], [8]];

/** Lists have no names for their entries. */
const LIST: readonly string[] = ['tensors'];

/** How operations that put tensors together are called. */
type JoinOp = Op<[tensors: readonly TensorLike[]], [axis?: number], { axis?: number }>;

function joinedShape(inputs: readonly View[], axis: number): Shape {
  const first = inputs[0]!.shape;
  const without = (shape: Shape) => shape.map((n, i) => (i === axis ? 0 : n));
  const odd = inputs.find(({ shape }) => !sameShape(without(shape), without(first)));
  if (odd === undefined) {
    const total = inputs.reduce((sum, { shape }) => sum + shape[axis]!, 0);
    return first.map((n, i) => (i === axis ? total : n));
  }
  throw new ShapeError({
    operation: 'concat',
    expected: `shapes that differ in axis ${axis} only`,
    received: `${describeShape(first)} and ${describeShape(odd.shape)}`,
    hint: 'pad or reshape the odd one, or join along another axis',
  });
}

/**
 * Puts tensors one after the other along an axis.
 *
 * $$y = (x_1, x_2, \dots)$$
 *
 * @param tensors a list of at least one, of one rank, with the same sizes in all other axes
 * @param axis along which to join; the first by default
 * @returns tensor of the same rank
 * @throws ShapeError if the shapes differ in another axis
 * @throws ArgumentError if the list is empty or the axis out of range
 * @example
 * concat([[1, 2], [3]]).arraySync() //=> [1, 2, 3]
 * @see https://js.tensorflow.org/api/latest/#concat
 */
export const concat: JoinOp = defineOp({
  name: 'concat',
  inputs: LIST,
  variadic: true,
  accepts: 'any',
  options: { axis: axisOption(0) },
  shape: (inputs, { axis }) => joinedShape(inputs, axis),
  forward: (kernels, inputs, out, { axis }) => kernels.concat(inputs, out, axis),
  backward(g, { inputs, options: { axis } }, index) {
    const before = inputs.slice(0, index).reduce((sum, x) => sum + x.shape[axis]!, 0);
    const { shape } = inputs[index]!;
    return slice(
      g,
      shape.map((_, i) => (i === axis ? before : 0)),
      shape,
    );
  },
});

/**
 * Puts tensors of one shape side by side along a new axis.
 *
 * $$y_{\dots i \dots} = (x_i)_{\dots}$$
 *
 * @param tensors a list of at least one, all of shape s
 * @param axis where the new axis will be; the first by default
 * @returns tensor with one more axis, as long as the list
 * @throws ShapeError if the shapes differ
 * @throws ArgumentError if the list is empty or the axis out of range
 * @example
 * stack([[1, 2], [3, 4]], 1).arraySync() //=> [[1, 3], [2, 4]]
 * @see https://js.tensorflow.org/api/latest/#stack
 */
export const stack: JoinOp = defineOp({
  name: 'stack',
  inputs: LIST,
  variadic: true,
  accepts: 'any',
  options: { axis: newAxisOption },
  compose(inputs, { axis }) {
    const first = inputs[0]!;
    const odd = inputs.find(({ shape }) => !sameShape(shape, first.shape));
    if (odd === undefined)
      return concat(
        inputs.map((x) => expandDims(x, axis)),
        axis,
      );
    throw new ShapeError({
      operation: 'stack',
      expected: 'tensors of one shape',
      received: `${describeShape(first.shape)} and ${describeShape(odd.shape)}`,
      hint: 'concat joins tensors of different lengths',
    });
  },
});

const repsOption: Option<number[]> = {
  kind: 'number[]',
  read(value, reading) {
    const { shape } = reading.inputs[0]!;
    const isCount = (n: unknown) => Number.isInteger(n) && (n as number) >= 0;
    if (Array.isArray(value) && value.length === shape.length && value.every(isCount)) return value;
    const expected = `${shape.length} whole numbers from 0 up`;
    throw badOption(reading, expected, value, `one for each axis of ${describeShape(shape)}`);
  },
};

/**
 * Repeats a whole tensor along its axes.
 *
 * $$y_i = x_{i \bmod n}$$
 *
 * @param x tensor of rank r
 * @param reps how often along each axis
 * @returns tensor of rank r, each size multiplied
 * @throws ArgumentError if there is not one whole number for each axis
 * @example
 * tile([1, 2], [2]).arraySync() //=> [1, 2, 1, 2]
 * @see https://js.tensorflow.org/api/latest/#tile
 */
export const tile: Op<[x: TensorLike], [reps: readonly number[]], { reps: readonly number[] }> =
  defineOp({
    name: 'tile',
    inputs: ['x'],
    accepts: 'any',
    options: { reps: repsOption },
    // An axis of size 1 before each axis is stretched, then both become one.
    compose([x], { reps }) {
      const apart = reshape(
        x,
        x.shape.flatMap((n) => [1, n]),
      );
      const stretched = broadcastTo(
        apart,
        x.shape.flatMap((n, i) => [reps[i]!, n]),
      );
      return reshape(
        stretched,
        x.shape.map((n, i) => n * reps[i]!),
      );
    },
  });

export default {
  concat: {
    formula: 'y = (x_1, x_2, \\dots)',
    samples: [
      { inputs: [MATRIX, MATRIX] },
      { inputs: [MATRIX, NARROW, MATRIX], options: { axis: -1 } },
    ],
    errors: [
      { inputs: [MATRIX, NARROW], error: ShapeError },
      { inputs: [MATRIX, [1, 2, 3]], error: ShapeError },
      { inputs: [MATRIX], options: { axis: 2 }, error: ArgumentError },
      { inputs: [], error: ArgumentError },
    ],
    source: 'https://js.tensorflow.org/api/latest/#concat',
  },
  stack: {
    formula: 'y_{\\dots i \\dots} = (x_i)_{\\dots}',
    samples: [{ inputs: [MATRIX, MATRIX] }, { inputs: [MATRIX, MATRIX], options: { axis: -1 } }],
    errors: [
      { inputs: [MATRIX, NARROW], error: ShapeError },
      { inputs: [MATRIX], options: { axis: 3 }, error: ArgumentError },
      { inputs: [], error: ArgumentError },
    ],
    source: 'https://js.tensorflow.org/api/latest/#stack',
  },
  tile: {
    formula: 'y_i = x_{i \\bmod n}',
    samples: [
      { inputs: [MATRIX], options: { reps: [2, 3] } },
      { inputs: [[1, 2]], options: { reps: [1] } },
      { inputs: [[1, 2]], options: { reps: [0] } },
    ],
    errors: [
      { inputs: [MATRIX], options: { reps: [2] }, error: ArgumentError },
      { inputs: [MATRIX], options: { reps: [2, -1] }, error: ArgumentError },
      { inputs: [MATRIX], options: { reps: 2 }, error: ArgumentError },
    ],
    source: 'https://js.tensorflow.org/api/latest/#tile',
  },
} satisfies CatalogueEntries;
