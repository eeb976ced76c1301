// Every loss of tf.losses with weights and each reduction, and its gradient in the predictions.
import * as tf from '@tensorflow/tfjs';

type Loss = (predictions: tf.Tensor, weights: tf.Tensor, reduction: tf.Reduction) => tf.Tensor;

const labels = tf.tensor2d([
  [1, 0, 0],
  [0, 1, 0],
]);
const predictions = tf.tensor2d([
  [0.7, 0.2, 0.6],
  [0.1, 0.5, 0.9],
]);

const { losses } = tf;
const ofElements: Record<string, Loss> = {
  absoluteDifference: (p, w, r) => losses.absoluteDifference(labels, p, w, r),
  computeWeightedLoss: (p, w, r) => losses.computeWeightedLoss(p.square(), w, r),
  hingeLoss: (p, w, r) => losses.hingeLoss(labels, p, w, r),
  huberLoss: (p, w, r) => losses.huberLoss(labels, p, w, 0.4, r),
  logLoss: (p, w, r) => losses.logLoss(labels, p, w, 1e-3, r),
  meanSquaredError: (p, w, r) => losses.meanSquaredError(labels, p, w, r),
  sigmoidCrossEntropy: (p, w, r) => losses.sigmoidCrossEntropy(labels, p, w, 0.2, r),
};
const ofSamples: Record<string, Loss> = {
  cosineDistance: (p, w, r) => losses.cosineDistance(labels, p, 1, w, r),
  softmaxCrossEntropy: (p, w, r) =>
    losses.softmaxCrossEntropy(labels, p, w.reshape([w.size]), 0.1, r),
};

const { NONE, MEAN, SUM, SUM_BY_NONZERO_WEIGHTS } = tf.Reduction;

function valuesAndGradients(loss: Loss, weights: tf.Tensor) {
  return [NONE, MEAN, SUM, SUM_BY_NONZERO_WEIGHTS].map((reduction) => {
    const { value, grad } = tf.valueAndGrad((p) => loss(p, weights, reduction))(predictions);
    return [value.arraySync(), grad.arraySync()];
  });
}

export function program() {
  const all = { ...ofElements, ...ofSamples };
  const perSample = tf.tensor2d([[2], [0]]);
  const perElement = tf.tensor2d([
    [0.5, 0, 3],
    [0, 1, 0],
  ]);
  const by = (group: Record<string, Loss>, weights: tf.Tensor) =>
    Object.values(group).map((loss) => valuesAndGradients(loss, weights));
  return {
    perSample: by(all, perSample),
    perElement: by(ofElements, perElement),
    alike: by(ofElements, tf.scalar(3)),
    unweighted: [
      losses.absoluteDifference(labels, predictions).arraySync(),
      losses.computeWeightedLoss(predictions).arraySync(),
      losses.cosineDistance(labels, predictions, 0).arraySync(),
      losses.hingeLoss(labels, predictions).arraySync(),
      losses.huberLoss(labels, predictions).arraySync(),
      losses.logLoss(labels, predictions).arraySync(),
      losses.meanSquaredError(labels, predictions).arraySync(),
      losses.sigmoidCrossEntropy(labels, predictions).arraySync(),
      losses.softmaxCrossEntropy(labels, predictions).arraySync(),
    ],
  };
}
