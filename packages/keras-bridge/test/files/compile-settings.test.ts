import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/files/index.js';
import { readCompile } from '../../src/files/training/read-compile.js';

const ADAM = { class_name: 'Adam', config: { learning_rate: 0.01 } };

function read(config: Record<string, Json>) {
  const notes: string[] = [];
  return { compile: readCompile({ optimizer: ADAM, loss: 'mse', ...config }, notes), notes };
}
const loss = (class_name: string, config: Record<string, Json>): Record<string, Json> => ({
  loss: { module: 'keras.losses', class_name, config, registered_name: null },
});

describe('readCompile', () => {
  it('takes every reduction that is a mean over the samples', () => {
    for (const reduction of ['sum_over_batch_size', 'mean', 'mean_with_sample_weight', 'auto']) {
      const { compile, notes } = read(loss('MeanSquaredError', { name: 'x', reduction }));
      expect(compile?.loss).toEqual({ name: 'mean_squared_error', config: {} });
      expect(notes).toEqual([]);
    }
  });

  it('does not take another reduction for a mean', () => {
    for (const reduction of ['sum', 'none', null]) {
      const { compile, notes } = read(loss('MeanSquaredError', { reduction }));
      expect(compile).toBeNull();
      expect(notes.join()).toMatch(/^The loss .*MeanSquaredError.* is not known here/);
    }
  });

  it('says that Keras does not save the delta of its Huber loss', () => {
    const told = read(loss('Huber', { name: 'huber_loss', reduction: 'sum_over_batch_size' }));
    expect(told.compile?.loss.name).toBe('huber');
    expect(told.notes).toEqual(['Keras does not save the delta of its Huber loss; 1 is taken.']);
    expect(read(loss('Huber', { delta: 0.5 }))).toMatchObject({
      compile: { loss: { config: { delta: 0.5 } } },
      notes: [],
    });
    expect(read({ loss: 'huber' }).notes).toEqual([]);
  });

  it('does not train on without what the optimizer or the loss was told besides', () => {
    for (const [key, value] of [
      ['use_ema', true],
      ['gradient_accumulation_steps', 4],
    ] as const) {
      const config = { learning_rate: 0.01, [key]: value };
      const { compile, notes } = read({ optimizer: { class_name: 'SGD', config } });
      expect(compile).toBeNull();
      expect(notes).toEqual([`The optimizer's ${key} is not known here; compile before training.`]);
    }
    const weighted = read({ loss_weights: [2] });
    expect(weighted.compile).toBeNull();
    expect(weighted.notes).toEqual([
      'The loss weights [2] are not known here; compile before training.',
    ]);
  });

  it('keeps the rest when weighted metrics are left out, and says so', () => {
    const { compile, notes } = read({ weighted_metrics: ['mae'] });
    expect(compile?.optimizer.className).toBe('Adam');
    expect(notes).toEqual(['The weighted metrics ["mae"] are not kept.']);
    const off = { use_ema: false, gradient_accumulation_steps: null, learning_rate: 0.01 };
    expect(
      read({
        optimizer: { class_name: 'SGD', config: off },
        loss_weights: null,
        weighted_metrics: null,
      }).notes,
    ).toEqual([]);
  });
});
