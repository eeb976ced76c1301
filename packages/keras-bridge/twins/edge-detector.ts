// A convolution that finds edges, and one that learns to be it.
import * as tf from '@tensorflow/tfjs';

export function program() {
  const image = tf.tensor4d(
    Array.from({ length: 64 }, (_, i) => (i % 8 < 4 ? 0 : 1)),
    [1, 8, 8, 1],
  );
  const sobel = tf.tensor4d([-1, 0, 1, -2, 0, 2, -1, 0, 1], [3, 3, 1, 1]);
  const edges = image.conv2d(sobel, 1, 'same');

  const filter = tf.variable(tf.tensor4d(new Array(9).fill(0.1), [3, 3, 1, 1]));
  const optimizer = tf.train.sgd(0.05);
  const losses: number[] = [];
  for (let step = 0; step < 30; step++) {
    const cost = optimizer.minimize(
      () => tf.conv2d(image, filter, 1, 'same').sub(edges).square().mean(),
      true,
    );
    losses.push((cost as tf.Tensor).dataSync()[0] as number);
  }
  return {
    edges: edges.reshape([8, 8]).arraySync(),
    losses,
    filter: filter.reshape([3, 3]).arraySync(),
    pooled: tf.maxPool(edges, 2, 2, 'valid').reshape([4, 4]).arraySync(),
    averaged: tf.avgPool(edges, 2, 2, 'valid').reshape([4, 4]).arraySync(),
  };
}
