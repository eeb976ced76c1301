// A net of three neurons predicts a grade, one student at a time.
import * as tf from '@tensorflow/tfjs';

export async function program() {
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: 2, inputShape: [2] }));
  model.add(tf.layers.dense({ units: 1 }));
  model.setWeights([tf.fill([2, 2], 0.1), tf.zeros([2]), tf.fill([2, 1], 0.1), tf.zeros([1])]);
  model.compile({ optimizer: tf.train.sgd(0.001), loss: 'meanSquaredError' });
  const x = tf.tensor2d([
    [8, 8],
    [7, 9],
    [6, 10],
    [5, 12],
  ]);
  const y = tf.tensor2d([[4], [5], [6], [7]]);
  const { history } = await model.fit(x, y, {
    batchSize: 1,
    epochs: 30,
    shuffle: false,
    verbose: 0,
  });
  return {
    loss: history.loss as number[],
    weights: model.getWeights().map((weight) => weight.arraySync()),
    predictions: (model.predict(x) as tf.Tensor).arraySync(),
    parameters: model.countParams(),
  };
}
