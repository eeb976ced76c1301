// One neuron with one weight and one bias learns the line y = 2x - 1, as a loop over its samples.
import * as tf from '@tensorflow/tfjs';

export function program() {
  const weight = tf.variable(tf.scalar(0.5));
  const bias = tf.variable(tf.scalar(0));
  const optimizer = tf.train.sgd(0.05);
  const losses: number[] = [];
  for (let epoch = 0; epoch < 20; epoch++) {
    for (const [x, y] of [
      [-1, -3],
      [0, -1],
      [1, 1],
      [2, 3],
    ] as const) {
      const cost = optimizer.minimize(() => weight.mul(x).add(bias).sub(y).square().sum(), true);
      losses.push((cost as tf.Tensor).dataSync()[0] as number);
    }
  }
  return { losses, weight: weight.arraySync(), bias: bias.arraySync() };
}
