import { type TensorLike, toTensor } from '../../tensor/convert.js';
import type { Tensor } from '../../tensor/tensor.js';
import { findLossRule } from '../losses/lookup.js';

export {
  binaryAccuracy,
  categoricalAccuracy,
  precision,
  recall,
  sparseCategoricalAccuracy,
} from './accuracy.js';

/** The named loss for each sample. */
function perSample(name: string, yTrue: TensorLike, yPred: TensorLike): Tensor {
  const rule = findLossRule(name)!;
  const target = toTensor(name, 'yTrue', yTrue);
  return rule.perSample(target, toTensor(name, 'yPred', yPred), rule.options);
}

/**
 * For each sample, the mean of squared differences.
 *
 * @param yTrue - targets, $[n, c]$.
 * @param yPred - predictions, $[n, c]$.
 * @returns $[n]$.
 * @throws ShapeError when the shapes do not fit.
 * @example
 * metrics.meanSquaredError(tensor([[0, 0]]), tensor([[1, 3]])).arraySync(); //=> [5]
 * @see https://js.tensorflow.org/api/latest/#metrics.meanSquaredError
 */
export const meanSquaredError = (yTrue: TensorLike, yPred: TensorLike): Tensor =>
  perSample('mean_squared_error', yTrue, yPred);

/**
 * For each sample, the mean of absolute differences.
 *
 * @param yTrue - targets, $[n, c]$.
 * @param yPred - predictions, $[n, c]$.
 * @returns $[n]$.
 * @throws ShapeError when the shapes do not fit.
 * @example
 * metrics.meanAbsoluteError(tensor([[0, 0]]), tensor([[1, 3]])).arraySync(); //=> [2]
 * @see https://js.tensorflow.org/api/latest/#metrics.meanAbsoluteError
 */
export const meanAbsoluteError = (yTrue: TensorLike, yPred: TensorLike): Tensor =>
  perSample('mean_absolute_error', yTrue, yPred);

/**
 * For each sample, the mean of differences as percentages of the targets.
 *
 * @param yTrue - targets, $[n, c]$.
 * @param yPred - predictions, $[n, c]$.
 * @returns $[n]$.
 * @throws ShapeError when the shapes do not fit.
 * @example
 * metrics.meanAbsolutePercentageError(tensor([[2]]), tensor([[1]])).arraySync(); //=> [50]
 * @see https://js.tensorflow.org/api/latest/#metrics.meanAbsolutePercentageError
 */
export const meanAbsolutePercentageError = (yTrue: TensorLike, yPred: TensorLike): Tensor =>
  perSample('mean_absolute_percentage_error', yTrue, yPred);

/**
 * For each sample, the cross-entropy of yes-or-no targets.
 *
 * @param yTrue - 0 or 1, $[n, c]$.
 * @param yPred - probabilities, $[n, c]$.
 * @returns $[n]$.
 * @throws ShapeError when the shapes do not fit.
 * @example
 * metrics.binaryCrossentropy(tensor([[1]]), tensor([[1]])).shape; //=> [1]
 * @see https://js.tensorflow.org/api/latest/#metrics.binaryCrossentropy
 */
export const binaryCrossentropy = (yTrue: TensorLike, yPred: TensorLike): Tensor =>
  perSample('binary_crossentropy', yTrue, yPred);

/**
 * For each sample, the cross-entropy of a one-hot target.
 *
 * @param yTrue - one-hot, $[n, c]$.
 * @param yPred - probabilities, $[n, c]$.
 * @returns $[n]$.
 * @throws ShapeError when the shapes do not fit.
 * @example
 * metrics.categoricalCrossentropy(tensor([[0, 1]]), tensor([[0.5, 0.5]])).shape; //=> [1]
 * @see https://js.tensorflow.org/api/latest/#metrics.categoricalCrossentropy
 */
export const categoricalCrossentropy = (yTrue: TensorLike, yPred: TensorLike): Tensor =>
  perSample('categorical_crossentropy', yTrue, yPred);

/**
 * For each sample, minus the cosine of the angle between target and prediction.
 *
 * @param yTrue - targets, $[n, c]$.
 * @param yPred - predictions, $[n, c]$.
 * @returns $[n]$.
 * @throws ShapeError when the shapes do not fit.
 * @example
 * metrics.cosineProximity(tensor([[1, 0]]), tensor([[2, 0]])).arraySync(); //=> [-1]
 * @see https://js.tensorflow.org/api/latest/#metrics.cosineProximity
 */
export const cosineProximity = (yTrue: TensorLike, yPred: TensorLike): Tensor =>
  perSample('cosine_similarity', yTrue, yPred);

/**
 * The share of the targets' variance that the predictions explain.
 *
 * $1 - \sum (y-\hat y)^2 / \sum (y-\bar y)^2$
 *
 * @param yTrue - targets, any shape.
 * @param yPred - predictions of the same shape.
 * @returns a scalar.
 * @example
 * metrics.r2Score(tensor([1, 3]), tensor([1, 3])).item(); //=> 1
 * @see https://js.tensorflow.org/api/latest/#metrics.r2Score
 */
export function r2Score(yTrue: TensorLike, yPred: TensorLike): Tensor {
  const target = toTensor('r2Score', 'yTrue', yTrue);
  const errors = target.sub(yPred).square().sum();
  return errors.div(target.sub(target.mean()).square().sum()).neg().add(1);
}

export {
  meanAbsolutePercentageError as MAPE,
  meanAbsolutePercentageError as mape,
  meanSquaredError as MSE,
  meanSquaredError as mse,
};
