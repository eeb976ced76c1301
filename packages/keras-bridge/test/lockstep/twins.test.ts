import { describe, expect, it } from 'vitest';
import { lockstep } from '../../src/index.js';
import {
  buildCase,
  firstWeights,
  type KerasCase,
  kerasCase,
  lastWeights,
} from './keras-reference.js';

const run = (reference: KerasCase) => {
  const { x, y, batch_size: batchSize, epochs } = reference.spec;
  return lockstep({
    build: buildCase(reference),
    x,
    y,
    weights: firstWeights(reference),
    batchSize,
    epochs,
  });
};

/** Largest distances of one engine's run from the real Keras's. */
function fromKeras(
  report: Awaited<ReturnType<typeof run>>,
  reference: KerasCase,
  engine: 'core' | 'tfjs',
) {
  const last = lastWeights(reference);
  const { loss } = reference.result.history;
  return {
    weights: Math.max(
      ...report.steps
        .at(-1)!
        .parameters.flatMap((row, i) =>
          row[engine].map((value, j) => Math.abs(value - last[i]![j]!)),
        ),
    ),
    loss: Math.max(...report.epochs.map((epoch, i) => Math.abs(epoch[engine] / loss[i]! - 1))),
  };
}

const TOGETHER = [
  'bce sgd 0',
  'bce sgd 1',
  'bce sgd 2',
  'bce rmsprop 5',
  'bce adagrad 7',
  'relu mse',
  'elu mse',
  'selu mse',
  'gelu mse',
  'softplus mse',
  'softsign mse',
  'mish mse',
  'sigmoid mse',
  'mae',
  'cce',
  'notebook classification, not shuffled',
];

describe('core, TensorFlow.js and the real Keras, trained alike', () => {
  for (const name of TOGETHER) {
    it(`stay together: ${name}`, async () => {
      const reference = kerasCase(name);
      const report = await run(reference);
      expect(report.departure).toBeNull();
      expect(report.largestParameter.parameter.largest.difference).toBeLessThan(2e-6);
      for (const engine of ['core', 'tfjs'] as const) {
        const apart = fromKeras(report, reference, engine);
        expect(apart.weights).toBeLessThan(2e-6);
        expect(apart.loss).toBeLessThan(5e-6);
      }
    });
  }
});

const APART = {
  'bce adam 3': 'Adam:',
  'sparse cce': 'Adam:',
  deep: 'Adam:',
  'bce rmsprop 6': 'RMSprop:',
  'hard_sigmoid mse': 'hardSigmoid:',
};

describe('where TensorFlow.js is known to compute something else', () => {
  for (const [name, reason] of Object.entries(APART)) {
    it(`core meets Keras, TensorFlow.js does not, and the report says why: ${name}`, async () => {
      const reference = kerasCase(name);
      const report = await run(reference);
      const [core, tfjs] = (['core', 'tfjs'] as const).map((engine) =>
        fromKeras(report, reference, engine),
      );
      expect(core!.weights).toBeLessThan(2e-6);
      expect(core!.loss).toBeLessThan(5e-6);
      expect(tfjs!.weights).toBeGreaterThan(4 * core!.weights);
      expect(report.departure).not.toBeNull();
      expect(report.reasons.some((text) => text.startsWith(reason))).toBe(true);
    });
  }
});
