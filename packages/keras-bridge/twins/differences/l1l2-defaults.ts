// A regularizer whose strengths are left out.
import * as tf from '@tensorflow/tfjs';

export function program() {
  const regularizer = tf.regularizers.l1l2();
  return { penalty: (regularizer.apply(tf.tensor1d([1, 2])) as tf.Tensor).arraySync() };
}
