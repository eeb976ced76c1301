// Batch normalization: the batch's own mean while training, the running mean when predicting.
import * as tf from '@tensorflow/tfjs';

export async function program() {
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ units: 3, inputShape: [2], useBias: false }),
      tf.layers.batchNormalization({ momentum: 0.8 }),
      tf.layers.activation({ activation: 'relu' }),
      tf.layers.dense({ units: 1 }),
    ],
  });
  model.layers[0]?.setWeights([
    tf.tensor2d([
      [0.5, -0.4, 0.3],
      [0.2, 0.6, -0.1],
    ]),
  ]);
  model.layers[3]?.setWeights([tf.tensor2d([[0.7], [-0.3], [0.2]]), tf.zeros([1])]);
  model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
  const x = tf.tensor2d([
    [1, 5],
    [2, 3],
    [4, 1],
    [3, 2],
    [6, 6],
  ]);
  const y = tf.tensor2d([[1], [2], [3], [2], [5]]);
  const losses: number[] = [];
  for (let step = 0; step < 15; step++) losses.push((await model.trainOnBatch(x, y)) as number);
  return {
    losses,
    weights: model.layers.flatMap((layer) =>
      layer.getWeights().map((weight) => weight.arraySync()),
    ),
    predictions: (model.predict(x) as tf.Tensor).arraySync(),
  };
}
