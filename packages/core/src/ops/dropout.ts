import { describe, describeShape } from '../errors/describe.js';
import { ArgumentError, ShapeError } from '../errors/errors.js';
import { type TensorLike, toTensor } from '../tensor/convert.js';
import { isFloat } from '../tensor/dtype.js';
import { checkSeed } from '../tensor/random.js';
import { randomUniform } from '../tensor/random-tensors.js';
import { broadcastShapes, checkShape, type Shape, sameShape } from '../tensor/shape.js';
import type { Tensor } from '../tensor/tensor.js';
import { div, mul } from './arithmetic.js';
import { cast } from './cast.js';
import { greaterEqual } from './comparison.js';

/**
 * Puts a random share of the numbers to 0 and enlarges the others, so that the expected sum stays.
 *
 * $$y_i = \frac{x_i\, m_i}{1 - r}, \quad m_i = 0 \text{ with probability } r, \text{ else } 1$$
 *
 * @param x tensor of any shape
 * @param rate share r that is dropped, from 0 up to but not 1
 * @param noiseShape shape of the choice, which broadcasts to that of x; by default each number has
 * its own
 * @param seed whole number; the standard generator goes on if it is left out
 * @returns tensor of the same shape
 * @throws ArgumentError if the rate is outside [0, 1)
 * @throws ShapeError if noiseShape does not broadcast
 * @example
 * dropout([1, 2, 3], 0).arraySync() //=> [1, 2, 3]
 * dropout(ones([1000]), 0.5, null, 7).max().item() //=> 2
 * @see https://js.tensorflow.org/api/latest/#dropout
 */
export function dropout(
  x: TensorLike,
  rate: number,
  noiseShape: Shape | null = null,
  seed?: number,
): Tensor {
  if (!(typeof rate === 'number' && rate >= 0 && rate < 1)) {
    throw new ArgumentError({
      operation: 'dropout',
      expected: 'rate to be a number from 0 up to but not 1',
      received: describe(rate),
      hint: 'it is the share that is dropped, not the share that is kept',
    });
  }
  const given = toTensor('dropout', 'x', x);
  const tensor = isFloat(given.dtype) ? given : cast(given, 'float32');
  if (rate === 0) return cast(tensor, tensor.dtype);
  const choice = checkShape('dropout', noiseShape ?? tensor.shape);
  if (!sameShape(broadcastShapes('dropout', tensor.shape, choice), tensor.shape)) {
    throw new ShapeError({
      operation: 'dropout',
      expected: `noiseShape to broadcast to ${describeShape(tensor.shape)}`,
      received: describeShape(choice),
      hint: 'use the shape of x, with size 1 where numbers share a choice',
    });
  }
  if (seed !== undefined) checkSeed('dropout', seed);
  const draws = randomUniform(choice, 0, 1, tensor.dtype, seed);
  const kept = cast(greaterEqual(draws, rate), tensor.dtype);
  return mul(tensor, div(kept, 1 - rate));
}
