import { ArgumentError } from '../errors/errors.js';
import type { TensorLike } from '../tensor/convert.js';
import type { Tensor } from '../tensor/tensor.js';
import { add, mul } from './arithmetic.js';
import { castTensor } from './cast.js';
import { equal, greater, greaterEqual, lessEqual } from './comparison.js';
import { type BinaryOp, type CatalogueEntries, defineOp, type Op } from './define.js';
import { logicalAnd } from './logic.js';
import { numberOption } from './options.js';
import { onPairs } from './pointwise.js';

/** 1 where a is greater, ½ on a tie, 0 where b is greater: who receives the cotangent. */
function shareOfGreater(a: Tensor, b: Tensor): Tensor {
  const wins = castTensor(greater(a, b), a.dtype);
  return add(wins, mul(0.5, castTensor(equal(a, b), a.dtype)));
}

/**
 * The greater of two numbers, element by element.
 *
 * $$y = \max(a, b)$$
 *
 * On a tie each side receives half of the cotangent, as in PyTorch; TensorFlow gives all to `a`.
 * NaN on either side gives NaN.
 *
 * @param a shape [...s], broadcast against b
 * @param b shape [...t], broadcast against a
 * @returns shape in which s and t meet
 * @throws ShapeError if the shapes do not broadcast
 * @example
 * maximum([1, 5], [4, 2]).arraySync() //=> [4, 5]
 * @see https://docs.pytorch.org/docs/stable/generated/torch.maximum.html
 */
export const maximum: BinaryOp = defineOp({
  ...onPairs('maximum'),
  backward: [
    (g, { inputs: [a, b] }) => mul(g, shareOfGreater(a, b)),
    (g, { inputs: [a, b] }) => mul(g, shareOfGreater(b, a)),
  ],
});

/**
 * The smaller of two numbers, element by element.
 *
 * $$y = \min(a, b)$$
 *
 * Ties and NaN are treated as by `maximum`.
 *
 * @param a shape [...s], broadcast against b
 * @param b shape [...t], broadcast against a
 * @returns shape in which s and t meet
 * @throws ShapeError if the shapes do not broadcast
 * @example
 * minimum([1, 5], [4, 2]).arraySync() //=> [1, 2]
 * @see https://docs.pytorch.org/docs/stable/generated/torch.minimum.html
 */
export const minimum: BinaryOp = defineOp({
  ...onPairs('minimum'),
  backward: [
    (g, { inputs: [a, b] }) => mul(g, shareOfGreater(b, a)),
    (g, { inputs: [a, b] }) => mul(g, shareOfGreater(a, b)),
  ],
});

const LIMITS = { min: numberOption(undefined), max: numberOption(undefined) };

/** Refuses limits between which no number lies. */
function checkLimits(operation: string, { min, max }: Limits): void {
  if (min <= max) return;
  throw new ArgumentError({
    operation,
    expected: 'min to be at most max',
    received: `min ${min} and max ${max}`,
    hint: 'swap them',
  });
}

/** The lowest and the highest number that stay as they are. */
export interface Limits {
  min: number;
  max: number;
}

const OUTSIDE_AND_INSIDE = [
  [1, -2, 0.5],
  [0.25, 3, -0.75],
];

const BAD_LIMITS = [
  { inputs: [[1]], options: { min: 1, max: 0 }, error: ArgumentError },
  { inputs: [[1]], options: { min: 0 }, error: ArgumentError },
  { inputs: [[1]], options: { min: Number.NaN, max: 1 }, error: ArgumentError },
];

/**
 * Holds numbers within limits, element by element.
 *
 * $$y = \min(\max(x, \text{min}), \text{max})$$
 *
 * The derivative is 1 between the limits and on them, 0 outside, as in TensorFlow. NaN stays NaN.
 *
 * @param x tensor of any shape
 * @param min lower limit
 * @param max upper limit
 * @returns tensor of the same shape
 * @throws ArgumentError if a limit is missing or NaN, or min is above max
 * @example
 * clip([-3, 0.5, 3], -1, 1).arraySync() //=> [-1, 0.5, 1]
 * @see https://keras.io/api/ops/numpy/#clip-function
 */
export const clip: Op<[x: TensorLike], [min: number, max: number], Limits> = defineOp({
  name: 'clip',
  inputs: ['x'],
  accepts: 'numeric',
  options: LIMITS,
  pointwise: true,
  shape([x], options) {
    checkLimits('clip', options);
    return x.shape;
  },
  forward: (kernels, [x], out, { min, max }) => kernels.clip(x, out, min, max),
  backward: [
    (g, { inputs: [x], options: { min, max } }) =>
      mul(g, castTensor(logicalAnd(greaterEqual(x, min), lessEqual(x, max)), x.dtype)),
  ],
});

/**
 * `clip` under TensorFlow.js's name.
 *
 * $$y = \min(\max(x, \text{min}), \text{max})$$
 *
 * @param x tensor of any shape
 * @param min lower limit
 * @param max upper limit
 * @returns tensor of the same shape
 * @throws ArgumentError if a limit is missing or NaN, or min is above max
 * @example
 * clipByValue([-3, 0.5, 3], -1, 1).arraySync() //=> [-1, 0.5, 1]
 * @see https://js.tensorflow.org/api/latest/#clipByValue
 */
export const clipByValue: Op<[x: TensorLike], [min: number, max: number], Limits> = defineOp({
  name: 'clipByValue',
  inputs: ['x'],
  accepts: 'numeric',
  options: LIMITS,
  compose([x], options) {
    checkLimits('clipByValue', options);
    return clip(x, options);
  },
});

export default {
  maximum: {
    formula: 'y = \\max(a, b)',
    samples: [
      {
        inputs: [
          [1, -2, 3],
          [[0.5], [4]],
        ],
      },
    ],
    source: 'https://docs.pytorch.org/docs/stable/generated/torch.maximum.html',
  },
  minimum: {
    formula: 'y = \\min(a, b)',
    samples: [
      {
        inputs: [
          [1, -2, 3],
          [[0.5], [4]],
        ],
      },
    ],
    source: 'https://docs.pytorch.org/docs/stable/generated/torch.minimum.html',
  },
  clip: {
    formula: 'y = \\min(\\max(x, \\text{min}), \\text{max})',
    samples: [{ inputs: [OUTSIDE_AND_INSIDE], options: { min: -1, max: 0.75 } }],
    errors: BAD_LIMITS,
    source: 'https://keras.io/api/ops/numpy/#clip-function',
  },
  clipByValue: {
    formula: 'y = \\min(\\max(x, \\text{min}), \\text{max})',
    samples: [{ inputs: [OUTSIDE_AND_INSIDE], options: { min: -1, max: 0.75 } }],
    errors: BAD_LIMITS,
    source: 'https://js.tensorflow.org/api/latest/#clipByValue',
  },
} satisfies CatalogueEntries;
