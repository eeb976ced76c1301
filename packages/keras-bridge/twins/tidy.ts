// Tensors made on the way are given back at the end of tidy; what it returns or keeps stays.
import * as tf from '@tensorflow/tfjs';

export function program() {
  const before = tf.memory().numTensors;
  const kept: tf.Tensor[] = [];
  const length = tf.tidy(() => {
    const vector = tf.tensor1d([3, 4]);
    kept.push(tf.keep(vector.mul(10)));
    return vector.square().sum().sqrt();
  });
  const during = tf.memory().numTensors - before;
  const result = { length: length.arraySync(), kept: kept.map((one) => one.arraySync()) };
  tf.dispose([length, ...kept]);
  return { ...result, during, after: tf.memory().numTensors - before, gone: length.isDisposed };
}
