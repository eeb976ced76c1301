// In which order a model lists its weights when some are not trained.
import * as tf from '@tensorflow/tfjs';

export function program() {
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ units: 2, useBias: false, inputShape: [3] }),
      tf.layers.batchNormalization(),
      tf.layers.dense({ units: 4, useBias: false }),
    ],
  });
  return { sizes: model.getWeights().map(({ size }) => size) };
}
