import { ArgumentError } from '../errors/errors.js';
import type { Kernels, View } from '../kernels/contract.js';
import type { TensorLike } from '../tensor/convert.js';
import type { Shape } from '../tensor/shape.js';
import { add, mul, sub } from './arithmetic.js';
import { type CatalogueEntries, defineOp, type Op, type UnaryOp } from './define.js';
import { erf } from './exponential.js';
import { axisOption, flagOption } from './options.js';
import { onEach } from './pointwise.js';
import { sum } from './reduce.js';
import { tanh } from './trigonometric.js';
import { abs, neg, reciprocal, square } from './unary.js';

const BOTH_SIDES = [
  [1, -2, 0.5],
  [0.25, 3, -0.75],
];

/**
 * Logistic function, from 0 to 1, element by element.
 *
 * $$y = \frac{1}{1 + e^{-x}}$$
 *
 * @param x tensor of any shape
 * @returns tensor of the same shape
 * @example
 * sigmoid([0, -1000]).arraySync() //=> [0.5, 0]
 * @see https://js.tensorflow.org/api/latest/#sigmoid
 */
export const sigmoid: UnaryOp = defineOp({
  ...onEach('sigmoid'),
  backward: [(g, { output: y }) => mul(g, mul(y, sub(1, y)))],
});

/**
 * Smooth rectifier, which cannot overflow, element by element.
 *
 * $$y = \ln(1 + e^x)$$
 *
 * @param x tensor of any shape
 * @returns tensor of the same shape
 * @example
 * softplus([0, 1000]).arraySync() //=> [0.6931471824645996, 1000]
 * @see https://js.tensorflow.org/api/latest/#softplus
 */
export const softplus: UnaryOp = defineOp({
  ...onEach('softplus'),
  backward: [(g, { inputs: [x] }) => mul(g, sigmoid(x))],
});

/**
 * Logarithm of the logistic function, which cannot underflow, element by element.
 *
 * $$y = -\ln(1 + e^{-x})$$
 *
 * @param x tensor of any shape
 * @returns tensor of the same shape
 * @example
 * logSigmoid([0, -1000]).arraySync() //=> [-0.6931471824645996, -1000]
 * @see https://js.tensorflow.org/api/latest/#logSigmoid
 */
export const logSigmoid: UnaryOp = defineOp({
  name: 'logSigmoid',
  inputs: ['x'],
  accepts: 'float',
  options: {},
  compose: ([x]) => neg(softplus(neg(x))),
});

/**
 * Sigmoid-weighted linear unit (also called swish), element by element.
 *
 * $$y = x \sigma(x)$$
 *
 * @param x tensor of any shape
 * @returns tensor of the same shape
 * @example
 * silu([0, 1]).arraySync() //=> [0, 0.7310585975646973]
 * @see https://keras.io/api/layers/activations/#silu-function
 */
export const silu: UnaryOp = defineOp({
  ...onEach('silu'),
  backward: [
    (g, { inputs: [x] }) => {
      const s = sigmoid(x);
      return mul(g, mul(s, add(1, mul(x, sub(1, s)))));
    },
  ],
});

/**
 * A sigmoid from −1 to 1 without exponentials, element by element.
 *
 * $$y = \frac{x}{1 + |x|}$$
 *
 * @param x tensor of any shape
 * @returns tensor of the same shape
 * @example
 * softsign([-1, 0, 3]).arraySync() //=> [-0.5, 0, 0.75]
 * @see https://keras.io/api/layers/activations/#softsign-function
 */
export const softsign: UnaryOp = defineOp({
  ...onEach('softsign'),
  backward: [(g, { inputs: [x] }) => mul(g, square(reciprocal(add(1, abs(x)))))],
});

/**
 * A smooth activation that dips below 0 a little, element by element.
 *
 * $$y = x \tanh(\ln(1 + e^x))$$
 *
 * @param x tensor of any shape
 * @returns tensor of the same shape
 * @example
 * mish([0, 100]).arraySync() //=> [0, 100]
 * @see https://arxiv.org/abs/1908.08681
 */
export const mish: UnaryOp = defineOp({
  name: 'mish',
  inputs: ['x'],
  accepts: 'float',
  options: {},
  compose: ([x]) => mul(x, tanh(softplus(x))),
});

/**
 * Gaussian error linear unit: x times the share of a normal distribution below x.
 *
 * $$y = x \Phi(x) = \frac{x}{2}\left(1 + \operatorname{erf}\frac{x}{\sqrt 2}\right)$$
 *
 * @param x tensor of any shape
 * @param approximate whether to use the formula with tanh that older models were trained with
 * @returns tensor of the same shape
 * @throws ArgumentError if approximate is not true or false
 * @example
 * gelu([0, 1]).arraySync() //=> [0, 0.8413447141647339]
 * @see https://keras.io/api/layers/activations/#gelu-function
 */
export const gelu: Op<[x: TensorLike], [approximate?: boolean], { approximate?: boolean }> =
  defineOp({
    name: 'gelu',
    inputs: ['x'],
    accepts: 'float',
    options: { approximate: flagOption(false) },
    compose([x], { approximate }) {
      const half = mul(0.5, x);
      if (!approximate) return mul(half, add(1, erf(mul(x, Math.SQRT1_2))));
      const bent = add(x, mul(0.044715, mul(x, square(x))));
      return mul(half, add(1, tanh(mul(Math.sqrt(2 / Math.PI), bent))));
    },
  });

