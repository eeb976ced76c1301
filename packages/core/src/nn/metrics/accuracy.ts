import { type TensorLike, toTensor } from '../../tensor/convert.js';
import type { Tensor } from '../../tensor/tensor.js';
import { alignTargets, meanLast, oneHotTargets } from '../losses/rule.js';

const pair = (operation: string, yTrue: TensorLike, yPred: TensorLike): [Tensor, Tensor] => [
  toTensor(operation, 'yTrue', yTrue),
  toTensor(operation, 'yPred', yPred),
];

/**
 * For each sample, the share of outputs on the right side of one half.
 *
 * $[\hat y > \tfrac12] = y$; exactly one half counts as 0.
 *
 * @param yTrue - 0 or 1, $[n, c]$.
 * @param yPred - probabilities, $[n, c]$.
 * @param threshold - where yes begins (default 0.5).
 * @returns $[n]$.
 * @throws ShapeError when the shapes do not fit.
 * @example
 * metrics.binaryAccuracy(tensor([[1], [1]]), tensor([[0.5], [0.75]])).arraySync(); //=> [0, 1]
 * @see https://keras.io/api/metrics/accuracy_metrics/#binaryaccuracy-class
 */
export function binaryAccuracy(yTrue: TensorLike, yPred: TensorLike, threshold = 0.5): Tensor {
  const [target, prediction] = pair('binaryAccuracy', yTrue, yPred);
  const aligned = alignTargets('binaryAccuracy', target, prediction);
  const decided = prediction.greater(threshold).cast(prediction.dtype);
  return meanLast(aligned.equal(decided).cast(prediction.dtype));
}

/**
 * For each sample, 1 if the greatest output is at the target's class, else 0.
 *
 * $[\arg\max \hat y = \arg\max y]$
 *
 * @param yTrue - one-hot, $[n, c]$.
 * @param yPred - probabilities or logits, $[n, c]$.
 * @returns $[n]$.
 * @throws ShapeError when the shapes do not fit.
 * @example
 * metrics.categoricalAccuracy(tensor([[0, 1]]), tensor([[0.25, 0.75]])).arraySync(); //=> [1]
 * @see https://keras.io/api/metrics/accuracy_metrics/#categoricalaccuracy-class
 */
export function categoricalAccuracy(yTrue: TensorLike, yPred: TensorLike): Tensor {
  const [target, prediction] = pair('categoricalAccuracy', yTrue, yPred);
  const aligned = alignTargets('categoricalAccuracy', target, prediction);
  return aligned.argMax(-1).equal(prediction.argMax(-1)).cast(prediction.dtype);
}

/**
 * For each sample, 1 if the greatest output is at the class whose number is the target, else 0.
 *
 * $[\arg\max \hat y = y]$
 *
 * @param yTrue - class numbers from 0, $[n]$ or $[n, 1]$.
 * @param yPred - probabilities or logits, $[n, c]$.
 * @returns $[n]$.
 * @throws ShapeError when the shapes do not fit, ArgumentError for a number that is no class.
 * @example
 * metrics.sparseCategoricalAccuracy(tensor([1]), tensor([[0.25, 0.75]])).arraySync(); //=> [1]
 * @see https://keras.io/api/metrics/accuracy_metrics/#sparsecategoricalaccuracy-class
 */
export function sparseCategoricalAccuracy(yTrue: TensorLike, yPred: TensorLike): Tensor {
  const [target, prediction] = pair('sparseCategoricalAccuracy', yTrue, yPred);
  const oneHot = oneHotTargets('sparseCategoricalAccuracy', target, prediction);
  return oneHot.argMax(-1).equal(prediction.argMax(-1)).cast(prediction.dtype);
}

/** Right decisions for yes, over all decided for yes (precision) or all that are yes (recall). */
export function confusion(
  operation: string,
  yTrue: TensorLike,
  yPred: TensorLike,
): { hits: Tensor; decided: Tensor; actual: Tensor } {
  const [target, prediction] = pair(operation, yTrue, yPred);
  const actual = alignTargets(operation, target, prediction).greater(0.5).cast(prediction.dtype);
  const decided = prediction.greater(0.5).cast(prediction.dtype);
  return { hits: actual.mul(decided).sum(), decided: decided.sum(), actual: actual.sum() };
}

/**
 * Of those decided for yes, the share that is yes; 0 if there are none.
 *
 * @param yTrue - 0 or 1, any shape.
 * @param yPred - probabilities of the same shape; yes is above one half.
 * @returns a scalar.
 * @throws ShapeError when the shapes do not fit.
 * @example
 * metrics.precision(tensor([[1], [0]]), tensor([[0.75], [0.75]])).item(); //=> 0.5
 * @see https://keras.io/api/metrics/classification_metrics/#precision-class
 */
export function precision(yTrue: TensorLike, yPred: TensorLike): Tensor {
  const { hits, decided } = confusion('precision', yTrue, yPred);
  return hits.div(decided.maximum(1));
}

/**
 * Of those that are yes, the share that was decided for; 0 if there are none.
 *
 * @param yTrue - 0 or 1, any shape.
 * @param yPred - probabilities of the same shape; yes is above one half.
 * @returns a scalar.
 * @throws ShapeError when the shapes do not fit.
 * @example
 * metrics.recall(tensor([[1], [1]]), tensor([[0.75], [0.25]])).item(); //=> 0.5
 * @see https://keras.io/api/metrics/classification_metrics/#recall-class
 */
export function recall(yTrue: TensorLike, yPred: TensorLike): Tensor {
  const { hits, actual } = confusion('recall', yTrue, yPred);
  return hits.div(actual.maximum(1));
}
