import type { TensorLike } from '../../tensor/convert.js';
import type { Tensor } from '../../tensor/tensor.js';
import { meanLoss } from './mean-loss.js';

/**
 * The mean of absolute differences.
 *
 * $\frac1n\sum \lvert y-\hat y\rvert$
 *
 * @param yTrue - targets, $[n, c]$.
 * @param yPred - predictions, $[n, c]$.
 * @param weights - of each sample, $[n]$ (default 1).
 * @returns a scalar.
 * @throws ShapeError when the shapes do not fit.
 * @example
 * losses.meanAbsoluteError(tensor([[1, 2]]), tensor([[1, 4]])).item(); //=> 1
 * @see https://keras.io/api/losses/regression_losses/#mean_absolute_error-function
 */
export const meanAbsoluteError = (
  yTrue: TensorLike,
  yPred: TensorLike,
  weights?: TensorLike,
): Tensor => meanLoss('mean_absolute_error', yTrue, yPred, weights);

/**
 * The mean of differences as percentages of the targets.
 *
 * $\frac{100}n\sum \lvert y-\hat y\rvert / \max(\lvert y\rvert, 10^{-7})$
 *
 * @param yTrue - targets, $[n, c]$.
 * @param yPred - predictions, $[n, c]$.
 * @param weights - of each sample, $[n]$ (default 1).
 * @returns a scalar.
 * @throws ShapeError when the shapes do not fit.
 * @example
 * losses.meanAbsolutePercentageError(tensor([[2]]), tensor([[1]])).item(); //=> 50
 * @see https://keras.io/api/losses/regression_losses/#mean_absolute_percentage_error-function
 */
export const meanAbsolutePercentageError = (
  yTrue: TensorLike,
  yPred: TensorLike,
  weights?: TensorLike,
): Tensor => meanLoss('mean_absolute_percentage_error', yTrue, yPred, weights);

/**
 * The mean of squared differences of logarithms.
 *
 * $\frac1n\sum (\ln(1+y)-\ln(1+\hat y))^2$
 *
 * @param yTrue - targets, $[n, c]$.
 * @param yPred - predictions, $[n, c]$.
 * @param weights - of each sample, $[n]$ (default 1).
 * @returns a scalar.
 * @throws ShapeError when the shapes do not fit.
 * @example
 * losses.meanSquaredLogarithmicError(tensor([[3]]), tensor([[3]])).item(); //=> 0
 * @see https://keras.io/api/losses/regression_losses/#mean_squared_logarithmic_error-function
 */
export const meanSquaredLogarithmicError = (
  yTrue: TensorLike,
  yPred: TensorLike,
  weights?: TensorLike,
): Tensor => meanLoss('mean_squared_logarithmic_error', yTrue, yPred, weights);

/**
 * The mean of logarithms of hyperbolic cosines: squared near 0, absolute far away.
 *
 * $\frac1n\sum \ln\cosh(\hat y-y)$
 *
 * @param yTrue - targets, $[n, c]$.
 * @param yPred - predictions, $[n, c]$.
 * @param weights - of each sample, $[n]$ (default 1).
 * @returns a scalar.
 * @throws ShapeError when the shapes do not fit.
 * @example
 * losses.logCosh(tensor([[3]]), tensor([[3]])).item().toFixed(6); //=> '0.000000'
 * @see https://keras.io/api/losses/regression_losses/#logcosh-class
 */
export const logCosh = (yTrue: TensorLike, yPred: TensorLike, weights?: TensorLike): Tensor =>
  meanLoss('log_cosh', yTrue, yPred, weights);

/**
 * The Poisson loss, for counts.
 *
 * $\frac1n\sum \hat y - y\ln(\hat y+10^{-7})$
 *
 * @param yTrue - targets, $[n, c]$.
 * @param yPred - predictions, $[n, c]$.
 * @param weights - of each sample, $[n]$ (default 1).
 * @returns a scalar.
 * @throws ShapeError when the shapes do not fit.
 * @example
 * losses.poisson(tensor([[0]]), tensor([[2]])).item(); //=> 2
 * @see https://keras.io/api/losses/probabilistic_losses/#poisson-function
 */
export const poisson = (yTrue: TensorLike, yPred: TensorLike, weights?: TensorLike): Tensor =>
  meanLoss('poisson', yTrue, yPred, weights);

/**
 * How many nats a distribution costs when another is taken for it.
 *
 * $\sum y\ln(y/\hat y)$, averaged over the samples
 *
 * @param yTrue - targets, $[n, c]$.
 * @param yPred - predictions, $[n, c]$.
 * @param weights - of each sample, $[n]$ (default 1).
 * @returns a scalar.
 * @throws ShapeError when the shapes do not fit.
 * @example
 * losses.klDivergence(tensor([[0.5, 0.5]]), tensor([[0.5, 0.5]])).item(); //=> 0
 * @see https://keras.io/api/losses/probabilistic_losses/#kl_divergence-function
 */
export const klDivergence = (yTrue: TensorLike, yPred: TensorLike, weights?: TensorLike): Tensor =>
  meanLoss('kl_divergence', yTrue, yPred, weights);

/**
 * Minus the cosine of the angle between targets and predictions, as Keras has it.
 *
 * $-\sum \frac{y}{\lVert y\rVert}\frac{\hat y}{\lVert\hat y\rVert}$, averaged over the samples
 *
 * @param yTrue - targets, $[n, c]$.
 * @param yPred - predictions, $[n, c]$.
 * @param weights - of each sample, $[n]$ (default 1).
 * @returns a scalar.
 * @throws ShapeError when the shapes do not fit.
 * @example
 * losses.cosineSimilarity(tensor([[1, 0]]), tensor([[2, 0]])).item(); //=> -1
 * @see https://keras.io/api/losses/regression_losses/#cosine_similarity-function
 */
export const cosineSimilarity = (
  yTrue: TensorLike,
  yPred: TensorLike,
  weights?: TensorLike,
): Tensor => meanLoss('cosine_similarity', yTrue, yPred, weights);

/**
 * Squared near 0, absolute from `delta` on.
 *
 * $\frac1n\sum \tfrac12 e^2$ where $\lvert e\rvert\le\delta$, else $\delta\lvert e\rvert-\tfrac12\delta^2$, with $e = \hat y-y$
 *
 * @param yTrue - targets, $[n, c]$.
 * @param yPred - predictions, $[n, c]$.
 * @param weights - of each sample, $[n]$ (default 1).
 * @param delta - where the parabola ends (default 1).
 * @returns a scalar.
 * @throws ShapeError when the shapes do not fit.
 * @example
 * losses.huber(tensor([[0]]), tensor([[3]])).item(); //=> 2.5
 * @see https://keras.io/api/losses/regression_losses/#huber-class
 */
export const huber = (
  yTrue: TensorLike,
  yPred: TensorLike,
  weights?: TensorLike,
  delta = 1,
): Tensor => meanLoss('huber', yTrue, yPred, weights, { delta });