/** How an activation over a whole axis is called. */
type AlongOp = Op<[logits: TensorLike], [axis?: number], { axis?: number }>;

/** What softmax and its logarithm have in common. */
function along<N extends 'softmax' | 'logSoftmax'>(name: N) {
  return {
    name,
    inputs: ['logits'] as const,
    accepts: 'float' as const,
    options: { axis: axisOption(-1) },
    shape: ([x]: readonly [View]): Shape => x.shape,
    forward: (kernels: Kernels, [x]: readonly [View], out: View, { axis }: { axis: number }) =>
      kernels[name](x, out, axis),
  };
}

const ALONG_SAMPLES = [{ inputs: [BOTH_SIDES] }, { inputs: [BOTH_SIDES], options: { axis: 0 } }];

const ALONG_ERRORS = [
  { inputs: [[1, 2]], options: { axis: 1 }, error: ArgumentError },
  { inputs: [3], error: ArgumentError },
];

/**
 * Turns scores into probabilities that sum to 1 along an axis.
 *
 * $$y_i = \frac{e^{x_i}}{\sum_j e^{x_j}}$$
 *
 * The greatest score is taken out of all exponents first, so that nothing overflows.
 *
 * @param logits tensor of rank 1 or more
 * @param axis along which to normalise; the last by default
 * @returns tensor of the same shape
 * @throws ArgumentError if the axis is out of range
 * @example
 * softmax([1000, 1000]).arraySync() //=> [0.5, 0.5]
 * @see https://js.tensorflow.org/api/latest/#softmax
 */
export const softmax: AlongOp = defineOp({
  ...along('softmax'),
  backward: [(g, { output: y, options: { axis } }) => mul(y, sub(g, sum(mul(g, y), axis, true)))],
});

/**
 * Logarithm of softmax, exact where a probability would underflow.
 *
 * $$y_i = x_i - \ln \sum_j e^{x_j}$$
 *
 * @param logits tensor of rank 1 or more
 * @param axis along which to normalise; the last by default
 * @returns tensor of the same shape
 * @throws ArgumentError if the axis is out of range
 * @example
 * logSoftmax([0, -1000]).arraySync() //=> [0, -1000]
 * @see https://js.tensorflow.org/api/latest/#logSoftmax
 */
export const logSoftmax: AlongOp = defineOp({
  ...along('logSoftmax'),
  backward: [
    (g, { inputs: [x], options: { axis } }) => sub(g, mul(softmax(x, axis), sum(g, axis, true))),
  ],
});

export default {
  sigmoid: {
    formula: 'y = \\frac{1}{1 + e^{-x}}',
    samples: [{ inputs: [BOTH_SIDES] }],
    source: 'https://js.tensorflow.org/api/latest/#sigmoid',
  },
  softplus: {
    formula: 'y = \\ln(1 + e^x)',
    samples: [{ inputs: [BOTH_SIDES] }],
    source: 'https://js.tensorflow.org/api/latest/#softplus',
  },
  logSigmoid: {
    formula: 'y = -\\ln(1 + e^{-x})',
    samples: [{ inputs: [BOTH_SIDES] }],
    errors: [{ inputs: ['text'], error: ArgumentError }],
    source: 'https://js.tensorflow.org/api/latest/#logSigmoid',
  },
  silu: {
    formula: 'y = x \\sigma(x)',
    samples: [{ inputs: [BOTH_SIDES] }],
    source: 'https://keras.io/api/layers/activations/#silu-function',
  },
  softsign: {
    formula: 'y = \\frac{x}{1 + |x|}',
    samples: [{ inputs: [BOTH_SIDES] }],
    source: 'https://keras.io/api/layers/activations/#softsign-function',
  },
  mish: {
    formula: 'y = x \\tanh(\\ln(1 + e^x))',
    samples: [{ inputs: [BOTH_SIDES] }],
    errors: [{ inputs: ['text'], error: ArgumentError }],
    source: 'https://arxiv.org/abs/1908.08681',
  },
  gelu: {
    formula: 'y = \\frac{x}{2}\\left(1 + \\operatorname{erf}\\frac{x}{\\sqrt 2}\\right)',
    samples: [{ inputs: [BOTH_SIDES] }, { inputs: [BOTH_SIDES], options: { approximate: true } }],
    errors: [{ inputs: [[1]], options: { approximate: 'tanh' }, error: ArgumentError }],
    source: 'https://keras.io/api/layers/activations/#gelu-function',
  },
  softmax: {
    formula: 'y_i = \\frac{e^{x_i}}{\\sum_j e^{x_j}}',
    source: 'https://js.tensorflow.org/api/latest/#softmax',
    samples: ALONG_SAMPLES,
    errors: ALONG_ERRORS,
  },
  logSoftmax: {
    formula: 'y_i = x_i - \\ln \\sum_j e^{x_j}',
    source: 'https://js.tensorflow.org/api/latest/#logSoftmax',
    samples: ALONG_SAMPLES,
    errors: ALONG_ERRORS,
  },
} satisfies CatalogueEntries;
