// The straight-lined sigmoid, whose slope is 1/6 or 1/5.
import * as tf from '@tensorflow/tfjs';

export function program() {
  const activation = tf.layers.activation({ activation: 'hardSigmoid', inputShape: [3] });
  return { output: (activation.apply(tf.tensor2d([[-1, 0, 1]])) as tf.Tensor).arraySync() };
}
