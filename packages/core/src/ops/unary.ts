import { div, mul } from './arithmetic.js';
import { type CatalogueEntries, defineOp, type UnaryOp } from './define.js';
import { onEach } from './pointwise.js';

const BOTH_SIGNS = [
  [1, -2, 0.5],
  [0.25, 3, -0.75],
];
const POSITIVE = [
  [1, 2, 0.5],
  [0.25, 3, 0.75],
];
const WITHIN_ONE = [
  [0.1, -0.2, 0.5],
  [0.25, 0.3, -0.75],
];

/**
 * The number with its sign turned, element by element.
 *
 * $$y = -x$$
 *
 * @param x tensor of any shape
 * @returns tensor of the same shape
 * @example
 * neg([1, -2]).arraySync() //=> [-1, 2]
 * @see https://js.tensorflow.org/api/latest/#neg
 */
export const neg: UnaryOp = defineOp({
  ...onEach('neg', 'numeric'),
  backward: [(g) => neg(g)],
});

/**
 * The number without its sign, element by element.
 *
 * $$y = |x|$$
 *
 * The gradient at 0 is 0.
 *
 * @param x tensor of any shape
 * @returns tensor of the same shape
 * @example
 * abs([1, -2]).arraySync() //=> [1, 2]
 * @see https://js.tensorflow.org/api/latest/#abs
 */
export const abs: UnaryOp = defineOp({
  ...onEach('abs', 'numeric'),
  backward: [(g, { inputs: [x] }) => mul(g, sign(x))],
});

/**
 * 1 for positive numbers, −1 for negative ones, 0 for 0, element by element.
 *
 * $$y = \operatorname{sign}(x)$$
 *
 * The gradient is 0.
 *
 * @param x tensor of any shape
 * @returns tensor of the same shape
 * @example
 * sign([3, 0, -2]).arraySync() //=> [1, 0, -1]
 * @see https://js.tensorflow.org/api/latest/#sign
 */
export const sign: UnaryOp = defineOp({
  ...onEach('sign', 'numeric'),
  backward: [(g) => mul(g, 0)],
});

/**
 * The number times itself, element by element.
 *
 * $$y = x^2$$
 *
 * @param x tensor of any shape
 * @returns tensor of the same shape
 * @example
 * square([1, -2]).arraySync() //=> [1, 4]
 * @see https://js.tensorflow.org/api/latest/#square
 */
export const square: UnaryOp = defineOp({
  ...onEach('square', 'numeric'),
  backward: [(g, { inputs: [x] }) => mul(g, mul(2, x))],
});

/**
 * Square root, element by element.
 *
 * $$y = \sqrt{x}$$
 *
 * Negative numbers give NaN; the gradient at 0 is infinite.
 *
 * @param x tensor of any shape
 * @returns tensor of the same shape
 * @example
 * sqrt([4, 9]).arraySync() //=> [2, 3]
 * @see https://js.tensorflow.org/api/latest/#sqrt
 */
export const sqrt: UnaryOp = defineOp({
  ...onEach('sqrt'),
  backward: [(g, { output: y }) => div(g, mul(2, y))],
});

/**
 * One over the square root, element by element.
 *
 * $$y = 1 / \sqrt{x}$$
 *
 * @param x tensor of any shape
 * @returns tensor of the same shape
 * @example
 * rsqrt([4, 16]).arraySync() //=> [0.5, 0.25]
 * @see https://js.tensorflow.org/api/latest/#rsqrt
 */
export const rsqrt: UnaryOp = defineOp({
  ...onEach('rsqrt'),
  backward: [(g, { inputs: [x], output: y }) => mul(g, mul(-0.5, div(y, x)))],
});

/**
 * One over the number, element by element.
 *
 * $$y = 1 / x$$
 *
 * @param x tensor of any shape
 * @returns tensor of the same shape
 * @example
 * reciprocal([2, -4]).arraySync() //=> [0.5, -0.25]
 * @see https://js.tensorflow.org/api/latest/#reciprocal
 */
export const reciprocal: UnaryOp = defineOp({
  ...onEach('reciprocal'),
  backward: [(g, { output: y }) => neg(mul(g, square(y)))],
});

/**
 * Rounds down, element by element.
 *
 * $$y = \lfloor x \rfloor$$
 *
 * The gradient is 0.
 *
 * @param x tensor of any shape
 * @returns tensor of the same shape
 * @example
 * floor([1.5, -1.5]).arraySync() //=> [1, -2]
 * @see https://js.tensorflow.org/api/latest/#floor
 */
