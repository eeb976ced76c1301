// Three kinds of points in a plane, told apart by a softmax over a hidden layer.
import * as tf from '@tensorflow/tfjs';

export async function program() {
  const x = tf.tensor2d([
    [0, 0],
    [0.3, 0.1],
    [2, 0],
    [2.2, 0.3],
    [0, 2],
    [0.1, 2.4],
  ]);
  const kinds = tf.oneHot(tf.tensor1d([0, 0, 1, 1, 2, 2], 'int32'), 3).toFloat();
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ units: 5, activation: 'relu', inputShape: [2] }),
      tf.layers.dense({ units: 3, activation: 'softmax' }),
    ],
  });
  model.setWeights([
    tf.tensor2d([
      [0.4, -0.3, 0.7, 0.2, 0.1],
      [-0.2, 0.6, 0.5, 0.3, -0.4],
    ]),
    tf.fill([5], 0.1),
    tf.linspace(-0.7, 0.7, 15).reshape([5, 3]),
    tf.zeros([3]),
  ]);
  model.compile({ optimizer: tf.train.sgd(0.3), loss: 'categoricalCrossentropy' });
  const { history } = await model.fit(x, kinds, {
    batchSize: 2,
    epochs: 25,
    shuffle: false,
    verbose: 0,
  });
  const probabilities = model.predict(x) as tf.Tensor;
  return {
    loss: history.loss as number[],
    probabilities: probabilities.arraySync(),
    kinds: probabilities.argMax(-1).arraySync(),
  };
}
