import { add, div, mul, sub } from './arithmetic.js';
import { type CatalogueEntries, defineOp, type UnaryOp } from './define.js';
import { onEach } from './pointwise.js';
import { neg, rsqrt, square } from './unary.js';

const BOTH_SIGNS = [
  [1, -2, 0.5],
  [0.25, 3, -0.75],
];
const ABOVE_ONE = [
  [1.5, 2, 4],
  [1.25, 3, 10],
];
const WITHIN_ONE = [
  [0.1, -0.2, 0.5],
  [0.25, 0.3, -0.75],
];

/**
 * Sine of an angle in radians, element by element.
 *
 * $$y = \sin x$$
 *
 * @param x tensor of any shape
 * @returns tensor of the same shape
 * @example
 * sin([0]).arraySync() //=> [0]
 * @see https://js.tensorflow.org/api/latest/#sin
 */
export const sin: UnaryOp = defineOp({
  ...onEach('sin'),
  backward: [(g, { inputs: [x] }) => mul(g, cos(x))],
});

/**
 * Cosine of an angle in radians, element by element.
 *
 * $$y = \cos x$$
 *
 * @param x tensor of any shape
 * @returns tensor of the same shape
 * @example
 * cos([0]).arraySync() //=> [1]
 * @see https://js.tensorflow.org/api/latest/#cos
 */
export const cos: UnaryOp = defineOp({
  ...onEach('cos'),
  backward: [(g, { inputs: [x] }) => neg(mul(g, sin(x)))],
});

/**
 * Tangent of an angle in radians, element by element.
 *
 * $$y = \tan x$$
 *
 * @param x tensor of any shape
 * @returns tensor of the same shape
 * @example
 * tan([0]).arraySync() //=> [0]
 * @see https://js.tensorflow.org/api/latest/#tan
 */
export const tan: UnaryOp = defineOp({
  ...onEach('tan'),
  backward: [(g, { output: y }) => mul(g, add(1, square(y)))],
});

/**
 * Angle in radians whose sine is x, element by element.
 *
 * $$y = \arcsin x$$
 *
 * @param x tensor of any shape
 * @returns tensor of the same shape
 * @example
 * asin([0]).arraySync() //=> [0]
 * @see https://js.tensorflow.org/api/latest/#asin
 */
export const asin: UnaryOp = defineOp({
  ...onEach('asin'),
  backward: [(g, { inputs: [x] }) => mul(g, rsqrt(sub(1, square(x))))],
});

/**
 * Angle in radians whose cosine is x, element by element.
 *
 * $$y = \arccos x$$
 *
 * @param x tensor of any shape
 * @returns tensor of the same shape
 * @example
 * acos([1]).arraySync() //=> [0]
 * @see https://js.tensorflow.org/api/latest/#acos
 */
export const acos: UnaryOp = defineOp({
  ...onEach('acos'),
  backward: [(g, { inputs: [x] }) => neg(mul(g, rsqrt(sub(1, square(x)))))],
});

/**
 * Angle in radians whose tangent is x, element by element.
 *
 * $$y = \arctan x$$
 *
 * @param x tensor of any shape
 * @returns tensor of the same shape
 * @example
 * atan([0]).arraySync() //=> [0]
 * @see https://js.tensorflow.org/api/latest/#atan
 */
export const atan: UnaryOp = defineOp({
  ...onEach('atan'),
  backward: [(g, { inputs: [x] }) => div(g, add(1, square(x)))],
});

/**
 * Hyperbolic sine, element by element.
 *
 * $$y = \sinh x$$
 *
 * @param x tensor of any shape
 * @returns tensor of the same shape
 * @example
 * sinh([0]).arraySync() //=> [0]
 * @see https://js.tensorflow.org/api/latest/#sinh
 */
export const sinh: UnaryOp = defineOp({
  ...onEach('sinh'),
  backward: [(g, { inputs: [x] }) => mul(g, cosh(x))],
});

/**
 * Hyperbolic cosine, element by element.
 *
 * $$y = \cosh x$$
 *
 * @param x tensor of any shape
 * @returns tensor of the same shape
 * @example
 * cosh([0]).arraySync() //=> [1]
 * @see https://js.tensorflow.org/api/latest/#cosh
 */
export const cosh: UnaryOp = defineOp({
  ...onEach('cosh'),
  backward: [(g, { inputs: [x] }) => mul(g, sinh(x))],
});

/**
 * Hyperbolic tangent, an activation between −1 and 1, element by element.
 *
 * $$y = \tanh x$$
 *
 * @param x tensor of any shape
 * @returns tensor of the same shape
 * @example
 * tanh([0]).arraySync() //=> [0]
 * @see https://js.tensorflow.org/api/latest/#tanh
 */
