// A softmax that is very sure and wrong: its logits are 17 apart.
import * as tf from '@tensorflow/tfjs';

export async function program() {
  const model = tf.sequential({
    layers: [tf.layers.dense({ units: 2, useBias: false, activation: 'softmax', inputShape: [1] })],
  });
  model.setWeights([tf.tensor2d([[17, 0]])]);
  model.compile({ optimizer: tf.train.sgd(1), loss: 'categoricalCrossentropy' });
  const loss = await model.trainOnBatch(tf.tensor2d([[1]]), tf.tensor2d([[0, 1]]));
  return { loss: loss as number };
}
