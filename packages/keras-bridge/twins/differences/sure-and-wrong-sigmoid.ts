// A sigmoid that is very sure and wrong: z = 50 where the answer is 0.
import * as tf from '@tensorflow/tfjs';

export async function program() {
  const model = tf.sequential({
    layers: [tf.layers.dense({ units: 1, useBias: false, activation: 'sigmoid', inputShape: [1] })],
  });
  model.setWeights([tf.tensor2d([[50]])]);
  model.compile({ optimizer: tf.train.sgd(1), loss: 'binaryCrossentropy' });
  const loss = await model.trainOnBatch(tf.tensor2d([[1]]), tf.tensor2d([[0]]));
  return { loss: loss as number, weight: (model.getWeights()[0] as tf.Tensor).arraySync() };
}
