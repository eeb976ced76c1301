import { describeShape } from '../errors/describe.js';
import { ArgumentError, ShapeError } from '../errors/errors.js';
import type { TensorLike } from '../tensor/convert.js';
import { broadcastShapes, sameShape } from '../tensor/shape.js';
import { add, div } from './arithmetic.js';
import { equal, where } from './comparison.js';
import { type BinaryOp, type CatalogueEntries, defineOp, type Op } from './define.js';

/** Lists have no names for their entries. */
const LIST: readonly string[] = ['tensors'];

const MATRIX = [
  [1, -2, 3],
  [0.5, 4, -1],
];

/**
 * Sum of a list of tensors of one shape.
 *
 * $$y = \sum_k x_k$$
 *
 * @param tensors a list of at least one, all of shape s
 * @returns shape s
 * @throws ShapeError if the shapes differ; unlike `add`, nothing is broadcast
 * @throws ArgumentError if the list is empty
 * @example
 * addN([[1, 2], [10, 20], [100, 200]]).arraySync() //=> [111, 222]
 * @see https://js.tensorflow.org/api/latest/#addN
 */
export const addN: Op<[tensors: readonly TensorLike[]]> = defineOp({
  name: 'addN',
  inputs: LIST,
  variadic: true,
  accepts: 'numeric',
  options: {},
  compose(inputs) {
    const first = inputs[0]!;
    const odd = inputs.find(({ shape }) => !sameShape(shape, first.shape));
    if (odd === undefined) return inputs.slice(1).reduce((sum, x) => add(sum, x), add(first, 0));
    throw new ShapeError({
      operation: 'addN',
      expected: 'tensors of one shape',
      received: `${describeShape(first.shape)} and ${describeShape(odd.shape)}`,
      hint: 'add broadcasts, two at a time',
    });
  },
});

/**
 * Quotient of two tensors, and 0 where the divisor is 0.
 *
 * $$y = \begin{cases} a / b & b \ne 0 \\ 0 & b = 0 \end{cases}$$
 *
 * Where the divisor is 0 both gradients are 0, too, as in TensorFlow; TensorFlow.js has none at all.
 *
 * @param a shape [...s], broadcast against b
 * @param b shape [...t], broadcast against a
 * @returns shape in which s and t meet
 * @throws ShapeError if the shapes do not broadcast
 * @example
 * divNoNan([1, 2, 0], [4, 0, 0]).arraySync() //=> [0.25, 0, 0]
 * @see https://js.tensorflow.org/api/latest/#divNoNan
 */
export const divNoNan: BinaryOp = defineOp({
  name: 'divNoNan',
  inputs: ['a', 'b'] as const,
  accepts: 'float',
  options: {},
  compose([a, b]) {
    broadcastShapes('divNoNan', a.shape, b.shape);
    const isZero = equal(b, 0);
    // What is not chosen must not be infinite: 0 times infinity would make the gradient NaN.
    return where(isZero, 0, div(a, where(isZero, 1, b)));
  },
});

export default {
  addN: {
    formula: 'y = \\sum_k x_k',
    samples: [{ inputs: [MATRIX, MATRIX, MATRIX] }, { inputs: [MATRIX] }],
    errors: [
      { inputs: [MATRIX, [1, 2, 3]], error: ShapeError },
      { inputs: [], error: ArgumentError },
    ],
    source: 'https://js.tensorflow.org/api/latest/#addN',
  },
  divNoNan: {
    formula: 'y = \\begin{cases} a / b & b \\ne 0 \\\\ 0 & b = 0 \\end{cases}',
    samples: [
      {
        inputs: [
          [1, -2, 3],
          [[0.5], [-4]],
        ],
      },
      {
        inputs: [
          [1, 2],
          [0, 4],
        ],
        differentiable: false,
      },
    ],
    errors: [
      {
        inputs: [
          [1, 2],
          [1, 2, 3],
        ],
        error: ShapeError,
      },
      { inputs: [[1, 2], null], error: ArgumentError },
    ],
    source: 'https://js.tensorflow.org/api/latest/#divNoNan',
  },
} satisfies CatalogueEntries;
