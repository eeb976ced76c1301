import { ArgumentError, ShapeError } from '../errors/errors.js';
import type { TensorLike } from '../tensor/convert.js';
import { broadcastShapes } from '../tensor/shape.js';
import { type BinaryOp, type CatalogueEntries, defineOp, type Op } from './define.js';
import { onPairs } from './pointwise.js';

/**
 * Whether two numbers are equal, element by element; the result has type bool and no gradient.
 *
 * $$y = [a = b]$$
 *
 * @param a shape [...s], broadcast against b
 * @param b shape [...t], broadcast against a
 * @returns bool tensor of the shape in which s and t meet
 * @throws ShapeError if the shapes do not broadcast
 * @example
 * equal([2, 1, 3], [2, 2, 2]).arraySync() //=> [1, 0, 0]
 * @see https://js.tensorflow.org/api/latest/#equal
 */
export const equal: BinaryOp = defineOp({
  ...onPairs('equal', 'any'),
  returns: 'bool',
  backward: null,
});

/**
 * Whether two numbers differ, element by element; the result has type bool and no gradient.
 *
 * $$y = [a \ne b]$$
 *
 * @param a shape [...s], broadcast against b
 * @param b shape [...t], broadcast against a
 * @returns bool tensor of the shape in which s and t meet
 * @throws ShapeError if the shapes do not broadcast
 * @example
 * notEqual([2, 1, 3], [2, 2, 2]).arraySync() //=> [0, 1, 1]
 * @see https://js.tensorflow.org/api/latest/#notEqual
 */
export const notEqual: BinaryOp = defineOp({
  ...onPairs('notEqual', 'any'),
  returns: 'bool',
  backward: null,
});

/**
 * Whether the first number is greater, element by element; the result has type bool and no gradient.
 *
 * $$y = [a > b]$$
 *
 * @param a shape [...s], broadcast against b
 * @param b shape [...t], broadcast against a
 * @returns bool tensor of the shape in which s and t meet
 * @throws ShapeError if the shapes do not broadcast
 * @example
 * greater([2, 1, 3], [2, 2, 2]).arraySync() //=> [0, 0, 1]
 * @see https://js.tensorflow.org/api/latest/#greater
 */
export const greater: BinaryOp = defineOp({
  ...onPairs('greater', 'any'),
  returns: 'bool',
  backward: null,
});

/**
 * Whether the first number is greater or equal, element by element; the result has type bool and no gradient.
 *
 * $$y = [a \ge b]$$
 *
 * @param a shape [...s], broadcast against b
 * @param b shape [...t], broadcast against a
 * @returns bool tensor of the shape in which s and t meet
 * @throws ShapeError if the shapes do not broadcast
 * @example
 * greaterEqual([2, 1, 3], [2, 2, 2]).arraySync() //=> [1, 0, 1]
 * @see https://js.tensorflow.org/api/latest/#greaterEqual
 */
export const greaterEqual: BinaryOp = defineOp({
  ...onPairs('greaterEqual', 'any'),
  returns: 'bool',
  backward: null,
});

/**
 * Whether the first number is smaller, element by element; the result has type bool and no gradient.
 *
 * $$y = [a < b]$$
 *
 * @param a shape [...s], broadcast against b
 * @param b shape [...t], broadcast against a
 * @returns bool tensor of the shape in which s and t meet
 * @throws ShapeError if the shapes do not broadcast
 * @example
 * less([2, 1, 3], [2, 2, 2]).arraySync() //=> [0, 1, 0]
 * @see https://js.tensorflow.org/api/latest/#less
 */
export const less: BinaryOp = defineOp({
  ...onPairs('less', 'any'),
  returns: 'bool',
  backward: null,
});

/**
 * Whether the first number is smaller or equal, element by element; the result has type bool and no gradient.
 *
 * $$y = [a \le b]$$
 *
 * @param a shape [...s], broadcast against b
 * @param b shape [...t], broadcast against a
 * @returns bool tensor of the shape in which s and t meet
 * @throws ShapeError if the shapes do not broadcast
 * @example
 * lessEqual([2, 1, 3], [2, 2, 2]).arraySync() //=> [1, 1, 0]
 * @see https://js.tensorflow.org/api/latest/#lessEqual
 */
