// Layers in a model of their own, put into another model and trained with it.
import * as tf from '@tensorflow/tfjs';

const x = tf.tensor2d([
  [1, 2],
  [0, 1],
  [2, -2],
  [-1, 0.5],
]);
const y = tf.tensor2d([[1], [0], [2], [-1]]);

export async function program() {
  const encoder = tf.sequential({
    name: 'encoder',
    layers: [
      tf.layers.dense({ units: 3, activation: 'tanh', inputShape: [2] }),
      tf.layers.dense({ units: 2, activation: 'sigmoid' }),
    ],
  });
  const model = tf.sequential({ name: 'net' });
  model.add(encoder);
  model.add(tf.layers.dense({ units: 1 }));
  model.setWeights(
    model
      .getWeights()
      .map((weight, i) => tf.linspace(-1, 1 + i / 10, weight.size).reshape(weight.shape)),
  );
  model.compile({ optimizer: tf.train.sgd(0.5), loss: 'meanSquaredError', metrics: ['mse'] });
  const { history } = await model.fit(x, y, {
    epochs: 4,
    batchSize: 2,
    shuffle: false,
    verbose: 0,
  });
  return {
    count: model.layers.length,
    parameters: model.countParams(),
    loss: history.loss as number[],
    weights: model.getWeights().map((weight) => weight.arraySync()),
    shared: encoder.getWeights().map((weight) => weight.arraySync()),
    code: (encoder.predict(x) as tf.Tensor).arraySync(),
    output: (model.predict(x) as tf.Tensor).arraySync(),
  };
}
