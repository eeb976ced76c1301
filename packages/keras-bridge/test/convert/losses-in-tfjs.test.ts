import { tensor } from '@backprop/core';
import { describe, expect, it } from 'vitest';
import { fromModelFile, fromTfjs, toTfjs } from '../../src/convert/index.js';
import { LOSSES } from '../../src/files/training/losses.js';
import { TFJS_LOSSES, TFJS_METRICS } from '../../src/files/training/tfjs-names.js';
import * as tf from '../../src/tfjs.js';
import { makeModel } from '../files/sample-models.js';

const x = [
  [0.5, -1],
  [2, 0.25],
];
const y = [
  [1, 0, 0],
  [0, 0, 1],
];
/** Keras's hinge takes 0 for -1, TensorFlow.js's does not. */
const SIGNS = y.map((row) => row.map((value) => 2 * value - 1));
const TARGETS: Record<string, number[][]> = {
  sparse_categorical_crossentropy: [[0], [2]],
  hinge: SIGNS,
  squared_hinge: SIGNS,
};
const sgd = { className: 'SGD', config: { learning_rate: 0.1 } } as const;

function compiled(loss: string, metrics: string[] = []) {
  const layers = [['Dense', { units: 3, activation: 'softmax' }]] as const;
  const compile = { optimizer: sgd, loss: { name: loss, config: {} }, metrics };
  return fromModelFile(makeModel([null, 2], layers, { compile }));
}

describe('toTfjs', () => {
  it.each(LOSSES.filter((name) => TFJS_LOSSES[name] !== undefined))(
    'takes the loss %s over, and fromTfjs back',
    async (loss) => {
      const own = compiled(loss);
      const { model: twin, notes } = await toTfjs(own);
      expect(notes).toEqual([]);
      const targets = TARGETS[loss] ?? y;
      const [mine, other] = [
        await own.trainOnBatch(tensor(x), tensor(targets)),
        await twin.trainOnBatch(tf.tensor2d(x), tf.tensor2d(targets)),
      ];
      expect((mine as number) / (other as number)).toBeCloseTo(1, 5);
      const back = await fromTfjs(twin);
      expect(back.model.compiled('test').loss.name).toBe(loss);
    },
  );

  it('notes a loss that TensorFlow.js lacks, and gives the model without it', async () => {
    const { model, notes } = await toTfjs(compiled('huber'));
    expect(model.optimizer).toBeUndefined();
    expect(notes).toEqual([expect.stringContaining('or this loss')]);
  });

  it('takes over the metrics that TensorFlow.js has, and notes the others', async () => {
    // The sparse one needs other targets; core has no short names for cross-entropy.
    const known = Object.keys(TFJS_METRICS).filter((name) => !/sparse|^ce|^cross/.test(name));
    const { model, notes } = await toTfjs(compiled('categorical_crossentropy', known));
    expect(notes).toEqual([]);
    const results = await model.trainOnBatch(tf.tensor2d(x), tf.tensor2d(y));
    expect(results).toHaveLength(known.length + 1);
    const { notes: left } = await toTfjs(compiled('mean_squared_error', ['recall']));
    expect(left).toEqual(['The metric recall is left out: TensorFlow.js lacks it.']);
  });
});
