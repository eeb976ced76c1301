// Words as rows of a table that is learned: is a sentence of three words friendly?
import * as tf from '@tensorflow/tfjs';

export async function program() {
  const model = tf.sequential({
    layers: [
      tf.layers.embedding({ inputDim: 6, outputDim: 2, inputLength: 3 }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 1, activation: 'sigmoid' }),
    ],
  });
  model.setWeights([
    tf.linspace(-0.5, 0.6, 12).reshape([6, 2]),
    tf.linspace(0.3, -0.2, 6).reshape([6, 1]),
    tf.zeros([1]),
  ]);
  model.compile({ optimizer: tf.train.sgd(0.5), loss: 'binaryCrossentropy' });
  const sentences = tf.tensor2d([
    [0, 1, 2],
    [3, 1, 4],
    [5, 0, 2],
    [3, 4, 4],
  ]);
  const friendly = tf.tensor2d([[1], [0], [1], [0]]);
  const { history } = await model.fit(sentences, friendly, {
    batchSize: 2,
    epochs: 20,
    shuffle: false,
    verbose: 0,
  });
  return {
    loss: history.loss as number[],
    table: (model.getWeights()[0] as tf.Tensor).arraySync(),
    answers: (model.predict(sentences) as tf.Tensor).arraySync(),
  };
}
