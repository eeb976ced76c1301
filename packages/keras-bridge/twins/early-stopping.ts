// Training stops when the loss on samples that are held back no longer falls.
import * as tf from '@tensorflow/tfjs';

export async function program() {
  const x = tf.linspace(-1, 1, 20).reshape([20, 1]);
  const y = x.square().add(x.mul(9).sin().mul(0.3));
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ units: 6, activation: 'tanh', inputShape: [1] }),
      tf.layers.dense({ units: 1 }),
    ],
  });
  model.setWeights([
    tf.tensor2d([[1, -0.5, 0.8, 0.3, -0.9, 0.2]]),
    tf.linspace(-0.4, 0.4, 6),
    tf.linspace(0.6, -0.6, 6).reshape([6, 1]),
    tf.zeros([1]),
  ]);
  model.compile({ optimizer: tf.train.sgd(0.1), loss: 'meanAbsoluteError' });
  const { history, epoch } = await model.fit(x, y, {
    batchSize: 5,
    epochs: 60,
    shuffle: false,
    verbose: 0,
    validationSplit: 0.25,
    callbacks: tf.callbacks.earlyStopping({ monitor: 'val_loss', patience: 3 }),
  });
  return {
    epochs: epoch.length,
    loss: history.loss as number[],
    validation: history.val_loss as number[],
  };
}
