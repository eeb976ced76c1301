// Whether the penalty on weights is part of what evaluate returns.
import * as tf from '@tensorflow/tfjs';

export function program() {
  const model = tf.sequential({
    layers: [
      tf.layers.dense({
        units: 1,
        useBias: false,
        inputShape: [1],
        kernelRegularizer: tf.regularizers.l2({ l2: 0.5 }),
      }),
    ],
  });
  model.setWeights([tf.tensor2d([[2]])]);
  model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
  const loss = model.evaluate(tf.tensor2d([[1]]), tf.tensor2d([[1]]), { verbose: 0 });
  return { loss: (loss as tf.Tensor).arraySync() };
}
