// A cubic through noisy points: four variables, one loss, Adam.
import * as tf from '@tensorflow/tfjs';

export function program() {
  const x = tf.linspace(-1, 1, 21);
  const y = x.pow(3).mul(2).sub(x).add(x.mul(17).sin().mul(0.05));
  const coefficients = [0.1, -0.2, 0.3, 0.4].map((value) => tf.variable(tf.scalar(value)));
  const predict = () =>
    coefficients.reduce<tf.Tensor>(
      (sum, coefficient, power) => sum.add(coefficient.mul(x.pow(power))),
      tf.scalar(0),
    );
  const optimizer = tf.train.adam(0.05);
  const losses: number[] = [];
  for (let step = 0; step < 80; step++) {
    const cost = optimizer.minimize(() => predict().sub(y).square().mean(), true);
    losses.push((cost as tf.Tensor).dataSync()[0] as number);
  }
  return { losses, coefficients: coefficients.map((coefficient) => coefficient.arraySync()) };
}
