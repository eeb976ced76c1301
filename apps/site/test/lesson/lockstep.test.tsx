import { type Engine, type LockstepStep, lockstep } from '@backprop/keras-bridge/lockstep';
import { describe, expect, test } from 'vitest';
import {
  LockstepTable,
  regressionInLockstep,
  regressionInLockstepWithAdam,
} from '../../src/lesson';
import { cutAt, rowsOf, short, summaryOf } from '../../src/lesson/lockstep/rows';
import { render } from './render';

describe('rowsOf', () => {
  const loss = {
    core: 1.5,
    tfjs: 1.25,
    difference: 0.25,
    ulps: 7,
    digits: { core: '1.50', tfjs: '1.25', at: 2, digit: 2 },
  };
  const same = { ...loss, difference: 0, digits: { core: '1', tfjs: '1', at: null, digit: null } };
  const step: LockstepStep = {
    ...{ step: 1, epoch: 1, samples: [0], loss, gradients: [], activations: [] },
    parameters: [
      {
        ...{ layer: 'hidden', name: 'kernel', shape: [2, 2], core: [], tfjs: [], ulps: 0 },
        largest: { ...same, index: [1, 0] },
      },
    ],
  };

  test('puts the loss first and names the element of a parameter', () => {
    expect(rowsOf(step).map(({ name }) => name)).toEqual(['loss', 'hidden kernel[1, 0]']);
  });

  test('cuts both numbers at the first digit that differs, and says it in words', () => {
    const [first, second] = rowsOf(step);
    expect(first).toMatchObject({
      core: { before: '1.', digit: '5', after: '0' },
      tfjs: { before: '1.', digit: '2', after: '5' },
      words: 'differs from digit 2 on',
    });
    expect(second).toMatchObject({ core: { before: '1', digit: '' }, words: 'all digits equal' });
  });
});

test('cutAt puts a text together again', () => {
  for (const at of [null, 0, 3, 7]) {
    const { before, digit, after } = cutAt('-0.1234', at);
    expect(before + digit + after).toBe('-0.1234');
  }
});

test('short writes differences with two digits', () => {
  expect([0, 2.4e-7, 0.1].map(short)).toEqual(['0', '2.4e-7', '1.0e-1']);
});

test('the regression net trains on both engines, and the table has a line for each number', async () => {
  const report = await lockstep(regressionInLockstep);
  expect(report.steps).toHaveLength(20);
  expect(rowsOf(report.steps[19]!).map(({ name }) => name.replace(/\[.*/, ''))).toEqual([
    'loss',
    'dense kernel',
    'dense bias',
    'dense_1 kernel',
    'dense_1 bias',
  ]);
  expect(report.epochs[0]!.core).toBeCloseTo(26.345577666415263, 4);
  expect(summaryOf(report)).toMatch(/^Over 20 steps every loss and every weight is the same/);
}, 60_000);

test('with Adam the engines part in a late digit, which is marked', async () => {
  const report = await lockstep(regressionInLockstepWithAdam);
  const marked = report.steps.flatMap(rowsOf).filter((row) => row.core.digit !== '');
  expect(marked.length).toBeGreaterThan(0);
  for (const { core, tfjs, words, difference } of marked) {
    expect(core.before).toBe(tfjs.before);
    expect(core.digit).not.toBe(tfjs.digit);
    expect(words).toMatch(/^differs from digit \d on$/);
    expect(difference).toBeLessThan(1e-4);
  }
  expect(summaryOf(report)).toMatch(/^Over 20 steps the losses .* The engines stay together/);
}, 60_000);

test('negative control: a weight that is put off is said to part the engines', async () => {
  const build = (tf: Engine) => {
    const layer = tf.layers.dense({ units: 1, inputShape: [2], name: 'put_off' });
    const model = tf.sequential({ layers: [layer] });
    model.compile({ optimizer: tf.train.sgd(0.001), loss: 'meanSquaredError' });
    return model;
  };
  const { x, y } = regressionInLockstep;
  const disturb = { step: 2, layer: 'put_off', parameter: 'kernel', index: [1, 0], by: 0.01 };
  const report = await lockstep({ build, x, y, batchSize: 1, disturb });
  expect(summaryOf(report)).toMatch(/The engines part at step 2\./);
}, 60_000);

test('LockstepTable waits for the reader before it loads an engine', async () => {
  const html = await render(<LockstepTable {...regressionInLockstep} />);
  expect(html).toContain('Train both engines');
  expect(html).toContain('data-lockstep="waiting"');
});
