import type { Tensor } from '../../tensor/tensor.js';
import { logitsOf } from '../activations/logits.js';
import { alignTargets, EPSILON, type LossRule, meanLast, oneHotTargets, sumLast } from './rule.js';

type Options = Readonly<Record<string, number | boolean>>;

/**
 * $y\ln(1+e^{-z}) + (1-y)\ln(1+e^z)$: the cross-entropy of a sigmoid, from its logits.
 *
 * For z = 50 and y = 0 it is 50, with gradient 1, where the clipped form has lost the gradient.
 */
const binaryFromLogits = (yTrue: Tensor, logits: Tensor): Tensor =>
  yTrue.mul(logits.neg().softplus()).add(yTrue.neg().add(1).mul(logits.softplus()));

/** The same from probabilities, which are kept 1e-7 away from 0 and 1. */
const binaryFromProbabilities = (yTrue: Tensor, yPred: Tensor): Tensor => {
  const p = yPred.clip(EPSILON, 1 - EPSILON);
  const right = yTrue.mul(p.log());
  return right.add(yTrue.neg().add(1).mul(p.neg().add(1).log())).neg();
};

const smoothed = (yTrue: Tensor, classes: number, smoothing: number): Tensor =>
  smoothing === 0 ? yTrue : yTrue.mul(1 - smoothing).add(smoothing / classes);

/** Logarithms of the predicted probabilities, from logits wherever they are known. */
const logProbabilities = (yPred: Tensor, { fromLogits }: Options, normalise: boolean): Tensor => {
  const logits = fromLogits === true ? yPred : logitsOf('softmax', yPred);
  if (logits !== null) return logits.logSoftmax({ axis: -1 });
  if (normalise)
    return yPred
      .div(yPred.sum(-1, true))
      .clip(EPSILON, 1 - EPSILON)
      .log();
  // Keras gives the clipped logarithms to a softmax cross-entropy, which normalises them.
  return yPred
    .clip(EPSILON, 1 - EPSILON)
    .log()
    .logSoftmax({ axis: -1 });
};

/** Targets of 0 and 1 become -1 and 1; others stay. */
const hingeTargets = (yTrue: Tensor): Tensor => {
  const binary = yTrue.equal(0).logicalOr(yTrue.equal(1)).all();
  return yTrue.mul(2).sub(1).where(binary, yTrue);
};

const margin = (name: string, yTrue: Tensor, yPred: Tensor): Tensor =>
  hingeTargets(alignTargets(name, yTrue, yPred))
    .mul(yPred)
    .neg()
    .add(1)
    .maximum(0);

/** Losses whose targets are classes. */
export const CLASSIFICATION: readonly LossRule[] = [
  {
    name: 'binary_crossentropy',
    className: 'BinaryCrossentropy',
    aliases: ['bce'],
    options: { fromLogits: false, labelSmoothing: 0 },
    perSample(yTrue, yPred, options) {
      const aligned = alignTargets('binary_crossentropy', yTrue, yPred);
      const y = smoothed(aligned, 2, options.labelSmoothing as number);
      const logits = options.fromLogits === true ? yPred : logitsOf('sigmoid', yPred);
      return meanLast(
        logits === null ? binaryFromProbabilities(y, yPred) : binaryFromLogits(y, logits),
      );
    },
  },
  {
    name: 'categorical_crossentropy',
    className: 'CategoricalCrossentropy',
    aliases: ['cce'],
    options: { fromLogits: false, labelSmoothing: 0 },
    perSample(yTrue, yPred, options) {
      const aligned = alignTargets('categorical_crossentropy', yTrue, yPred);
      const classes = yPred.shape[yPred.rank - 1] ?? 1;
      const y = smoothed(aligned, classes, options.labelSmoothing as number);
      return sumLast(y.mul(logProbabilities(yPred, options, true))).neg();
    },
  },
  {
    name: 'sparse_categorical_crossentropy',
    className: 'SparseCategoricalCrossentropy',
    aliases: ['scce'],
    options: { fromLogits: false },
    perSample(yTrue, yPred, options) {
      const y = oneHotTargets('sparse_categorical_crossentropy', yTrue, yPred);
      return sumLast(y.mul(logProbabilities(yPred, options, false))).neg();
    },
  },
  {
    name: 'hinge',
    className: 'Hinge',
    aliases: ['hinge_loss'],
    options: {},
    perSample: (yTrue, yPred) => meanLast(margin('hinge', yTrue, yPred)),
  },
  {
    name: 'squared_hinge',
    className: 'SquaredHinge',
    aliases: [],
    options: {},
    perSample: (yTrue, yPred) => meanLast(margin('squared_hinge', yTrue, yPred).square()),
  },
  {
    name: 'categorical_hinge',
    className: 'CategoricalHinge',
    aliases: [],
    options: {},
    perSample(yTrue, yPred) {
      const y = alignTargets('categorical_hinge', yTrue, yPred);
      const right = sumLast(y.mul(yPred));
      const wrong = y.neg().add(1).mul(yPred).max(-1);
      return wrong.sub(right).add(1).maximum(0);
    },
  },
];
