// A function over all points of a grid, and its gradients along the axes.
import * as tf from '@tensorflow/tfjs';

export function program() {
  const xs = tf.tensor1d([-1, 0, 2]);
  const ys = tf.tensor1d([0.5, 3]);
  const grids = (['xy', 'ij'] as const).map((indexing) => {
    const heights = (a: tf.Tensor, b: tf.Tensor) => {
      const [x, y] = tf.meshgrid(a, b, { indexing }) as [tf.Tensor, tf.Tensor];
      return tf.addN([x.square().mul(y), y.square(), y.div(x.add(3))]);
    };
    const [atX, atY] = tf.grads(heights)([xs, ys]) as [tf.Tensor, tf.Tensor];
    return [heights(xs, ys).arraySync(), atX.arraySync(), atY.arraySync()];
  });
  return {
    grids,
    one: (tf.meshgrid(xs) as tf.Tensor[]).map((x) => x.arraySync()),
    quotients: tf.divNoNan(tf.tensor1d([1, -2, 0, 6]), tf.tensor1d([0, 4, 0, 3])).arraySync(),
    sum: tf.addN([xs, xs, xs]).arraySync(),
  };
}
