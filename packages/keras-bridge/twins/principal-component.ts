// The direction in which points spread most, by power iteration.
import * as tf from '@tensorflow/tfjs';

export function program() {
  const points = tf.tensor2d([
    [2, 1.9],
    [0, 0.2],
    [-1, -1.3],
    [3, 2.8],
    [-2, -1.7],
    [1, 1.2],
  ]);
  const { mean, variance } = tf.moments(points, 0);
  const centred = points.sub(mean);
  const covariance = centred.matMul(centred, true).div(points.shape[0] as number);
  let direction = tf.tensor2d([[1], [0]]) as tf.Tensor;
  for (let step = 0; step < 12; step++) {
    const next = covariance.matMul(direction);
    direction = next.div(next.norm());
  }
  const along = centred.matMul(direction).reshape([-1]);
  const { values, indices } = tf.topk(along, 2);
  return {
    mean: mean.arraySync(),
    variance: variance.arraySync(),
    covariance: covariance.arraySync(),
    direction: direction.arraySync(),
    farthest: values.arraySync(),
    whose: tf.gather(points, indices).arraySync(),
  };
}
