import type { Engine, LockstepOptions } from '@backprop/keras-bridge/lockstep';

/** A net of the notebook's shape, 2-2-1 and linear, ready to train. */
function regressionNet(tf: Engine, optimizer: ReturnType<Engine['train']['sgd' | 'adam']>) {
  const model = tf.sequential({
    layers: [tf.layers.dense({ units: 2, inputShape: [2] }), tf.layers.dense({ units: 1 })],
  });
  model.compile({ optimizer, loss: 'meanSquaredError' });
  return model;
}

/**
 * The regression notebook's net and data: one student a step, in order, plain gradient descent.
 * On it the engines agree to the last bit.
 */
export const regressionInLockstep = {
  build: (tf) => regressionNet(tf, tf.train.sgd(0.001)),
  x: [
    [8, 8],
    [7, 9],
    [6, 10],
    [5, 12],
  ],
  y: [[4], [5], [6], [7]],
  weights: [
    [
      [0.1, 0.1],
      [0.1, 0.1],
    ],
    [0, 0],
    [[0.1], [0.1]],
    [0],
  ],
  batchSize: 1,
  epochs: 5,
} satisfies LockstepOptions;

/** The same with Adam, whose square roots and quotients the engines round differently. */
export const regressionInLockstepWithAdam = {
  ...regressionInLockstep,
  build: (tf) => regressionNet(tf, tf.train.adam(0.001)),
} satisfies LockstepOptions;

/** The plan that the original course gave Keras: Adam and 75 epochs; here in fixed order. */
export const regressionInLockstepOnKerasPlan = {
  ...regressionInLockstepWithAdam,
  epochs: 75,
} satisfies LockstepOptions;
