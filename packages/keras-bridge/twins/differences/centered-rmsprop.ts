// RMSprop with the mean of the gradients taken away, where all gradients are 1.
import * as tf from '@tensorflow/tfjs';

export function program() {
  const weight = tf.variable(tf.scalar(0));
  const optimizer = tf.train.rmsprop(0.01, 0.5, 0, 1e-3, true);
  for (let step = 0; step < 8; step++) {
    optimizer.minimize(() => weight.sum(), false, [weight]);
  }
  return { weight: weight.arraySync() };
}
