// A small convolutional net tells horizontal from vertical stripes.
import * as tf from '@tensorflow/tfjs';

/** Pictures of 8 by 8 with stripes that lie or stand, and which they are. */
function stripes() {
  const pictures = Array.from({ length: 12 }, (_, n) =>
    Array.from({ length: 8 }, (_, row) =>
      Array.from({ length: 8 }, (_, column) => [
        ((n % 2 === 0 ? row : column) + (n >> 1)) % 3 === 0 ? 1 : 0.1 * (n % 3),
      ]),
    ),
  );
  const kinds = pictures.map((_, n) => (n % 2 === 0 ? [1, 0] : [0, 1]));
  return { x: tf.tensor4d(pictures), y: tf.tensor2d(kinds) };
}

/** Weights that look random and are the same everywhere. */
const weight = (shape: readonly number[]) => {
  const size = shape.reduce((a, b) => a * b, 1);
  const values = Array.from({ length: size }, (_, i) => (((i * 37) % 101) / 101 - 0.5) * 0.6);
  return tf.tensor(values, [...shape]);
};

export async function program() {
  const model = tf.sequential({
    layers: [
      tf.layers.conv2d({ filters: 3, kernelSize: 3, activation: 'relu', inputShape: [8, 8, 1] }),
      tf.layers.maxPooling2d({ poolSize: 2 }),
      tf.layers.conv2d({ filters: 4, kernelSize: 2, padding: 'same', activation: 'relu' }),
      tf.layers.averagePooling2d({ poolSize: [3, 3] }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 2, activation: 'softmax' }),
    ],
  });
  model.setWeights(model.getWeights().map(({ shape }) => weight(shape)));
  model.compile({ optimizer: tf.train.sgd(0.2), loss: 'categoricalCrossentropy' });
  const { x, y } = stripes();
  const { history } = await model.fit(x, y, {
    batchSize: 4,
    epochs: 8,
    shuffle: false,
    verbose: 0,
  });
  return {
    loss: history.loss as number[],
    weights: model.getWeights().map((one) => one.arraySync()),
    probabilities: (model.predict(x) as tf.Tensor).arraySync(),
    parameters: model.countParams(),
  };
}
