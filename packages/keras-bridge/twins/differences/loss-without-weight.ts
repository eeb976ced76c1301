// A loss none of whose samples counts.
import * as tf from '@tensorflow/tfjs';

export function program() {
  const { MEAN, SUM_BY_NONZERO_WEIGHTS } = tf.Reduction;
  return {
    losses: [MEAN, SUM_BY_NONZERO_WEIGHTS].map((reduction) =>
      tf.losses
        .computeWeightedLoss(tf.tensor1d([1, 2]), tf.tensor1d([0, 0]), reduction)
        .arraySync(),
    ),
  };
}
