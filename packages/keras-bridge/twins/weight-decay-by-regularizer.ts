// A penalty on large weights is part of the loss, and pulls them to zero.
import * as tf from '@tensorflow/tfjs';

export async function program() {
  const model = tf.sequential({
    layers: [
      tf.layers.dense({
        units: 3,
        inputShape: [2],
        activation: 'elu',
        kernelRegularizer: tf.regularizers.l2({ l2: 0.05 }),
      }),
      tf.layers.dense({ units: 1, kernelRegularizer: tf.regularizers.l1({ l1: 0.02 }) }),
    ],
  });
  model.setWeights([
    tf.tensor2d([
      [1, -1, 0.5],
      [0.25, 0.75, -0.5],
    ]),
    tf.zeros([3]),
    tf.tensor2d([[1], [-0.5], [0.8]]),
    tf.zeros([1]),
  ]);
  model.compile({ optimizer: tf.train.sgd(0.05), loss: 'meanSquaredError' });
  const x = tf.tensor2d([
    [1, 2],
    [2, 1],
    [0, 1],
    [1, 0],
  ]);
  const y = tf.tensor2d([[1], [0], [1], [0]]);
  const { history } = await model.fit(x, y, { epochs: 20, shuffle: false, verbose: 0 });
  return {
    loss: history.loss as number[],
    weights: model.getWeights().map((weight) => weight.arraySync()),
  };
}
