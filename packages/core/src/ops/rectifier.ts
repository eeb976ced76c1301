import { ArgumentError } from '../errors/errors.js';
import { SELU_ALPHA, SELU_SCALE } from '../kernels/reference/elementwise.js';
import type { TensorLike } from '../tensor/convert.js';
import { mul } from './arithmetic.js';
import { castTensor } from './cast.js';
import { greater, less, where } from './comparison.js';
import { type CatalogueEntries, defineOp, type Op, type UnaryOp } from './define.js';
import { exp } from './exponential.js';
import { minimum } from './limit.js';
import { logicalAnd } from './logic.js';
import { numberOption } from './options.js';
import { onEach } from './pointwise.js';
import { step } from './unary.js';

const BOTH_SIDES = [
  [1, -2, 0.5],
  [0.25, 7, -0.75],
];

/**
 * Rectified linear unit: negative numbers become 0, element by element.
 *
 * $$y = \max(x, 0)$$
 *
 * The derivative at 0 is 0, as in TensorFlow and PyTorch.
 *
 * @param x tensor of any shape
 * @returns tensor of the same shape
 * @example
 * relu([-1, 0, 2]).arraySync() //=> [0, 0, 2]
 * @see https://js.tensorflow.org/api/latest/#relu
 */
export const relu: UnaryOp = defineOp({
  ...onEach('relu'),
  backward: [(g, { inputs: [x] }) => mul(g, step(x))],
});

/**
 * Rectified linear unit that stops at 6, element by element.
 *
 * $$y = \min(\max(x, 0), 6)$$
 *
 * The derivative at 0 and at 6 is 0, as in TensorFlow.
 *
 * @param x tensor of any shape
 * @returns tensor of the same shape
 * @example
 * relu6([-1, 2, 9]).arraySync() //=> [0, 2, 6]
 * @see https://js.tensorflow.org/api/latest/#relu6
 */
export const relu6: UnaryOp = defineOp({
  ...onEach('relu6'),
  backward: [
    (g, { inputs: [x] }) => mul(g, castTensor(logicalAnd(greater(x, 0), less(x, 6)), x.dtype)),
  ],
});

/**
 * Rectified linear unit that lets a share of negative numbers through, element by element.
 *
 * $$y = x \text{ if } x > 0 \text{ else } \alpha x$$
 *
 * The derivative at 0 is α, as in TensorFlow.
 *
 * @param x tensor of any shape
 * @param alpha slope on the negative side; 0.2 by default
 * @returns tensor of the same shape
 * @throws ArgumentError if alpha is not a number
 * @example
 * leakyRelu([-1, 2], 0.5).arraySync() //=> [-0.5, 2]
 * @see https://js.tensorflow.org/api/latest/#leakyRelu
 */
export const leakyRelu: Op<[x: TensorLike], [alpha?: number], { alpha?: number }> = defineOp({
  name: 'leakyRelu',
  inputs: ['x'],
  accepts: 'float',
  options: { alpha: numberOption(0.2) },
  pointwise: true,
  shape: ([x]) => x.shape,
  forward: (kernels, [x], out, { alpha }) => kernels.leakyRelu(x, out, alpha),
  backward: [(g, { inputs: [x], options: { alpha } }) => where(greater(x, 0), g, mul(g, alpha))],
});

/**
 * Rectified linear unit whose negative slope is a tensor, so that it can be learned.
 *
 * $$y = x \text{ if } x > 0 \text{ else } \alpha x$$
 *
 * @param x tensor of any shape
 * @param alpha slopes, of a shape that broadcasts to that of x
 * @returns tensor of the same shape
 * @throws ShapeError if the shapes do not broadcast
 * @example
 * prelu([[-1, -1], [2, 2]], [0.5, 0.25]).arraySync() //=> [[-0.5, -0.25], [2, 2]]
 * @see https://js.tensorflow.org/api/latest/#prelu
 */
export const prelu: Op<[x: TensorLike, alpha: TensorLike]> = defineOp({
  name: 'prelu',
  inputs: ['x', 'alpha'],
  accepts: 'float',
  options: {},
  compose: ([x, alpha]) => where(greater(x, 0), x, mul(alpha, x)),
});

/**
 * Exponential linear unit, element by element.
 *
 * $$y = x \text{ if } x > 0 \text{ else } e^x - 1$$
 *
 * @param x tensor of any shape
 * @returns tensor of the same shape
 * @example
 * elu([0, 2]).arraySync() //=> [0, 2]
 * @see https://js.tensorflow.org/api/latest/#elu
 */
export const elu: UnaryOp = defineOp({
  ...onEach('elu'),
  // e^min(x, 0) is 1 on the right, and never raises e to a large power.
  backward: [(g, { inputs: [x] }) => mul(g, exp(minimum(x, 0)))],
});

/**
 * Scaled exponential linear unit, which drives activations towards mean 0 and variance 1.
 *
 * $$y = \lambda x \text{ if } x > 0 \text{ else } \lambda\alpha(e^x - 1)$$
 *
 * λ ≈ 1.0507 and α ≈ 1.6733. The derivative at 0 is λ, as in TensorFlow.
 *
 * @param x tensor of any shape
 * @returns tensor of the same shape
 * @example
 * selu([0, 1]).arraySync() //=> [0, 1.0507010221481323]
 * @see https://arxiv.org/abs/1706.02515
 */
export const selu: UnaryOp = defineOp({
  ...onEach('selu'),
  backward: [
    (g, { inputs: [x] }) =>
      mul(mul(g, SELU_SCALE), where(less(x, 0), mul(SELU_ALPHA, exp(minimum(x, 0))), 1)),
  ],
});

export default {
  relu: {
    formula: 'y = \\max(x, 0)',
    samples: [{ inputs: [BOTH_SIDES] }],
    source: 'https://js.tensorflow.org/api/latest/#relu',
  },
  relu6: {
    formula: 'y = \\min(\\max(x, 0), 6)',
    samples: [{ inputs: [BOTH_SIDES] }],
    source: 'https://js.tensorflow.org/api/latest/#relu6',
  },
  leakyRelu: {
    formula: 'y = x \\text{ if } x > 0 \\text{ else } \\alpha x',
    samples: [{ inputs: [BOTH_SIDES] }, { inputs: [BOTH_SIDES], options: { alpha: 0.5 } }],
    errors: [{ inputs: [[1, 2]], options: { alpha: 'steep' }, error: ArgumentError }],
    source: 'https://js.tensorflow.org/api/latest/#leakyRelu',
  },
  prelu: {
    formula: 'y = x \\text{ if } x > 0 \\text{ else } \\alpha x',
    samples: [{ inputs: [BOTH_SIDES, [0.5, 0.25, -1]] }],
    errors: [{ inputs: [[1, 2], 'steep'], error: ArgumentError }],
    source: 'https://js.tensorflow.org/api/latest/#prelu',
  },
  elu: {
    formula: 'y = x \\text{ if } x > 0 \\text{ else } e^x - 1',
    samples: [{ inputs: [BOTH_SIDES] }],
    source: 'https://js.tensorflow.org/api/latest/#elu',
  },
  selu: {
    formula: 'y = \\lambda x \\text{ if } x > 0 \\text{ else } \\lambda\\alpha(e^x - 1)',
    samples: [{ inputs: [BOTH_SIDES] }],
    source: 'https://arxiv.org/abs/1706.02515',
  },
} satisfies CatalogueEntries;
