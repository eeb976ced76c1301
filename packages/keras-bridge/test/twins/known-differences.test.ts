import { describe, expect, it } from 'vitest';
import { programNames, programText, type Result, runProgram } from './run-program.js';

interface Difference {
  why: string;
  tfjs: Result;
  core: Result;
}

const near = (value: number, digits = 5) => expect.closeTo(value, digits) as number;

/** Where TensorFlow.js computes something else than Keras 3 on TensorFlow; core follows Keras. */
const DIFFERENCES: Record<string, Difference> = {
  'accuracy-key': {
    why: "Keras's history has 'accuracy'",
    tfjs: { keys: ['acc', 'loss'] },
    core: { keys: ['accuracy', 'loss'] },
  },
  'activation-names': {
    why: 'Keras knows silu and leaky_relu by name',
    tfjs: { relu: true, silu: false, leakyRelu: false },
    core: { relu: true, silu: true, leakyRelu: true },
  },
  'adagrad-by-name': {
    why: "Keras's rate is 0.001, and the gradient here is 2: 0.001 × 2 / √(0.1 + 4)",
    tfjs: { weight: [[near(1 - (0.01 * 2) / Math.sqrt(4.1))]] },
    core: { weight: [[near(1 - (0.001 * 2) / Math.sqrt(4.1))]] },
  },
  'adam-with-small-gradients': {
    why: 'Keras adds epsilon 1e-7 to √v before it is corrected: 1e-6 √0.001 / (1e-6 √0.001 + 1e-7)',
    tfjs: { weight: near(-1 / 1.1, 4) },
    core: { weight: near(-Math.sqrt(1e-3) / (Math.sqrt(1e-3) + 0.1)) },
  },
  'centered-rmsprop': {
    why: 'Keras adds epsilon to v − ḡ², TensorFlow.js subtracts it',
    tfjs: { weight: near(centered(-1e-3)) },
    core: { weight: near(centered(1e-3)) },
  },
  'evaluate-with-regularizer': {
    why: "Keras's evaluate has the penalty 0.5 × 2² in it, as its fit has",
    tfjs: { loss: 1 },
    core: { loss: 3 },
  },
  'freezing-a-model-in-a-model': {
    why: 'Keras freezes all layers of a model with it; TensorFlow.js freezes none, and both take a step of −0.5 × 2',
    tfjs: { weights: [[[0]], [[0]]] },
    core: { weights: [[[1]], [[0]]] },
  },
  'gradient-of-a-constant': {
    why: 'the derivative of a constant is 0, a number like others; TensorFlow.js refuses to give it',
    tfjs: { refused: 'Cannot compute gradient of y=f(x) wi' },
    core: { gradient: [0, 0] },
  },
  'gradient-of-a-quotient-by-zero': {
    why: 'TensorFlow gives 0 where it divides by 0, TensorFlow.js cannot derive how it finds these',
    tfjs: { refused: 'Cannot compute gradient: gradient function not found for Equal.' },
    core: {
      gradients: [
        [0, near(1 / 3)],
        [0, near(-2 / 3)],
      ],
    },
  },
  'hard-sigmoid': {
    why: "Keras 3's slope is 1/6",
    tfjs: { output: [[near(0.3), near(0.5), near(0.7)]] },
    core: { output: [[near(1 / 3), near(0.5), near(2 / 3)]] },
  },
  'hinge-with-zero-and-one': {
    why: 'Keras takes an answer of 0 for −1: 1 + 0.5; TensorFlow.js multiplies by the 0',
    tfjs: { loss: 1 },
    core: { loss: 1.5 },
  },
  initializers: {
    why: 'Keras widens a truncated normal by 1 / 0.8796 and gives Dense glorotUniform, whose largest is 1; TensorFlow.js gives glorotNormal, cut off at 2 / √3',
    tfjs: { heNormal: near(0.8796, 1), farthestInDense: near(2 / Math.sqrt(3), 2) },
    core: { heNormal: near(1, 1), farthestInDense: near(1, 2) },
  },
  'l1l2-defaults': {
    why: "Keras's strengths are 0: TensorFlow.js takes 0.01 × (1 + 2) + 0.01 × (1 + 4)",
    tfjs: { penalty: near(0.08) },
    core: { penalty: 0 },
  },
  'loss-without-weight': {
    why: 'TensorFlow takes the mean of nothing for 0, TensorFlow.js divides 0 by 0',
    tfjs: { losses: [Number.NaN, Number.NaN] },
    core: { losses: [0, 0] },
  },
  'order-of-weights': {
    why: 'Keras 3 lists the weights layer by layer, TensorFlow.js those first that training changes',
    tfjs: { sizes: [6, 2, 2, 8, 2, 2] },
    core: { sizes: [6, 2, 2, 2, 2, 8] },
  },
  'second-derivative-of-exp': {
    why: 'TensorFlow.js takes the output of exp for a constant when it derives twice, and loses e',
    tfjs: { first: near(2 * Math.E), second: near(2 * Math.E) },
    core: { first: near(2 * Math.E), second: near(3 * Math.E) },
  },
  'summary-table': {
    why: "core draws Keras 3's table",
    tfjs: { text: expect.stringContaining('out (Dense)                 [[null,2]]') },
    core: {
      text: expect.stringMatching(/Model: "net"\n┏━+┳[\s\S]*│ out \(Dense\) +│ \(None, 1\)/),
    },
  },
  'sure-and-wrong-sigmoid': {
    why: 'Keras computes from the logits and keeps learning; TensorFlow.js clips 1 − p to 1e-7',
    tfjs: { loss: near(-Math.log(Math.fround(1 - Math.fround(1 - 1e-7)))), weight: [[50]] },
    core: { loss: 50, weight: [[49]] },
  },
  'sure-and-wrong-softmax': {
    why: 'Keras computes from the logits; TensorFlow.js clips p to 1e-7',
    tfjs: { loss: near(-Math.log(1e-7)) },
    core: { loss: near(17) },
  },
};

/** The weight after eight centered steps with gradient 1, rate 0.01 and rho 0.5. */
function centered(epsilon: number): number {
  let [weight, square, mean] = [0, 0, 0];
  for (let step = 0; step < 8; step++) {
    square = 0.5 * square + 0.5;
    mean = 0.5 * mean + 0.5;
    weight -= 0.01 / Math.sqrt(square - mean ** 2 + epsilon);
  }
  return weight;
}

describe('twin programs whose results differ, and why', () => {
  it('are all in the table', () => {
    expect(programNames('differences/')).toEqual(Object.keys(DIFFERENCES).sort());
  });

  for (const [name, { why, tfjs, core }] of Object.entries(DIFFERENCES)) {
    it(`${name}: ${why}`, async () => {
      const run = (library: string) => runProgram(programText(`differences/${name}`, library));
      const results = await run('@tensorflow/tfjs');
      expect(results).toEqual(tfjs);
      expect(await run('@backprop/core')).toEqual(core);
      expect(results).not.toEqual(core);
    });
  }
});
