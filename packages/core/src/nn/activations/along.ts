import { noGrad } from '../../autodiff/recording.js';
import { describeShape } from '../../errors/describe.js';
import { ShapeError } from '../../errors/errors.js';
import { checkAxis } from '../../tensor/shape.js';
import type { Tensor } from '../../tensor/tensor.js';
import { rememberLogits } from './logits.js';

/**
 * Turns numbers along an axis into probabilities.
 *
 * $e^{x_i} / \sum_j e^{x_j}$
 *
 * A cross-entropy of the result works on `x` itself, which stays exact where a probability has
 * rounded to 0.
 *
 * @param x - any shape of rank 1 or more.
 * @param axis - the axis whose numbers become one distribution (default the last).
 * @returns the same shape.
 * @example
 * activations.softmax(tensor([[0, 0]])).arraySync(); //=> [[0.5, 0.5]]
 * @see https://keras.io/api/layers/activations/
 */
export const softmax = (x: Tensor, axis = -1): Tensor =>
  axis === -1 || axis === x.rank - 1
    ? rememberLogits('softmax', x, x.softmax({ axis }))
    : x.softmax({ axis });

/**
 * The logarithm of the softmax, exact where the softmax rounds to 0.
 *
 * $x_i - \ln\sum_j e^{x_j}$
 *
 * @param x - any shape of rank 1 or more.
 * @param axis - the axis whose numbers become one distribution (default the last).
 * @returns the same shape.
 * @example
 * activations.logSoftmax(tensor([[0, 0]])).arraySync()[0][0].toFixed(6); //=> '-0.693147'
 * @see https://keras.io/api/layers/activations/
 */
export const logSoftmax = (x: Tensor, axis = -1): Tensor => x.logSoftmax({ axis });

/**
 * The probabilities nearest to the numbers along the last axis; most of them are exactly 0.
 *
 * $\max(x_i - \tau, 0)$, with $\tau$ such that they sum to 1.
 *
 * A number belongs to the support if $1 + r\,x > S$, where $r$ counts the numbers not below it and
 * $S$ is their sum. Which ones do is a constant to the gradient.
 *
 * @param x - any shape of rank 1 or more.
 * @returns the same shape.
 * @example
 * activations.sparsemax(tensor([[0.5, 0.5, -1]])).arraySync(); //=> [[0.5, 0.5, 0]]
 * @see https://arxiv.org/abs/1602.02068
 */
export const sparsemax = (x: Tensor): Tensor => {
  const support = noGrad(() => {
    const notBelow = x.expandDims(-2).greaterEqual(x.expandDims(-1)).cast(x.dtype);
    const count = notBelow.sum(-1);
    const sum = notBelow.mul(x.expandDims(-2)).sum(-1);
    return x.mul(count).add(1).greater(sum).cast(x.dtype);
  });
  const tau = x.mul(support).sum(-1, true).sub(1).div(support.sum(-1, true));
  return x.sub(tau).mul(support);
};

/**
 * Lets one half of the numbers gate the other.
 *
 * $a\,\sigma(b)$ with $a$, $b$ the two halves along an axis
 *
 * @param x - any shape; the size along `axis` is even.
 * @param axis - the axis that is halved (default the last).
 * @returns half the size along `axis`.
 * @throws ShapeError when the size is odd.
 * @example
 * activations.glu(tensor([[2, 0]])).arraySync(); //=> [[1]]
 * @see https://keras.io/api/layers/activations/
 */
export const glu = (x: Tensor, axis = -1): Tensor => {
  const at = checkAxis('glu', axis, x.rank);
  const size = x.shape[at] as number;
  if (size % 2 !== 0) {
    throw new ShapeError({
      operation: 'glu',
      expected: `an even size along axis ${at}`,
      received: describeShape(x.shape),
      hint: 'double the units of the layer before',
    });
  }
  const half = (start: number): Tensor => {
    const begin = x.shape.map((_, i) => (i === at ? start : 0));
    return x.slice(
      begin,
      x.shape.map((n, i) => (i === at ? size / 2 : n)),
    );
  };
  return half(0).mul(half(size / 2).sigmoid());
};
