import { type TensorLike, toTensor } from '../../tensor/convert.js';
import type { Tensor } from '../../tensor/tensor.js';
import { checkFinite, checkFraction, checkNotNegative, refuse } from '../checks.js';
import { type Reduction, reduce } from './reduction.js';
import { alignTargets } from './rule.js';

// Losses as TensorFlow.js calls them: weights for each element, and a choice of reduction.

/** Labels and predictions as tensors of one shape and type. */
function pair(operation: string, labels: TensorLike, predictions: TensorLike): [Tensor, Tensor] {
  const prediction = toTensor(operation, 'predictions', predictions);
  return [alignTargets(operation, toTensor(operation, 'labels', labels), prediction), prediction];
}

/**
 * The mean of squared differences.
 *
 * $\frac1n\sum (y-\hat y)^2$
 *
 * @param labels - targets, $[n, c]$.
 * @param predictions - of the same shape.
 * @param weights - of each element, broadcast to $[n, c]$; $[n, 1]$ for one per sample (default 1).
 * @param reduction - a number in `Reduction` (default `SUM_BY_NONZERO_WEIGHTS`).
 * @returns a scalar, or $[n, c]$ with `Reduction.NONE`.
 * @throws ShapeError when the shapes do not fit.
 * @throws ArgumentError for another reduction.
 * @example
 * losses.meanSquaredError(tensor([[1, 2]]), tensor([[1, 4]])).item(); //=> 2
 * @see https://keras.io/api/losses/regression_losses/#mean_squared_error-function
 */
export function meanSquaredError(
  labels: TensorLike,
  predictions: TensorLike,
  weights?: TensorLike,
  reduction?: Reduction,
): Tensor {
  const [y, prediction] = pair('meanSquaredError', labels, predictions);
  return reduce('meanSquaredError', prediction.sub(y).square(), { weights, reduction });
}

/**
 * The mean of absolute differences; `meanAbsoluteError` is Keras's name of it.
 *
 * $\frac1n\sum \lvert y-\hat y\rvert$
 *
 * @param labels - targets, $[n, c]$.
 * @param predictions - of the same shape.
 * @param weights - of each element, broadcast to $[n, c]$; $[n, 1]$ for one per sample (default 1).
 * @param reduction - a number in `Reduction` (default `SUM_BY_NONZERO_WEIGHTS`).
 * @returns a scalar, or $[n, c]$ with `Reduction.NONE`.
 * @throws ShapeError when the shapes do not fit.
 * @throws ArgumentError for another reduction.
 * @example
 * losses.absoluteDifference(tensor([[1, 2]]), tensor([[1, 4]])).item(); //=> 1
 * @see https://js.tensorflow.org/api/latest/#losses.absoluteDifference
 */
export function absoluteDifference(
  labels: TensorLike,
  predictions: TensorLike,
  weights?: TensorLike,
  reduction?: Reduction,
): Tensor {
  const [y, prediction] = pair('absoluteDifference', labels, predictions);
  return reduce('absoluteDifference', prediction.sub(y).abs(), { weights, reduction });
}

/**
 * The distance of two directions: 1 minus the product of vectors of length 1.
 *
 * $1 - \sum y\,\hat y$ along an axis, then the mean
 *
 * Nothing is made of length 1 here, as in TensorFlow.js; `cosineSimilarity` does that.
 *
 * @param labels - vectors of length 1 along the axis, $[n, c]$.
 * @param predictions - of the same shape.
 * @param axis - along which the vectors lie.
 * @param weights - of each vector, broadcast to $[n, 1]$ for axis 1 (default 1).
 * @param reduction - a number in `Reduction` (default `SUM_BY_NONZERO_WEIGHTS`).
 * @returns a scalar, or the distances with that axis of size 1 with `Reduction.NONE`.
 * @throws ShapeError when the shapes do not fit.
 * @throws ArgumentError for another reduction or axis.
 * @example
 * losses.cosineDistance(tensor([[1, 0]]), tensor([[0.5, 0.5]]), 1).item(); //=> 0.5
 * @see https://js.tensorflow.org/api/latest/#losses.cosineDistance
 */
