import { describe } from '../errors/describe.js';
import { ArgumentError } from '../errors/errors.js';
import { type TensorLike, toTensor } from '../tensor/convert.js';
import type { Tensor } from '../tensor/tensor.js';
import { add, mul, squaredDifference, sub } from './arithmetic.js';
import { reshape } from './movement.js';
import { type Axes, mean as meanOver } from './reduce.js';
import { rsqrt } from './unary.js';

/**
 * Mean and variance over axes.
 *
 * $$\mu = \frac1n \sum_i x_i, \quad \sigma^2 = \frac1n \sum_i (x_i - \mu)^2$$
 *
 * @param x tensor of any shape
 * @param axis axes to take them over; all of them by default
 * @param keepDims whether they stay, with size 1
 * @returns `{ mean, variance }`, tensors without those axes
 * @throws ArgumentError if an axis is out of range
 * @throws ShapeError if there is nothing to average
 * @example
 * const { mean, variance } = moments([1, 3]);
 * [mean.item(), variance.item()] //=> [2, 1]
 * @see https://js.tensorflow.org/api/latest/#moments
 */
export function moments(
  x: TensorLike,
  axis: Axes = null,
  keepDims = false,
): { mean: Tensor; variance: Tensor } {
  const tensor = toTensor('moments', 'x', x);
  const centre = meanOver(tensor, axis, true);
  const variance = meanOver(squaredDifference(tensor, centre), axis, keepDims);
  return { mean: keepDims ? centre : reshape(centre, variance.shape), variance };
}

/**
 * Shifts and scales numbers by a given mean and variance, then by learned ones.
 *
 * $$y = \gamma \frac{x - \mu}{\sqrt{\sigma^2 + \epsilon}} + \beta$$
 *
 * @param x tensor of any shape
 * @param mean μ, of a shape that broadcasts to that of x
 * @param variance σ², of the same shape
 * @param offset β, added at the end; none by default
 * @param scale γ, multiplied before; none by default
 * @param varianceEpsilon ε, which keeps the root away from 0; 0.001 by default
 * @returns tensor of the shape of x
 * @throws ShapeError if the shapes do not broadcast
 * @throws ArgumentError if ε is not a number from 0 up
 * @example
 * batchNorm([1, 3], 2, 1, null, null, 0).arraySync() //=> [-1, 1]
 * @see https://js.tensorflow.org/api/latest/#batchNorm
 */
export function batchNorm(
  x: TensorLike,
  mean: TensorLike,
  variance: TensorLike,
  offset: TensorLike | null = null,
  scale: TensorLike | null = null,
  varianceEpsilon = 0.001,
): Tensor {
  const fits = typeof varianceEpsilon === 'number' && varianceEpsilon >= 0;
  if (!fits) {
    throw new ArgumentError({
      operation: 'batchNorm',
      expected: 'varianceEpsilon to be a number from 0 up',
      received: describe(varianceEpsilon),
      hint: 'the default is 0.001',
    });
  }
  const centre = toTensor('batchNorm', 'mean', mean);
  const spread = toTensor('batchNorm', 'variance', variance);
  const factor = rsqrt(add(spread, varianceEpsilon));
  const scaled = scale === null ? factor : mul(factor, scale);
  const centred = mul(sub(toTensor('batchNorm', 'x', x), centre), scaled);
  return offset === null ? centred : add(centred, offset);
}
