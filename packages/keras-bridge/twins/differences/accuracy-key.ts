// Under which name the history has the accuracy.
import * as tf from '@tensorflow/tfjs';

export async function program() {
  const model = tf.sequential({
    layers: [tf.layers.dense({ units: 1, activation: 'sigmoid', inputShape: [1] })],
  });
  model.compile({ optimizer: 'sgd', loss: 'binaryCrossentropy', metrics: ['accuracy'] });
  const { history } = await model.fit(tf.tensor2d([[1]]), tf.tensor2d([[1]]), { verbose: 0 });
  return { keys: Object.keys(history).sort() };
}
