// A program that says what it calculates on.
import * as tf from '@tensorflow/tfjs';

export async function program() {
  const before = tf.getBackend();
  const chosen = await tf.setBackend('cpu');
  await tf.ready();
  const backend = tf.getBackend();
  return {
    chosen,
    isCpu: backend === 'cpu',
    wasNamed: before.length > 0,
    sum: tf.tensor1d([1, 2, 3]).sum().arraySync(),
  };
}
