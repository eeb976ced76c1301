// A program that says what it calculates on.
import * as tf from '@tensorflow/tfjs';

export async function program() {
  const chosen = await tf.setBackend('cpu');
  await tf.ready();
  const backend = tf.getBackend();
  return {
    chosen,
    isCpu: backend === 'cpu',
    letters: backend.length,
    sum: tf.tensor1d([1, 2, 3]).sum().arraySync(),
  };
}