export const floor: UnaryOp = defineOp({
  ...onEach('floor', 'numeric'),
  backward: [(g) => mul(g, 0)],
});

/**
 * Rounds up, element by element.
 *
 * $$y = \lceil x \rceil$$
 *
 * The gradient is 0.
 *
 * @param x tensor of any shape
 * @returns tensor of the same shape
 * @example
 * ceil([1.2, -1.7]).arraySync() //=> [2, -1]
 * @see https://js.tensorflow.org/api/latest/#ceil
 */
export const ceil: UnaryOp = defineOp({
  ...onEach('ceil', 'numeric'),
  backward: [(g) => mul(g, 0)],
});

/**
 * Rounds to the nearest whole number, halves to the even one, element by element.
 *
 * $$y = \operatorname{round}(x)$$
 *
 * The gradient is 0.
 *
 * @param x tensor of any shape
 * @returns tensor of the same shape
 * @example
 * round([0.5, 1.5, -1.2]).arraySync() //=> [0, 2, -1]
 * @see https://js.tensorflow.org/api/latest/#round
 */
export const round: UnaryOp = defineOp({
  ...onEach('round', 'numeric'),
  backward: [(g) => mul(g, 0)],
});

/**
 * 1 for positive numbers, 0 for others, element by element.
 *
 * $$y = [x > 0]$$
 *
 * The gradient is 0.
 *
 * @param x tensor of any shape
 * @returns tensor of the same shape
 * @example
 * step([2, 0, -2]).arraySync() //=> [1, 0, 0]
 * @see https://js.tensorflow.org/api/latest/#step
 */
export const step: UnaryOp = defineOp({
  ...onEach('step', 'numeric'),
  backward: [(g) => mul(g, 0)],
});

export default {
  neg: {
    formula: 'y = -x',
    samples: [
      {
        inputs: [BOTH_SIGNS],
      },
    ],
    source: 'https://js.tensorflow.org/api/latest/#neg',
  },
  abs: {
    formula: 'y = |x|',
    samples: [
      {
        inputs: [BOTH_SIGNS],
      },
    ],
    source: 'https://js.tensorflow.org/api/latest/#abs',
  },
  sign: {
    formula: 'y = \\operatorname{sign}(x)',
    samples: [
      {
        inputs: [BOTH_SIGNS],
      },
    ],
    source: 'https://js.tensorflow.org/api/latest/#sign',
  },
  square: {
    formula: 'y = x^2',
    samples: [
      {
        inputs: [BOTH_SIGNS],
      },
    ],
    source: 'https://js.tensorflow.org/api/latest/#square',
  },
  sqrt: {
    formula: 'y = \\sqrt{x}',
    samples: [
      {
        inputs: [POSITIVE],
      },
    ],
    source: 'https://js.tensorflow.org/api/latest/#sqrt',
  },
  rsqrt: {
    formula: 'y = 1 / \\sqrt{x}',
    samples: [
      {
        inputs: [POSITIVE],
      },
    ],
    source: 'https://js.tensorflow.org/api/latest/#rsqrt',
  },
  reciprocal: {
    formula: 'y = 1 / x',
    samples: [
      {
        inputs: [BOTH_SIGNS],
      },
    ],
    source: 'https://js.tensorflow.org/api/latest/#reciprocal',
  },
  floor: {
    formula: 'y = \\lfloor x \\rfloor',
    samples: [
      {
        inputs: [WITHIN_ONE],
      },
    ],
    source: 'https://js.tensorflow.org/api/latest/#floor',
  },
  ceil: {
    formula: 'y = \\lceil x \\rceil',
    samples: [
      {
        inputs: [WITHIN_ONE],
      },
    ],
    source: 'https://js.tensorflow.org/api/latest/#ceil',
  },
  round: {
    formula: 'y = \\operatorname{round}(x)',
    samples: [{ inputs: [[0.1, -1.2, 1.6]] }],
    source: 'https://js.tensorflow.org/api/latest/#round',
  },
  step: {
    formula: 'y = [x > 0]',
    samples: [
      {
        inputs: [BOTH_SIGNS],
      },
    ],
    source: 'https://js.tensorflow.org/api/latest/#step',
  },
} satisfies CatalogueEntries;
