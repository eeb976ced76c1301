// Derivatives of functions that are made of functions: once, twice, and in several variables.
import * as tf from '@tensorflow/tfjs';

export function program() {
  const wave = (x: tf.Tensor) => x.square().sin().div(x.square().add(1));
  const slope = tf.grad(wave);
  const curvature = tf.grad((x: tf.Tensor) => slope(x).sum());
  const x = tf.linspace(-1, 2, 7);

  const surface = (a: tf.Tensor, b: tf.Tensor) => a.mul(b).tanh().add(a.div(b)).sum();
  const { value, grads } = tf.valueAndGrads(surface)([
    tf.tensor1d([0.5, -1, 2]),
    tf.tensor1d([1, 3, -0.25]),
  ]);
  return {
    wave: wave(x).arraySync(),
    slope: slope(x).arraySync(),
    curvature: curvature(x).arraySync(),
    value: value.arraySync(),
    grads: grads.map((gradient) => gradient.arraySync()),
  };
}
