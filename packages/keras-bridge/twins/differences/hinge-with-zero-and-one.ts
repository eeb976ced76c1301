// The hinge loss where the answers are 0 and 1, not -1 and 1.
import * as tf from '@tensorflow/tfjs';

export async function program() {
  const model = tf.sequential({
    layers: [tf.layers.dense({ units: 1, useBias: false, inputShape: [1] })],
  });
  model.setWeights([tf.tensor2d([[0.5]])]);
  model.compile({ optimizer: 'sgd', loss: 'hinge' });
  const loss = await model.trainOnBatch(tf.tensor2d([[1]]), tf.tensor2d([[0]]));
  return { loss: loss as number };
}
