import type * as TensorFlow from '@tensorflow/tfjs';
import type { DenseWorkload } from '../workloads/dense.js';
import type { Trainer } from './contestant.js';

type Tf = typeof TensorFlow;

function activate(tf: Tf, z: TensorFlow.Tensor, name: DenseWorkload['activation']) {
  if (name === 'linear') return z;
  return tf[name](z);
}

function meanLoss(
  tf: Tf,
  loss: DenseWorkload['loss'],
  y: TensorFlow.Tensor,
  out: TensorFlow.Tensor,
) {
  switch (loss) {
    case 'halfSquaredError':
      return tf.mul(tf.mean(tf.square(tf.sub(out, y))), 0.5);
    case 'softmaxCrossEntropy':
      return tf.neg(tf.mean(tf.sum(tf.mul(y, tf.logSoftmax(out)), -1)));
    case 'sigmoidCrossEntropy':
      return tf.mean(tf.sub(tf.softplus(out), tf.mul(out, y)));
  }
}

/**
 * A training step written against TensorFlow.js's API. The engine has the same API, so both run
 * this very text: what differs is the library and nothing else.
 */
export function tfjsProgram(tf: Tf, workload: DenseWorkload): Trainer {
  const { sizes, batch, activation, loss, optimizer: chosen } = workload;
  const x = tf.tensor(workload.x, [batch, sizes[0]!]);
  const y = tf.tensor(workload.y, [batch, sizes.at(-1)!]);
  const weights = workload.weights.map(({ shape, values }) =>
    tf.variable(tf.tensor(values.slice(), [...shape])),
  );
  const optimizer = tf.train[chosen.name](chosen.learningRate);
  const layers = weights.length / 2;

  const forward = () => {
    let a: TensorFlow.Tensor = x;
    for (let i = 0; i < layers; i++) {
      const z = tf.add(
        tf.matMul(a as TensorFlow.Tensor2D, weights[2 * i]! as never),
        weights[2 * i + 1]!,
      );
      a = i === layers - 1 ? z : activate(tf, z, activation);
    }
    return meanLoss(tf, loss, y, a) as TensorFlow.Scalar;
  };

  return {
    step: () => {
      optimizer.minimize(forward, false, weights as never);
    },
    loss: () => tf.tidy(() => forward().dataSync()[0]!),
    dispose: () => {
      for (const tensor of [x, y, ...weights]) tensor.dispose();
    },
  };
}
