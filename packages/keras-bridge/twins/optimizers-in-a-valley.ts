// Six optimizers walk down Rosenbrock's valley from the same place.
import * as tf from '@tensorflow/tfjs';

export function program() {
  const walk = (optimizer: tf.Optimizer) => {
    const [x, y] = [tf.variable(tf.scalar(-1)), tf.variable(tf.scalar(1.5))];
    const heights: number[] = [];
    for (let step = 0; step < 40; step++) {
      const height = optimizer.minimize(
        () => tf.sub(1, x).square().add(y.sub(x.square()).square().mul(10)).sum(),
        true,
        [x, y],
      );
      heights.push((height as tf.Tensor).dataSync()[0] as number);
    }
    return [...heights, x.dataSync()[0] as number, y.dataSync()[0] as number];
  };
  return {
    sgd: walk(tf.train.sgd(0.005)),
    momentum: walk(tf.train.momentum(0.002, 0.9)),
    nesterov: walk(tf.train.momentum(0.002, 0.9, true)),
    adagrad: walk(tf.train.adagrad(0.1)),
    rmsprop: walk(tf.train.rmsprop(0.01, 0.9, 0, 1e-7)),
    adam: walk(tf.train.adam(0.05)),
  };
}
