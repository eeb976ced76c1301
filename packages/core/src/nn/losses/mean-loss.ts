import { type TensorLike, toTensor } from '../../tensor/convert.js';
import type { Tensor } from '../../tensor/tensor.js';
import { findLossRule } from './lookup.js';
import type { LossRule } from './rule.js';

/**
 * The mean of a named loss over all samples, each times its weight if weights are given.
 */
export function meanLoss(
  name: string,
  yTrue: TensorLike,
  yPred: TensorLike,
  weights?: TensorLike,
  options: Record<string, number | boolean> = {},
): Tensor {
  const rule = findLossRule(name) as LossRule;
  const target = toTensor(name, 'yTrue', yTrue);
  const prediction = toTensor(name, 'yPred', yPred);
  const samples = rule.perSample(target, prediction, { ...rule.options, ...options });
  return (weights === undefined ? samples : samples.mul(weights)).mean();
}