export function cosineDistance(
  labels: TensorLike,
  predictions: TensorLike,
  axis: number,
  weights?: TensorLike,
  reduction?: Reduction,
): Tensor {
  if (!Number.isInteger(axis)) {
    throw refuse('cosineDistance', 'an axis', axis, 'give the axis along which the vectors lie');
  }
  const [y, prediction] = pair('cosineDistance', labels, predictions);
  const distances = y.mul(prediction).sum(axis, true).mul(-1).add(1);
  return reduce('cosineDistance', distances, { weights, reduction });
}

/**
 * The mean of shortfalls from a margin of 1, for labels 0 and 1; `hinge` takes -1 and 1, too.
 *
 * $\frac1n\sum \max(1-(2y-1)\,\hat y,\,0)$
 *
 * @param labels - 0 or 1, $[n, c]$.
 * @param predictions - of the same shape.
 * @param weights - of each element, broadcast to $[n, c]$; $[n, 1]$ for one per sample (default 1).
 * @param reduction - a number in `Reduction` (default `SUM_BY_NONZERO_WEIGHTS`).
 * @returns a scalar, or $[n, c]$ with `Reduction.NONE`.
 * @throws ShapeError when the shapes do not fit.
 * @throws ArgumentError for another reduction.
 * @example
 * losses.hingeLoss(tensor([[0, 1]]), tensor([[0.5, 0.5]])).item(); //=> 1
 * @see https://js.tensorflow.org/api/latest/#losses.hingeLoss
 */
export function hingeLoss(
  labels: TensorLike,
  predictions: TensorLike,
  weights?: TensorLike,
  reduction?: Reduction,
): Tensor {
  const [y, prediction] = pair('hingeLoss', labels, predictions);
  const margins = y.mul(2).sub(1).mul(prediction);
  return reduce('hingeLoss', margins.mul(-1).add(1).relu(), { weights, reduction });
}

/**
 * Squared near 0, absolute from `delta` on; `huber` is Keras's name of it.
 *
 * $\frac1n\sum \tfrac12 e^2$ where $\lvert e\rvert\le\delta$, else $\delta\lvert e\rvert-\tfrac12\delta^2$, with $e = \hat y-y$
 *
 * @param labels - targets, $[n, c]$.
 * @param predictions - of the same shape.
 * @param weights - of each element, broadcast to $[n, c]$; $[n, 1]$ for one per sample (default 1).
 * @param delta - where the parabola ends (default 1).
 * @param reduction - a number in `Reduction` (default `SUM_BY_NONZERO_WEIGHTS`).
 * @returns a scalar, or $[n, c]$ with `Reduction.NONE`.
 * @throws ShapeError when the shapes do not fit.
 * @throws ArgumentError for another reduction or a delta below 0.
 * @example
 * losses.huberLoss(tensor([[0]]), tensor([[3]])).item(); //=> 2.5
 * @see https://js.tensorflow.org/api/latest/#losses.huberLoss
 */
export function huberLoss(
  labels: TensorLike,
  predictions: TensorLike,
  weights?: TensorLike,
  delta = 1,
  reduction?: Reduction,
): Tensor {
  checkNotNegative('huberLoss', 'delta', delta);
  const [y, prediction] = pair('huberLoss', labels, predictions);
  const error = prediction.sub(y).abs();
  const squared = error.minimum(delta);
  const huber = squared.square().mul(0.5).add(error.sub(squared).mul(delta));
  return reduce('huberLoss', huber, { weights, reduction });
}

/**
 * The cross-entropy of yes-or-no labels, from probabilities.
 *
 * $-\frac1n\sum y\ln(\hat y+\varepsilon)+(1-y)\ln(1-\hat y+\varepsilon)$
 *
 * @param labels - 0 or 1, $[n, c]$.
 * @param predictions - probabilities of the same shape.
 * @param weights - of each element, broadcast to $[n, c]$; $[n, 1]$ for one per sample (default 1).
 * @param epsilon - what keeps the logarithms finite (default 1e-7).
 * @param reduction - a number in `Reduction` (default `SUM_BY_NONZERO_WEIGHTS`).
 * @returns a scalar, or $[n, c]$ with `Reduction.NONE`.
 * @throws ShapeError when the shapes do not fit.
 * @throws ArgumentError for another reduction or an epsilon that is not finite.
 * @example
 * losses.logLoss(tensor([[1, 0]]), tensor([[0.5, 0.5]])).item().toFixed(6); //=> '0.693147'
 * @see https://js.tensorflow.org/api/latest/#losses.logLoss
 */
