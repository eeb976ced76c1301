import type * as TensorFlow from '@tensorflow/tfjs';
import { type Activation, ADAM, type Loss, type NetWorkload } from '../workloads/net.js';
import type { Trainer } from './contestant.js';

export type Tf = typeof TensorFlow;
type Tensor = TensorFlow.Tensor;

function activate(tf: Tf, z: Tensor, name: Activation): Tensor {
  return name === 'linear' ? z : tf[name](z);
}

function meanLoss(tf: Tf, loss: Loss, y: Tensor, out: Tensor): Tensor {
  switch (loss) {
    case 'halfSquaredError':
      return tf.mul(tf.mean(tf.square(tf.sub(out, y))), 0.5);
    case 'softmaxCrossEntropy':
      return tf.neg(tf.mean(tf.sum(tf.mul(y, tf.logSoftmax(out)), -1)));
    case 'sigmoidCrossEntropy':
      return tf.mean(tf.sub(tf.softplus(out), tf.mul(out, y)));
  }
}

function output(tf: Tf, workload: NetWorkload, x: Tensor, weights: readonly Tensor[]): Tensor {
  let a = x;
  let next = 0;
  const take = () => weights[next++] as never;
  for (const layer of workload.layers) {
    if (layer.kind === 'flatten') a = tf.reshape(a, [workload.batch, -1]);
    else if (layer.kind === 'maxPool') a = tf.maxPool(a as never, 2, 2, 'valid');
    else {
      const z =
        layer.kind === 'dense'
          ? tf.matMul(a as never, take())
          : tf.conv2d(a as never, take(), 1, 'same');
      a = activate(tf, tf.add(z as Tensor, take()), layer.activation);
    }
  }
  return a;
}

/**
 * A training step written against TensorFlow.js's API. The engine has the same API, so both run
 * this very text: what differs is the library and nothing else.
 */
export function tfjsProgram(tf: Tf, workload: NetWorkload): Trainer {
  const { input, outputs, batch, loss, optimizer: chosen } = workload;
  // Data that could change from step to step, so that nobody may calculate with it beforehand.
  const x = tf.variable(tf.tensor(workload.x, [batch, ...input]), false);
  const y = tf.variable(tf.tensor(workload.y, [batch, outputs]), false);
  const weights = workload.weights.map(({ shape, values }) =>
    tf.variable(tf.tensor(values.slice(), [...shape])),
  );
  const optimizer =
    chosen.name === 'adam'
      ? tf.train.adam(chosen.learningRate, ADAM.beta1, ADAM.beta2, ADAM.epsilon)
      : tf.train.sgd(chosen.learningRate);
  const forward = () =>
    meanLoss(tf, loss, y, output(tf, workload, x, weights)) as TensorFlow.Scalar;

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