export const tanh: UnaryOp = defineOp({
  ...onEach('tanh'),
  backward: [(g, { output: y }) => mul(g, sub(1, square(y)))],
});

/**
 * Number whose hyperbolic sine is x, element by element.
 *
 * $$y = \operatorname{arsinh} x$$
 *
 * @param x tensor of any shape
 * @returns tensor of the same shape
 * @example
 * asinh([0]).arraySync() //=> [0]
 * @see https://js.tensorflow.org/api/latest/#asinh
 */
export const asinh: UnaryOp = defineOp({
  ...onEach('asinh'),
  backward: [(g, { inputs: [x] }) => mul(g, rsqrt(add(square(x), 1)))],
});

/**
 * Number from 0 up whose hyperbolic cosine is x, element by element.
 *
 * $$y = \operatorname{arcosh} x$$
 *
 * Below 1 there is none (NaN).
 *
 * @param x tensor of any shape
 * @returns tensor of the same shape
 * @example
 * acosh([1]).arraySync() //=> [0]
 * @see https://js.tensorflow.org/api/latest/#acosh
 */
export const acosh: UnaryOp = defineOp({
  ...onEach('acosh'),
  backward: [(g, { inputs: [x] }) => mul(g, rsqrt(sub(square(x), 1)))],
});

/**
 * Number whose hyperbolic tangent is x, element by element.
 *
 * $$y = \operatorname{artanh} x$$
 *
 * Beyond −1 and 1 there is none (NaN).
 *
 * @param x tensor of any shape
 * @returns tensor of the same shape
 * @example
 * atanh([0]).arraySync() //=> [0]
 * @see https://js.tensorflow.org/api/latest/#atanh
 */
export const atanh: UnaryOp = defineOp({
  ...onEach('atanh'),
  backward: [(g, { inputs: [x] }) => div(g, sub(1, square(x)))],
});

export default {
  sin: {
    formula: 'y = \\sin x',
    samples: [
      {
        inputs: [BOTH_SIGNS],
      },
    ],
    source: 'https://js.tensorflow.org/api/latest/#sin',
  },
  cos: {
    formula: 'y = \\cos x',
    samples: [
      {
        inputs: [BOTH_SIGNS],
      },
    ],
    source: 'https://js.tensorflow.org/api/latest/#cos',
  },
  tan: {
    formula: 'y = \\tan x',
    samples: [
      {
        inputs: [WITHIN_ONE],
      },
    ],
    source: 'https://js.tensorflow.org/api/latest/#tan',
  },
  asin: {
    formula: 'y = \\arcsin x',
    samples: [
      {
        inputs: [WITHIN_ONE],
      },
    ],
    source: 'https://js.tensorflow.org/api/latest/#asin',
  },
  acos: {
    formula: 'y = \\arccos x',
    samples: [
      {
        inputs: [WITHIN_ONE],
      },
    ],
    source: 'https://js.tensorflow.org/api/latest/#acos',
  },
  atan: {
    formula: 'y = \\arctan x',
    samples: [
      {
        inputs: [BOTH_SIGNS],
      },
    ],
    source: 'https://js.tensorflow.org/api/latest/#atan',
  },
  sinh: {
    formula: 'y = \\sinh x',
    samples: [
      {
        inputs: [BOTH_SIGNS],
      },
    ],
    source: 'https://js.tensorflow.org/api/latest/#sinh',
  },
  cosh: {
    formula: 'y = \\cosh x',
    samples: [
      {
        inputs: [BOTH_SIGNS],
      },
    ],
    source: 'https://js.tensorflow.org/api/latest/#cosh',
  },
  tanh: {
    formula: 'y = \\tanh x',
    samples: [
      {
        inputs: [BOTH_SIGNS],
      },
    ],
    source: 'https://js.tensorflow.org/api/latest/#tanh',
  },
  asinh: {
    formula: 'y = \\operatorname{arsinh} x',
    samples: [
      {
        inputs: [BOTH_SIGNS],
      },
    ],
    source: 'https://js.tensorflow.org/api/latest/#asinh',
  },
  acosh: {
    formula: 'y = \\operatorname{arcosh} x',
    samples: [
      {
        inputs: [ABOVE_ONE],
      },
    ],
    source: 'https://js.tensorflow.org/api/latest/#acosh',
  },
  atanh: {
    formula: 'y = \\operatorname{artanh} x',
    samples: [
      {
        inputs: [WITHIN_ONE],
      },
    ],
    source: 'https://js.tensorflow.org/api/latest/#atanh',
  },
} satisfies CatalogueEntries;
