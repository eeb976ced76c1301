import type { LockstepOptions } from '@backprop/keras-bridge/lockstep';

/** The regression notebook's net and data: one student a step, in order, plain gradient descent. */
export const regressionInLockstep = {
  build(tf) {
    const model = tf.sequential({
      layers: [tf.layers.dense({ units: 2, inputShape: [2] }), tf.layers.dense({ units: 1 })],
    });
    model.compile({ optimizer: tf.train.sgd(0.001), loss: 'meanSquaredError' });
    return model;
  },
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
