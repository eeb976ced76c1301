// Logistic regression from tensors alone: the loss on logits, and a step of gradient descent.
import * as tf from '@tensorflow/tfjs';

export function program() {
  const x = tf.tensor2d([
    [0.5, 1.5],
    [1, 1],
    [1.5, 0.5],
    [3, 0.5],
    [2, 2],
    [1, 2.5],
  ]);
  const labels = tf.tensor1d([0, 0, 0, 1, 1, 1]);
  const kernel = tf.variable(tf.zeros([2, 1]), true, 'kernel');
  const bias = tf.variable(tf.scalar(0), true, 'bias');
  const logits = () => x.matMul(kernel).add(bias).reshape([-1]);

  const losses: number[] = [];
  for (let step = 0; step < 60; step++) {
    const { value, grads } = tf.variableGrads(
      () => tf.losses.sigmoidCrossEntropy(labels, logits()),
      [kernel, bias],
    );
    losses.push(value.dataSync()[0] as number);
    kernel.assign(kernel.sub((grads[kernel.name] as tf.Tensor).mul(0.5)));
    bias.assign(bias.sub((grads[bias.name] as tf.Tensor).mul(0.5)));
  }
  return {
    losses,
    kernel: kernel.arraySync(),
    bias: bias.arraySync(),
    probabilities: tf.sigmoid(logits()).arraySync(),
  };
}
