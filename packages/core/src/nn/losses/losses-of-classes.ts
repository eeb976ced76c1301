import type { TensorLike } from '../../tensor/convert.js';
import type { Tensor } from '../../tensor/tensor.js';
import { meanLoss } from './mean-loss.js';

/**
 * The cross-entropy of yes-or-no targets.
 *
 * $-\frac1n\sum y\ln\hat y+(1-y)\ln(1-\hat y)$
 *
 * The direct output of a sigmoid is traced back to its logits, so nothing is clipped.
 *
 * @param yTrue - targets, $[n, c]$.
 * @param yPred - predictions, $[n, c]$.
 * @param weights - of each sample, $[n]$ (default 1).
 * @returns a scalar.
 * @throws ShapeError when the shapes do not fit.
 * @example
 * losses.binaryCrossentropy(tensor([[1]]), tensor([[0.5]])).item().toFixed(6); //=> '0.693147'
 * @see https://keras.io/api/losses/probabilistic_losses/#binary_crossentropy-function
 */
export const binaryCrossentropy = (
  yTrue: TensorLike,
  yPred: TensorLike,
  weights?: TensorLike,
): Tensor => meanLoss('binary_crossentropy', yTrue, yPred, weights);

/**
 * The cross-entropy of one-hot targets.
 *
 * $-\sum y\ln\hat y$, averaged over the samples
 *
 * The direct output of a softmax is traced back to its logits, so nothing is clipped.
 *
 * @param yTrue - targets, $[n, c]$.
 * @param yPred - predictions, $[n, c]$.
 * @param weights - of each sample, $[n]$ (default 1).
 * @returns a scalar.
 * @throws ShapeError when the shapes do not fit.
 * @example
 * losses.categoricalCrossentropy(tensor([[0, 1]]), tensor([[0.5, 0.5]])).item().toFixed(6); //=> '0.693147'
 * @see https://keras.io/api/losses/probabilistic_losses/#categorical_crossentropy-function
 */
export const categoricalCrossentropy = (
  yTrue: TensorLike,
  yPred: TensorLike,
  weights?: TensorLike,
): Tensor => meanLoss('categorical_crossentropy', yTrue, yPred, weights);

/**
 * The cross-entropy of class numbers.
 *
 * $-\ln\hat y_k$, averaged over the samples
 *
 * The direct output of a softmax is traced back to its logits, so nothing is clipped.
 *
 * @param yTrue - class numbers from 0, $[n]$ or $[n, 1]$.
 * @param yPred - predictions, $[n, c]$.
 * @param weights - of each sample, $[n]$ (default 1).
 * @returns a scalar.
 * @throws ShapeError when the shapes do not fit.
 * @example
 * losses.sparseCategoricalCrossentropy(tensor([1]), tensor([[0.5, 0.5]])).item().toFixed(6); //=> '0.693147'
 * @see https://keras.io/api/losses/probabilistic_losses/#sparse_categorical_crossentropy-function
 */
export const sparseCategoricalCrossentropy = (
  yTrue: TensorLike,
  yPred: TensorLike,
  weights?: TensorLike,
): Tensor => meanLoss('sparse_categorical_crossentropy', yTrue, yPred, weights);

/**
 * The mean of shortfalls from a margin of 1, for targets -1 and 1 (or 0 and 1).
 *
 * $\frac1n\sum \max(1-y\hat y, 0)$
 *
 * @param yTrue - targets, $[n, c]$.
 * @param yPred - predictions, $[n, c]$.
 * @param weights - of each sample, $[n]$ (default 1).
 * @returns a scalar.
 * @throws ShapeError when the shapes do not fit.
 * @example
 * losses.hinge(tensor([[1]]), tensor([[0.25]])).item(); //=> 0.75
 * @see https://keras.io/api/losses/hinge_losses/#hinge-function
 */
export const hinge = (yTrue: TensorLike, yPred: TensorLike, weights?: TensorLike): Tensor =>
  meanLoss('hinge', yTrue, yPred, weights);

/**
 * The mean of squared shortfalls from a margin of 1.
 *
 * $\frac1n\sum \max(1-y\hat y, 0)^2$
 *
 * @param yTrue - targets, $[n, c]$.
 * @param yPred - predictions, $[n, c]$.
 * @param weights - of each sample, $[n]$ (default 1).
 * @returns a scalar.
 * @throws ShapeError when the shapes do not fit.
 * @example
 * losses.squaredHinge(tensor([[1]]), tensor([[0.5]])).item(); //=> 0.25
 * @see https://keras.io/api/losses/hinge_losses/#squared_hinge-function
 */
export const squaredHinge = (yTrue: TensorLike, yPred: TensorLike, weights?: TensorLike): Tensor =>
  meanLoss('squared_hinge', yTrue, yPred, weights);

/**
 * By how much the best wrong class comes within 1 of the right one.
 *
 * $\max(\max_j (1-y_j)\hat y_j - \sum y\hat y + 1,\,0)$, averaged over the samples
 *
 * @param yTrue - targets, $[n, c]$.
 * @param yPred - predictions, $[n, c]$.
 * @param weights - of each sample, $[n]$ (default 1).
 * @returns a scalar.
 * @throws ShapeError when the shapes do not fit.
 * @example
 * losses.categoricalHinge(tensor([[0, 1]]), tensor([[0.5, 0.5]])).item(); //=> 1
 * @see https://keras.io/api/losses/hinge_losses/#categorical_hinge-function
 */
export const categoricalHinge = (
  yTrue: TensorLike,
  yPred: TensorLike,
  weights?: TensorLike,
): Tensor => meanLoss('categorical_hinge', yTrue, yPred, weights);
