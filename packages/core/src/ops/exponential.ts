import { add, div, mul } from './arithmetic.js';
import { type CatalogueEntries, defineOp, type UnaryOp } from './define.js';
import { onEach } from './pointwise.js';
import { neg, square } from './unary.js';

const BOTH_SIGNS = [
  [1, -2, 0.5],
  [0.25, 3, -0.75],
];
const POSITIVE = [
  [1, 2, 0.5],
  [0.25, 3, 0.75],
];

/**
 * Euler’s number to the power x, element by element.
 *
 * $$y = e^x$$
 *
 * @param x tensor of any shape
 * @returns tensor of the same shape
 * @example
 * exp([0, 1]).arraySync() //=> [1, 2.7182817459106445]
 * @see https://js.tensorflow.org/api/latest/#exp
 */
export const exp: UnaryOp = defineOp({
  ...onEach('exp'),
  backward: [(g, { output: y }) => mul(g, y)],
});

/**
 * The exponential minus 1, exact for small numbers, element by element.
 *
 * $$y = e^x - 1$$
 *
 * @param x tensor of any shape
 * @returns tensor of the same shape
 * @example
 * expm1([0]).arraySync() //=> [0]
 * @see https://js.tensorflow.org/api/latest/#expm1
 */
export const expm1: UnaryOp = defineOp({
  ...onEach('expm1'),
  backward: [(g, { inputs: [x] }) => mul(g, exp(x))],
});

/**
 * Natural logarithm, element by element.
 *
 * $$y = \ln x$$
 *
 * Negative numbers give NaN, 0 gives −∞.
 *
 * @param x tensor of any shape
 * @returns tensor of the same shape
 * @example
 * log([1, Math.E]).arraySync() //=> [0, 0.9999999403953552]
 * @see https://js.tensorflow.org/api/latest/#log
 */
export const log: UnaryOp = defineOp({
  ...onEach('log'),
  backward: [(g, { inputs: [x] }) => div(g, x)],
});

/**
 * Natural logarithm of 1 + x, exact for small numbers, element by element.
 *
 * $$y = \ln(1 + x)$$
 *
 * @param x tensor of any shape
 * @returns tensor of the same shape
 * @example
 * log1p([0]).arraySync() //=> [0]
 * @see https://js.tensorflow.org/api/latest/#log1p
 */
export const log1p: UnaryOp = defineOp({
  ...onEach('log1p'),
  backward: [(g, { inputs: [x] }) => div(g, add(1, x))],
});

/**
 * Gauss’s error function, element by element.
 *
 * $$y = \frac{2}{\sqrt\pi} \int_0^x e^{-t^2} dt$$
 *
 * @param x tensor of any shape
 * @returns tensor of the same shape
 * @example
 * erf([0, 1]).arraySync() //=> [0, 0.8427007794380188]
 * @see https://js.tensorflow.org/api/latest/#erf
 */
export const erf: UnaryOp = defineOp({
  ...onEach('erf'),
  backward: [(g, { inputs: [x] }) => mul(g, mul(2 / Math.sqrt(Math.PI), exp(neg(square(x)))))],
});

export default {
  exp: {
    formula: 'y = e^x',
    samples: [
      {
        inputs: [BOTH_SIGNS],
      },
    ],
    source: 'https://js.tensorflow.org/api/latest/#exp',
  },
  expm1: {
    formula: 'y = e^x - 1',
    samples: [
      {
        inputs: [BOTH_SIGNS],
      },
    ],
    source: 'https://js.tensorflow.org/api/latest/#expm1',
  },
  log: {
    formula: 'y = \\ln x',
    samples: [
      {
        inputs: [POSITIVE],
      },
    ],
    source: 'https://js.tensorflow.org/api/latest/#log',
  },
  log1p: {
    formula: 'y = \\ln(1 + x)',
    samples: [
      {
        inputs: [POSITIVE],
      },
    ],
    source: 'https://js.tensorflow.org/api/latest/#log1p',
  },
  erf: {
    formula: 'y = \\frac{2}{\\sqrt\\pi} \\int_0^x e^{-t^2} dt',
    samples: [
      {
        inputs: [BOTH_SIGNS],
      },
    ],
    source: 'https://js.tensorflow.org/api/latest/#erf',
  },
} satisfies CatalogueEntries;
