// What each layer makes of a sample, frozen layers, and a model's parts by name.
import * as tf from '@tensorflow/tfjs';

export async function program() {
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ units: 4, inputShape: [3], activation: 'selu', name: 'first' }),
      tf.layers.reshape({ targetShape: [2, 2] }),
      tf.layers.flatten(),
      tf.layers.leakyReLU({ alpha: 0.2 }),
      tf.layers.dense({ units: 2, activation: 'softplus', name: 'last' }),
    ],
  });
  model.setWeights(
    model.getWeights().map(({ shape }) =>
      tf
        .linspace(
          -1,
          1,
          shape.reduce((a, b) => a * b, 1),
        )
        .reshape(shape),
    ),
  );
  const first = model.getLayer('first');
  first.trainable = false;
  model.compile({ optimizer: tf.train.sgd(0.1), loss: 'meanSquaredError' });
  const x = tf.tensor2d([[0.5, -1, 2]]);
  const outputs: unknown[] = [];
  let value = x as tf.Tensor;
  for (const layer of model.layers) {
    value = layer.apply(value) as tf.Tensor;
    outputs.push(value.arraySync());
  }
  const before = first.getWeights().map((weight) => weight.arraySync());
  const loss = await model.trainOnBatch(x, tf.tensor2d([[1, 0]]));
  return {
    outputs,
    loss: loss as number,
    frozen: before,
    after: model.layers.flatMap((layer) => layer.getWeights().map((weight) => weight.arraySync())),
    trainable: model.trainableWeights.length,
  };
}
