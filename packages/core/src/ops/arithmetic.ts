import { equal, greaterEqual, where } from './comparison.js';
import { type BinaryOp, type CatalogueEntries, defineOp } from './define.js';
import { log } from './exponential.js';
import { logicalAnd } from './logic.js';
import { onPairs } from './pointwise.js';
import { neg, square } from './unary.js';

/**
 * Sum of two tensors, element by element.
 *
 * $$y = a + b$$
 *
 * @param a shape [...s], broadcast against b
 * @param b shape [...t], broadcast against a
 * @returns shape in which s and t meet
 * @throws ShapeError if the shapes do not broadcast
 * @example
 * add([[1], [2]], [10, 20]).arraySync() //=> [[11, 21], [12, 22]]
 * @see https://js.tensorflow.org/api/latest/#add
 */
export const add: BinaryOp = defineOp({
  ...onPairs('add'),
  backward: [(g) => g, (g) => g],
});

/**
 * Difference of two tensors, element by element.
 *
 * $$y = a - b$$
 *
 * @param a shape [...s], broadcast against b
 * @param b shape [...t], broadcast against a
 * @returns shape in which s and t meet
 * @throws ShapeError if the shapes do not broadcast
 * @example
 * sub([5, 7], 2).arraySync() //=> [3, 5]
 * @see https://js.tensorflow.org/api/latest/#sub
 */
export const sub: BinaryOp = defineOp({
  ...onPairs('sub'),
  backward: [(g) => g, (g) => neg(g)],
});

/**
 * Product of two tensors, element by element.
 *
 * $$y = a \odot b$$
 *
 * @param a shape [...s], broadcast against b
 * @param b shape [...t], broadcast against a
 * @returns shape in which s and t meet
 * @throws ShapeError if the shapes do not broadcast
 * @example
 * mul([1, 2, 3], [4, 5, 6]).arraySync() //=> [4, 10, 18]
 * @see https://js.tensorflow.org/api/latest/#mul
 */
export const mul: BinaryOp = defineOp({
  ...onPairs('mul'),
  backward: [(g, { inputs: [, b] }) => mul(g, b), (g, { inputs: [a] }) => mul(g, a)],
});

/**
 * Quotient of two tensors, element by element.
 *
 * $$y = a / b$$
 *
 * Integers are divided as real numbers and give float32, as in NumPy; TensorFlow.js rounds down.
 *
 * @param a shape [...s], broadcast against b
 * @param b shape [...t], broadcast against a
 * @returns shape in which s and t meet
 * @throws ShapeError if the shapes do not broadcast
 * @example
 * div([1, 2, 3], 2).arraySync() //=> [0.5, 1, 1.5]
 * @see https://js.tensorflow.org/api/latest/#div
 */
export const div: BinaryOp = defineOp({
  ...onPairs('div', 'float'),
  backward: [
    (g, { inputs: [, b] }) => div(g, b),
    (g, { inputs: [, b], output: y }) => neg(div(mul(g, y), b)),
  ],
});

/**
 * Power of two tensors, element by element.
 *
 * $$y = a^b$$
 *
 * Corners are PyTorch's: the derivative by `a` is 0 where b is 0, even at a = 0; the derivative by
 * `b` is 0 where a is 0 and b is not negative. A negative base has no real derivative by `b`: NaN.
 *
 * @param a base, shape [...s], broadcast against b
 * @param b exponent, shape [...t], broadcast against a
 * @returns shape in which s and t meet
 * @throws ShapeError if the shapes do not broadcast
 * @example
 * pow([1, 2, 3], 2).arraySync() //=> [1, 4, 9]
 * @see https://js.tensorflow.org/api/latest/#pow
 */
export const pow: BinaryOp = defineOp({
  ...onPairs('pow'),
  backward: [
    // Where b is 0 the exponent 1 stands in for -1, so that 0 · 0⁻¹ is not NaN.
    (g, { inputs: [a, b] }) => mul(g, mul(b, pow(a, where(equal(b, 0), 1, sub(b, 1))))),
    (g, { inputs: [a, b], output: y }) => {
      const vanishes = logicalAnd(equal(a, 0), greaterEqual(b, 0));
      return mul(g, where(vanishes, 0, mul(y, log(where(vanishes, 1, a)))));
    },
  ],
});

/**
 * Square of the difference, element by element.
 *
 * $$y = (a - b)^2$$
 *
 * @param a shape [...s], broadcast against b
 * @param b shape [...t], broadcast against a
 * @returns shape in which s and t meet
 * @throws ShapeError if the shapes do not broadcast
 * @example
 * squaredDifference([1, 5], [4, 3]).arraySync() //=> [9, 4]
 * @see https://js.tensorflow.org/api/latest/#squaredDifference
 */
