// Eight positions squeezed through three numbers and out again, watched by a callback.
import * as tf from '@tensorflow/tfjs';

export async function program() {
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ units: 3, activation: 'sigmoid', inputShape: [8], name: 'code' }),
      tf.layers.dense({ units: 8, activation: 'sigmoid', name: 'picture' }),
    ],
  });
  model.setWeights([
    tf.linspace(-2, 2, 24).sin().reshape([8, 3]),
    tf.zeros([3]),
    tf.linspace(3, -2, 24).cos().reshape([3, 8]),
    tf.zeros([8]),
  ]);
  model.compile({ optimizer: tf.train.rmsprop(0.02), loss: 'meanSquaredError' });
  const x = tf.eye(8);
  const seen: number[] = [];
  const { history } = await model.fit(x, x, {
    batchSize: 8,
    epochs: 30,
    shuffle: false,
    verbose: 0,
    validationData: [x.slice([0, 0], [4, 8]), x.slice([0, 0], [4, 8])],
    callbacks: {
      onEpochEnd: (epoch, logs) => {
        seen.push(epoch, (logs as { loss: number }).loss);
      },
    },
  });
  return {
    loss: history.loss as number[],
    validation: history.val_loss as number[],
    seen,
    names: model.layers.map(({ name }) => name.length),
    pictures: (model.predict(x) as tf.Tensor).arraySync(),
  };
}
