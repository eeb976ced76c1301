// The optimizer is named only, so its rate is the library's own.
import * as tf from '@tensorflow/tfjs';

export async function program() {
  const model = tf.sequential({
    layers: [tf.layers.dense({ units: 1, useBias: false, inputShape: [1] })],
  });
  model.setWeights([tf.tensor2d([[1]])]);
  model.compile({ optimizer: 'adagrad', loss: 'meanSquaredError' });
  await model.trainOnBatch(tf.tensor2d([[1]]), tf.tensor2d([[0]]));
  return { weight: (model.getWeights()[0] as tf.Tensor).arraySync() };
}
