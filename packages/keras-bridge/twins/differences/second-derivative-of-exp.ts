// The second derivative of x exp(x) at 1, which is 3e.
import * as tf from '@tensorflow/tfjs';

export function program() {
  const first = tf.grad((x: tf.Tensor) => x.mul(x.exp()));
  const second = tf.grad((x: tf.Tensor) => first(x).sum());
  return { first: first(tf.scalar(1)).arraySync(), second: second(tf.scalar(1)).arraySync() };
}
