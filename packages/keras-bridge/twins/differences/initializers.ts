// How far the numbers spread that layers begin with: 40,000 of them, from 200 inputs.
import * as tf from '@tensorflow/tfjs';

const spread = (values: tf.Tensor) => values.square().mean().sqrt().arraySync() as number;

export function program() {
  const heNormal = tf.initializers.heNormal({ seed: 1 }).apply([200, 200]);
  const dense = tf.layers.dense({ units: 200, inputShape: [200] });
  tf.sequential({ layers: [dense] });
  const kernel = dense.getWeights()[0] as tf.Tensor;
  return {
    heNormal: spread(heNormal) / Math.sqrt(2 / 200),
    farthestInDense: (kernel.abs().max().arraySync() as number) / Math.sqrt(6 / 400),
  };
}
