// Activations that Keras has by these names.
import * as tf from '@tensorflow/tfjs';

export function program() {
  const isKnown = (activation: string) => {
    try {
      tf.layers.activation({ activation: activation as 'relu' });
      return true;
    } catch {
      return false;
    }
  };
  return { relu: isKnown('relu'), silu: isKnown('silu'), leakyRelu: isKnown('leakyRelu') };
}
