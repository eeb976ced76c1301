import { describeShape } from '../../errors/describe.js';
import { ShapeError } from '../../errors/errors.js';
import { divNoNan } from '../../ops/arithmetic-composites.js';
import { broadcastTo } from '../../ops/broadcast.js';
import { type TensorLike, toTensor } from '../../tensor/convert.js';
import type { Shape } from '../../tensor/shape.js';
import type { Tensor } from '../../tensor/tensor.js';
import { refuse } from '../checks.js';
import { inDtype } from '../in-dtype.js';

/**
 * How many losses become one: not at all, their weighted mean, their sum, or their sum over the
 * number of weights that are not 0.
 *
 * The numbers are those of TensorFlow.js. Without weights the second and the last are the mean.
 *
 * @example
 * losses.computeWeightedLoss([1, 2, 6], undefined, Reduction.SUM).item() //=> 9
 * losses.computeWeightedLoss([1, 2, 6], undefined, Reduction.MEAN).item() //=> 3
 * @see https://js.tensorflow.org/api/latest/#losses.computeWeightedLoss
 */
export const Reduction = { NONE: 0, MEAN: 1, SUM: 2, SUM_BY_NONZERO_WEIGHTS: 3 } as const;

/** One of the numbers in `Reduction`. */
export type Reduction = (typeof Reduction)[keyof typeof Reduction];

/**
 * Weighs losses and makes one number of them.
 *
 * $$L = \frac{\sum_i w_i\,\ell_i}{\lvert\{i : w_i \ne 0\}\rvert}$$
 *
 * With `Reduction.MEAN` the divisor is $\sum_i w_i$, with `SUM` it is 1, and `NONE` leaves the
 * $w_i\,\ell_i$ as they are. Where the divisor is 0 the result is 0, as in TensorFlow; TensorFlow.js
 * gives NaN there.
 *
 * @param losses one for each element, shape [...s]
 * @param weights a number, or a tensor that broadcasts to s (default 1)
 * @param reduction a number in `Reduction`, by default `Reduction.SUM_BY_NONZERO_WEIGHTS`
 * @returns a scalar, or shape [...s] with `Reduction.NONE`
 * @throws ShapeError when the weights do not broadcast to the losses
 * @throws ArgumentError for another reduction
 * @example
 * losses.computeWeightedLoss([1, 2, 6], [1, 0, 0.5]).item() //=> 2
 * @see https://js.tensorflow.org/api/latest/#losses.computeWeightedLoss
 */
export const computeWeightedLoss = (
  losses: TensorLike,
  weights?: TensorLike,
  reduction?: Reduction,
): Tensor =>
  reduce('computeWeightedLoss', toTensor('computeWeightedLoss', 'losses', losses), {
    weights,
    reduction,
  });

/** How a loss is to be made one number. */
export interface Weighing {
  weights: TensorLike | undefined;
  reduction: Reduction | undefined;
}

/** What `computeWeightedLoss` does, on behalf of a loss that errors should name. */
export function reduce(
  operation: string,
  losses: Tensor,
  { weights = 1, reduction = Reduction.SUM_BY_NONZERO_WEIGHTS }: Weighing,
): Tensor {
  if (!Object.values(Reduction).includes(reduction)) {
    const hint = 'take Reduction.MEAN and the like';
    throw refuse(operation, 'reduction to be one of 0, 1, 2, 3', reduction, hint);
  }
  const given = inDtype(toTensor(operation, 'weights', weights), losses.dtype);
  const all = broadcastTo(checkWeights(operation, given, losses.shape), losses.shape);
  const weighted = losses.mul(all);
  if (reduction === Reduction.NONE) return weighted;
  const sum = weighted.sum();
  if (reduction === Reduction.SUM) return sum;
  const counted = reduction === Reduction.MEAN ? all : inDtype(all.notEqual(0), losses.dtype);
  return divNoNan(sum, counted.sum());
}

function checkWeights(operation: string, weights: Tensor, shape: Shape): Tensor {
  const added = shape.length - weights.rank;
  if (added >= 0 && weights.shape.every((n, i) => n === 1 || n === shape[i + added])) {
    return weights;
  }
  throw new ShapeError({
    operation,
    expected: `weights that broadcast to the losses' shape ${describeShape(shape)}`,
    received: describeShape(weights.shape),
    hint: 'one weight for each sample has shape [n, 1] where the losses have shape [n, c]',
  });
}
