// XOR, which no single neuron can learn, by a hidden layer and momentum.
import * as tf from '@tensorflow/tfjs';

export async function program() {
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ units: 4, activation: 'tanh', inputShape: [2] }),
      tf.layers.dense({ units: 1, activation: 'sigmoid' }),
    ],
  });
  model.setWeights([
    tf.tensor2d([
      [0.8, -0.7, 0.4, 0.1],
      [-0.6, 0.9, 0.5, -0.3],
    ]),
    tf.tensor1d([0.1, 0.1, -0.4, 0]),
    tf.tensor2d([[0.9], [0.8], [-0.7], [0.2]]),
    tf.tensor1d([0]),
  ]);
  model.compile({ optimizer: tf.train.momentum(0.2, 0.9), loss: 'binaryCrossentropy' });
  const x = tf.tensor2d([
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ]);
  const y = tf.tensor2d([[0], [1], [1], [0]]);
  const { history } = await model.fit(x, y, { epochs: 100, shuffle: false, verbose: 0 });
  const answers = model.predict(x) as tf.Tensor;
  return {
    loss: history.loss as number[],
    answers: answers.arraySync(),
    rounded: answers.greater(0.5).cast('int32').arraySync(),
  };
}