export const squaredDifference: BinaryOp = defineOp({
  ...onPairs('squaredDifference'),
  backward: [
    (g, { inputs: [a, b] }) => mul(g, mul(2, sub(a, b))),
    (g, { inputs: [a, b] }) => mul(g, mul(2, sub(b, a))),
  ],
});

/**
 * Remainder of a division that rounds down; it has the sign of the divisor.
 *
 * $$y = a - b \lfloor a / b \rfloor$$
 *
 * @param a shape [...s], broadcast against b
 * @param b shape [...t], broadcast against a
 * @returns shape in which s and t meet
 * @throws ShapeError if the shapes do not broadcast
 * @example
 * mod([-1, 7], 3).arraySync() //=> [2, 1]
 * @see https://js.tensorflow.org/api/latest/#mod
 */
export const mod: BinaryOp = defineOp({
  ...onPairs('mod'),
  backward: [(g) => g, (g, { inputs: [a, b] }) => neg(mul(g, floorDiv(a, b)))],
});

/**
 * Quotient rounded down; its gradient is 0.
 *
 * $$y = \lfloor a / b \rfloor$$
 *
 * @param a shape [...s], broadcast against b
 * @param b shape [...t], broadcast against a
 * @returns shape in which s and t meet
 * @throws ShapeError if the shapes do not broadcast
 * @example
 * floorDiv([7, -7], 2).arraySync() //=> [3, -4]
 * @see https://js.tensorflow.org/api/latest/#floorDiv
 */
export const floorDiv: BinaryOp = defineOp({
  ...onPairs('floorDiv'),
  backward: [(g) => mul(g, 0), (g) => mul(g, 0)],
});

/**
 * Angle of the point (b, a), from −π to π.
 *
 * $$y = \operatorname{atan2}(a, b)$$
 *
 * @param a ordinates, shape [...s], broadcast against b
 * @param b abscissas, shape [...t], broadcast against a
 * @returns shape in which s and t meet
 * @throws ShapeError if the shapes do not broadcast
 * @example
 * atan2([0, 0], [1, 2]).arraySync() //=> [0, 0]
 * @see https://js.tensorflow.org/api/latest/#atan2
 */
export const atan2: BinaryOp = defineOp({
  ...onPairs('atan2', 'float'),
  backward: [
    (g, { inputs: [a, b] }) => mul(g, div(b, add(square(a), square(b)))),
    (g, { inputs: [a, b] }) => mul(g, div(neg(a), add(square(a), square(b)))),
  ],
});

export default {
  add: {
    formula: 'y = a + b',
    samples: [{ inputs: [[[1, -2, 3]], [[0.5], [4]]] }],
    source: 'https://js.tensorflow.org/api/latest/#add',
  },
  sub: {
    formula: 'y = a - b',
    samples: [
      {
        inputs: [
          [1, -2, 3],
          [[0.5], [4]],
        ],
      },
    ],
    source: 'https://js.tensorflow.org/api/latest/#sub',
  },
  mul: {
    formula: 'y = a \\odot b',
    samples: [
      {
        inputs: [
          [1, -2, 3],
          [[0.5], [4]],
        ],
      },
    ],
    source: 'https://js.tensorflow.org/api/latest/#mul',
  },
  div: {
    formula: 'y = a / b',
    samples: [
      {
        inputs: [
          [1, -2, 3],
          [[0.5], [-4]],
        ],
      },
    ],
    source: 'https://js.tensorflow.org/api/latest/#div',
  },
  pow: {
    formula: 'y = a^b',
    samples: [
      {
        inputs: [
          [[0.5], [2]],
          [-1.5, 2, 0.25],
        ],
      },
    ],
    source: 'https://docs.pytorch.org/docs/stable/generated/torch.pow.html',
  },
  squaredDifference: {
    formula: 'y = (a - b)^2',
    samples: [
      {
        inputs: [
          [1, -2, 3],
          [[0.5], [4]],
        ],
      },
    ],
    source: 'https://js.tensorflow.org/api/latest/#squaredDifference',
  },
  mod: {
    formula: 'y = a - b \\lfloor a / b \\rfloor',
    samples: [
      {
        inputs: [
          [-1.5, 7.25],
          [[2.25], [3.5]],
        ],
      },
    ],
    source: 'https://js.tensorflow.org/api/latest/#mod',
  },
  floorDiv: {
    formula: 'y = \\lfloor a / b \\rfloor',
    samples: [
      {
        inputs: [
          [-1.5, 7.25],
          [[2.25], [3.5]],
        ],
      },
    ],
    source: 'https://js.tensorflow.org/api/latest/#floorDiv',
  },
  atan2: {
    formula: 'y = \\operatorname{atan2}(a, b)',
    samples: [
      {
        inputs: [
          [1, -2, 3],
          [[0.5], [-4]],
        ],
      },
    ],
    source: 'https://js.tensorflow.org/api/latest/#atan2',
  },
} satisfies CatalogueEntries;
