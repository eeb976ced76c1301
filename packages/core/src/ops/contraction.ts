import { describeShape } from '../errors/describe.js';
import { ArgumentError, ShapeError } from '../errors/errors.js';
import type { View } from '../kernels/contract.js';
import type { TensorLike } from '../tensor/convert.js';
import { broadcastShapes, type Shape } from '../tensor/shape.js';
import { mul } from './arithmetic.js';
import { type BinaryOp, type CatalogueEntries, defineOp, type Op } from './define.js';
import { expandDims, reshape, squeeze } from './movement.js';
import { flagOption } from './options.js';
import { sum } from './reduce.js';

/** Which factors of a product to transpose. */
export interface MatMulOptions {
  /** Whether to swap the last two axes of `a` first. */
  transposeA?: boolean;
  /** Whether to swap the last two axes of `b` first. */
  transposeB?: boolean;
}

function productShape(a: View, b: View, transposeA: boolean, transposeB: boolean): Shape {
  if (a.shape.length < 2 || b.shape.length < 2) {
    throw mismatch('two tensors of rank 2 or more', a, b, 'use dot for vectors, or expandDims');
  }
  const [m, p] = lastTwo(a.shape, transposeA);
  const [q, n] = lastTwo(b.shape, transposeB);
  if (p !== q) throw mismatch('inner sizes to match', a, b, 'transpose one input?');
  if (a.shape.length + b.shape.length === 4) return [m, n];
  const batch = broadcastShapes('matMul', a.shape.slice(0, -2), b.shape.slice(0, -2));
  return [...batch, m, n];
}

function lastTwo(shape: Shape, swapped: boolean): [number, number] {
  const rows = shape[shape.length - 2]!;
  const columns = shape[shape.length - 1]!;
  return swapped ? [columns, rows] : [rows, columns];
}

function mismatch(expected: string, a: View, b: View, hint: string, operation = 'matMul') {
  const received = `${describeShape(a.shape)} and ${describeShape(b.shape)}`;
  return new ShapeError({ operation, expected, received, hint });
}

/**
 * Matrix product over the last two axes; leading axes broadcast.
 *
 * $$y_{ij} = \sum_k a_{ik} b_{kj}$$
 *
 * @param a shape [..., m, k], or [..., k, m] with transposeA
 * @param b shape [..., k, n], or [..., n, k] with transposeB
 * @param transposeA whether to swap the last two axes of a first
 * @param transposeB whether to swap the last two axes of b first
 * @returns shape [..., m, n]
 * @throws ShapeError if a rank is below 2, inner sizes differ or leading axes do not broadcast
 * @example
 * matMul([[1, 2]], [[3], [4]]).arraySync() //=> [[11]]
 * matMul([[1, 2]], [[3, 4]], { transposeB: true }).arraySync() //=> [[11]]
 * @see https://js.tensorflow.org/api/latest/#matMul
 */
export const matMul: Op<
  [a: TensorLike, b: TensorLike],
  [transposeA?: boolean, transposeB?: boolean],
  MatMulOptions
> = defineOp({
  name: 'matMul',
  inputs: ['a', 'b'],
  accepts: 'numeric',
  options: { transposeA: flagOption(false), transposeB: flagOption(false) },
  broadcasts: true,
  shape: ([a, b], { transposeA, transposeB }) => productShape(a, b, transposeA, transposeB),
  forward: (kernels, [a, b], out, { transposeA, transposeB }) =>
    kernels.matMul(a, b, out, transposeA, transposeB),
  // dA = g·Bᵀ and dB = Aᵀ·g; where a factor came transposed, so does its cotangent.
  backward: [
    (g, { inputs: [, b], options: { transposeA, transposeB } }) =>
      transposeA ? matMul(b, g, transposeB, true) : matMul(g, b, false, !transposeB),
    (g, { inputs: [a], options: { transposeA, transposeB } }) =>
      transposeB ? matMul(g, a, true, transposeA) : matMul(a, g, !transposeA, false),
  ],
});

/**
 * Product of vectors and matrices of rank 1 or 2, as on paper.
 *
 * $$y = \sum_k a_k b_k$$
 *
 * @param a shape [k] or [m, k]
 * @param b shape [k] or [k, n]
 * @returns shape [], [m], [n] or [m, n]
 * @throws ShapeError if a rank is not 1 or 2, or inner sizes differ
 * @example
 * dot([1, 2], [3, 4]).item() //=> 11
 * dot([[1, 2], [3, 4]], [1, 1]).arraySync() //=> [3, 7]
 * @see https://js.tensorflow.org/api/latest/#dot
 */
