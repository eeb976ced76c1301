// A step whose derivative is replaced: forward it rounds, backward it lets everything through.
import * as tf from '@tensorflow/tfjs';

export function program() {
  const roundStraightThrough = tf.customGrad((x) => ({
    value: (x as tf.Tensor).round(),
    gradFunc: (upstream: tf.Tensor) => upstream,
  }));
  const loss = (x: tf.Tensor) => roundStraightThrough(x).sub(3).square().sum();
  const x = tf.tensor1d([0.4, 1.6, 2.7]);
  const gradient = tf.grad(loss)(x);
  return { value: loss(x).arraySync(), gradient: gradient.arraySync() };
}