export const lessEqual: BinaryOp = defineOp({
  ...onPairs('lessEqual', 'any'),
  returns: 'bool',
  backward: null,
});

/**
 * Chooses from two tensors by a condition, element by element.
 *
 * $$y = \begin{cases} a & \text{where } c \\ b & \text{elsewhere} \end{cases}$$
 *
 * The side that was not chosen receives the cotangent 0.
 *
 * @param condition bool, broadcast against a and b
 * @param a taken where the condition is true
 * @param b taken elsewhere
 * @returns the shape in which all three meet
 * @throws ShapeError if the shapes do not broadcast
 * @example
 * where([true, false], [1, 2], [10, 20]).arraySync() //=> [1, 20]
 * @see https://js.tensorflow.org/api/latest/#where
 */
export const where: Op<[condition: TensorLike, a: TensorLike, b: TensorLike]> = defineOp({
  name: 'where',
  inputs: ['condition', 'a', 'b'],
  accepts: ['bool', 'any', 'any'],
  options: {},
  broadcasts: true,
  pointwise: true,
  shape: ([condition, a, b]) =>
    broadcastShapes('where', condition.shape, broadcastShapes('where', a.shape, b.shape)),
  forward: (kernels, [condition, a, b], out) => kernels.where(condition, a, b, out),
  backward: [
    null,
    (g, { inputs: [condition] }) => where(condition, g, 0),
    (g, { inputs: [condition] }) => where(condition, 0, g),
  ],
});

export default {
  equal: {
    formula: 'y = [a = b]',
    samples: [
      {
        inputs: [
          [2, 1, 3],
          [[2], [3]],
        ],
        differentiable: false,
      },
    ],
    source: 'https://js.tensorflow.org/api/latest/#equal',
  },
  notEqual: {
    formula: 'y = [a \\ne b]',
    samples: [
      {
        inputs: [
          [2, 1, 3],
          [[2], [3]],
        ],
        differentiable: false,
      },
    ],
    source: 'https://js.tensorflow.org/api/latest/#notEqual',
  },
  greater: {
    formula: 'y = [a > b]',
    samples: [
      {
        inputs: [
          [2, 1, 3],
          [[2], [3]],
        ],
        differentiable: false,
      },
    ],
    source: 'https://js.tensorflow.org/api/latest/#greater',
  },
  greaterEqual: {
    formula: 'y = [a \\ge b]',
    samples: [
      {
        inputs: [
          [2, 1, 3],
          [[2], [3]],
        ],
        differentiable: false,
      },
    ],
    source: 'https://js.tensorflow.org/api/latest/#greaterEqual',
  },
  less: {
    formula: 'y = [a < b]',
    samples: [
      {
        inputs: [
          [2, 1, 3],
          [[2], [3]],
        ],
        differentiable: false,
      },
    ],
    source: 'https://js.tensorflow.org/api/latest/#less',
  },
  lessEqual: {
    formula: 'y = [a \\le b]',
    samples: [
      {
        inputs: [
          [2, 1, 3],
          [[2], [3]],
        ],
        differentiable: false,
      },
    ],
    source: 'https://js.tensorflow.org/api/latest/#lessEqual',
  },
  where: {
    formula: 'y = \\begin{cases} a & \\text{where } c \\\\ b & \\text{elsewhere} \\end{cases}',
    samples: [{ inputs: [[true, false, true], [[1, 2, 3]], [[0.5], [4]]] }],
    errors: [
      { inputs: [[true, false], [1, 2, 3], 0], error: ShapeError },
      { inputs: [[true], 1, 'x'], error: ArgumentError },
    ],
    source: 'https://js.tensorflow.org/api/latest/#where',
  },
} satisfies CatalogueEntries;
