// A model in another model, frozen before the other is compiled and trained.
import * as tf from '@tensorflow/tfjs';

export async function program() {
  const inner = tf.sequential({
    layers: [tf.layers.dense({ units: 1, useBias: false, inputShape: [1] })],
  });
  const model = tf.sequential();
  model.add(inner);
  model.add(tf.layers.dense({ units: 1, useBias: false }));
  model.setWeights([tf.tensor2d([[1]]), tf.tensor2d([[1]])]);
  inner.trainable = false;
  model.compile({ optimizer: tf.train.sgd(0.5), loss: 'meanSquaredError' });
  await model.trainOnBatch(tf.tensor2d([[1]]), tf.tensor2d([[0]]));
  return { weights: model.layers.map((layer) => (layer.getWeights()[0] as tf.Tensor).arraySync()) };
}
