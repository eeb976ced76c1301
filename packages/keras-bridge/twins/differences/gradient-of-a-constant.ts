// The gradient of a function whose result does not depend on its input.
import * as tf from '@tensorflow/tfjs';

export function program() {
  const constant = tf.grad(() => tf.scalar(7));
  try {
    return { gradient: constant(tf.tensor1d([1, 2])).arraySync() };
  } catch (error) {
    return { refused: (error as Error).message.slice(0, 36) };
  }
}