export const dot: BinaryOp = defineOp({
  name: 'dot',
  inputs: ['a', 'b'],
  accepts: 'numeric',
  options: {},
  compose([a, b]) {
    const low = (rank: number) => rank === 1 || rank === 2;
    if (!low(a.rank) || !low(b.rank)) {
      throw mismatch('vectors or matrices', a, b, 'use matMul for batches', 'dot');
    }
    if (a.shape[a.rank - 1] !== b.shape[0]) {
      throw mismatch('inner sizes to match', a, b, 'transpose one input?', 'dot');
    }
    if (a.rank === 1 && b.rank === 1) return sum(mul(a, b));
    const left = a.rank === 1 ? expandDims(a, 0) : a;
    const right = b.rank === 1 ? expandDims(b, 1) : b;
    const vectorAxes = [...(a.rank === 1 ? [0] : []), ...(b.rank === 1 ? [1] : [])];
    const product = matMul(left, right);
    return vectorAxes.length === 0 ? product : squeeze(product, vectorAxes);
  },
});

/**
 * All products of the entries of two vectors.
 *
 * $$y_{ij} = a_i b_j$$
 *
 * @param a shape [m]
 * @param b shape [n]
 * @returns shape [m, n]
 * @throws ShapeError if a rank is not 1
 * @example
 * outerProduct([1, 2], [3, 4]).arraySync() //=> [[3, 4], [6, 8]]
 * @see https://js.tensorflow.org/api/latest/#outerProduct
 */
export const outerProduct: BinaryOp = defineOp({
  name: 'outerProduct',
  inputs: ['a', 'b'],
  accepts: 'numeric',
  options: {},
  compose([a, b]) {
    if (a.rank !== 1 || b.rank !== 1) {
      throw mismatch('two vectors', a, b, 'flatten them first', 'outerProduct');
    }
    return mul(reshape(a, [a.size, 1]), b);
  },
});

export default {
  matMul: {
    formula: 'y_{ij} = \\sum_k a_{ik} b_{kj}',
    samples: [
      {
        inputs: [
          [
            [1, -2, 0.5],
            [3, 0.25, -1],
          ],
          [
            [2, 1],
            [0.5, -1],
            [1, 3],
          ],
        ],
      },
      {
        inputs: [
          [
            [1, -2, 0.5],
            [3, 0.25, -1],
          ],
          [
            [2, 1],
            [0.5, -1],
            [1, 3],
          ],
        ],
        options: { transposeA: true, transposeB: true },
      },
      {
        inputs: [
          [[[1, -2]], [[3, 0.25]]],
          [
            [2, 1],
            [0.5, -1],
          ],
        ],
        options: { transposeB: true },
      },
      {
        inputs: [
          [
            [1, -2],
            [3, 0.25],
          ],
          [[[2, 1]], [[0.5, -1]]],
        ],
        options: { transposeA: true, transposeB: true },
      },
    ],
    errors: [
      { inputs: [[[1, 2]], [[1, 2]]], error: ShapeError },
      {
        inputs: [
          [1, 2],
          [1, 2],
        ],
        error: ShapeError,
      },
      { inputs: [[[1, 2]], [[1], [2]]], options: { transposeA: 1 }, error: ArgumentError },
      {
        inputs: [
          [[[1]], [[1]]],
          [[[1]], [[1]], [[1]]],
        ],
        error: ShapeError,
      },
    ],
    source: 'https://js.tensorflow.org/api/latest/#matMul',
  },
  dot: {
    formula: 'y = \\sum_k a_k b_k',
    samples: [
      {
        inputs: [
          [1, -2],
          [0.5, 3],
        ],
      },
      {
        inputs: [
          [
            [1, -2],
            [3, 4],
          ],
          [0.5, 3],
        ],
      },
      {
        inputs: [
          [0.5, 3],
          [
            [1, -2],
            [3, 4],
          ],
        ],
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
      { inputs: [1, [1, 2]], error: ShapeError },
    ],
    source: 'https://js.tensorflow.org/api/latest/#dot',
  },
  outerProduct: {
    formula: 'y_{ij} = a_i b_j',
    samples: [
      {
        inputs: [
          [1, -2],
          [0.5, 3, 4],
        ],
      },
    ],
    errors: [{ inputs: [[[1]], [1]], error: ShapeError }],
    source: 'https://js.tensorflow.org/api/latest/#outerProduct',
  },
} satisfies CatalogueEntries;
