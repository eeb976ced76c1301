// Where Adam's epsilon stands matters once gradients are about as small.
import * as tf from '@tensorflow/tfjs';

export function program() {
  const weight = tf.variable(tf.scalar(0));
  tf.train.adam(1).minimize(() => weight.mul(1e-6).sum(), false, [weight]);
  return { weight: weight.arraySync() };
}