export function logLoss(
  labels: TensorLike,
  predictions: TensorLike,
  weights?: TensorLike,
  epsilon = 1e-7,
  reduction?: Reduction,
): Tensor {
  checkFinite('logLoss', 'epsilon', epsilon);
  const [y, prediction] = pair('logLoss', labels, predictions);
  const ofYes = y.mul(prediction.add(epsilon).log());
  const ofNo = y.mul(-1).add(1).mul(prediction.mul(-1).add(1).add(epsilon).log());
  return reduce('logLoss', ofYes.add(ofNo).mul(-1), { weights, reduction });
}

/**
 * The cross-entropy of yes-or-no labels, from logits.
 *
 * $\frac1n\sum \ln(1+e^z) - y z$
 *
 * @param labels - 0 or 1, $[n, c]$.
 * @param logits - of the same shape.
 * @param weights - of each element, broadcast to $[n, c]$; $[n, 1]$ for one per sample (default 1).
 * @param labelSmoothing - how far labels are moved towards one half (default 0).
 * @param reduction - a number in `Reduction` (default `SUM_BY_NONZERO_WEIGHTS`).
 * @returns a scalar, or $[n, c]$ with `Reduction.NONE`.
 * @throws ShapeError when the shapes do not fit.
 * @throws ArgumentError for another reduction or a smoothing that is no fraction.
 * @example
 * losses.sigmoidCrossEntropy(tensor([[0]]), tensor([[50]])).item(); //=> 50
 * @see https://js.tensorflow.org/api/latest/#losses.sigmoidCrossEntropy
 */
export function sigmoidCrossEntropy(
  labels: TensorLike,
  logits: TensorLike,
  weights?: TensorLike,
  labelSmoothing = 0,
  reduction?: Reduction,
): Tensor {
  checkFraction('sigmoidCrossEntropy', 'labelSmoothing', labelSmoothing);
  const [labelsGiven, z] = pair('sigmoidCrossEntropy', labels, logits);
  const y = smooth(labelsGiven, labelSmoothing, 2);
  return reduce('sigmoidCrossEntropy', z.softplus().sub(y.mul(z)), { weights, reduction });
}

/**
 * The cross-entropy of one-hot labels, from logits.
 *
 * $-\sum y\,(z - \ln\sum e^{z})$, averaged over the samples
 *
 * @param onehotLabels - $[n, c]$.
 * @param logits - of the same shape.
 * @param weights - of each sample, broadcast to $[n]$ (default 1).
 * @param labelSmoothing - how far labels are moved towards $1/c$ (default 0).
 * @param reduction - a number in `Reduction` (default `SUM_BY_NONZERO_WEIGHTS`).
 * @returns a scalar, or $[n]$ with `Reduction.NONE`.
 * @throws ShapeError when the shapes do not fit.
 * @throws ArgumentError for another reduction or a smoothing that is no fraction.
 * @example
 * losses.softmaxCrossEntropy(tensor([[1, 0]]), tensor([[100, 100]])).item().toFixed(6); //=> '0.693147'
 * @see https://js.tensorflow.org/api/latest/#losses.softmaxCrossEntropy
 */
export function softmaxCrossEntropy(
  onehotLabels: TensorLike,
  logits: TensorLike,
  weights?: TensorLike,
  labelSmoothing = 0,
  reduction?: Reduction,
): Tensor {
  checkFraction('softmaxCrossEntropy', 'labelSmoothing', labelSmoothing);
  const [given, z] = pair('softmaxCrossEntropy', onehotLabels, logits);
  const y = smooth(given, labelSmoothing, given.shape.at(-1) ?? 1);
  const samples = y.mul(z.logSoftmax()).sum(-1).mul(-1);
  return reduce('softmaxCrossEntropy', samples, { weights, reduction });
}

/** Takes a fraction from each label and spreads it over all classes. */
const smooth = (labels: Tensor, fraction: number, classes: number): Tensor =>
  fraction === 0 ? labels : labels.mul(1 - fraction).add(fraction / classes);
