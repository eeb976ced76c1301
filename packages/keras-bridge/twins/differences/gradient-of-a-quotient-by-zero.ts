// The gradients of divNoNan where the divisor is 0.
import * as tf from '@tensorflow/tfjs';

export function program() {
  const quotient = (a: tf.Tensor, b: tf.Tensor) => tf.divNoNan(a, b);
  try {
    const gradients = tf.grads(quotient)([tf.tensor1d([1, 6]), tf.tensor1d([0, 3])]);
    return { gradients: gradients.map((gradient) => gradient.arraySync()) };
  } catch (error) {
    return { refused: (error as Error).message };
  }
}
