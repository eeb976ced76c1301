// The gradients of a net of two layers, written out by hand, beside those of the library.
import * as tf from '@tensorflow/tfjs';

export function program() {
  const x = tf
    .tensor2d([
      [8, 8],
      [7, 9],
      [6, 10],
      [5, 12],
    ])
    .div(10);
  const y = tf.tensor2d([[4], [5], [6], [7]]).div(10);
  const kernels = [
    tf.tensor2d([
      [0.1, -0.2],
      [0.3, 0.4],
    ]),
    tf.tensor2d([[0.5], [-0.6]]),
  ] as const;

  const hidden = tf.sigmoid(x.matMul(kernels[0]));
  const output = hidden.matMul(kernels[1]);
  const atOutput = output.sub(y).mul(2 / 4);
  const byHand = [
    x.matMul(atOutput.matMul(kernels[1], false, true).mul(hidden).mul(tf.sub(1, hidden)), true),
    hidden.matMul(atOutput, true),
  ];

  const loss = (first: tf.Tensor, second: tf.Tensor) =>
    tf.losses.meanSquaredError(y, tf.sigmoid(x.matMul(first)).matMul(second)) as tf.Tensor;
  const byLibrary = tf.grads(loss)([...kernels]);
  const apart = byHand.map((gradient, i) =>
    gradient
      .sub(byLibrary[i] as tf.Tensor)
      .abs()
      .max()
      .arraySync(),
  );
  return {
    byHand: byHand.map((gradient) => gradient.arraySync()),
    byLibrary: byLibrary.map((gradient) => gradient.arraySync()),
    same: apart.every((distance) => (distance as number) < 1e-6),
  };
}
