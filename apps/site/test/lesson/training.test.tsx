import * as core from '@backprop/core';
import { describe, expect, test } from 'vitest';
import { regressionPlan, TrainingPicture } from '../../src/lesson';
import {
  describeFit,
  describeLosses,
  describeProgress,
  round,
} from '../../src/lesson/training/describe';
import { FitPlot } from '../../src/lesson/training/FitPlot';
import { LossPlot } from '../../src/lesson/training/LossPlot';
import { Numbers } from '../../src/lesson/training/Numbers';
import { roundRange, scale, ticks } from '../../src/lesson/training/scale';
import { type Snapshot, train } from '../../src/lesson/training/train';
import { takeUpdates } from '../../src/lesson/training/use-training';
import { render } from './render';

const all = [...train(core, regressionPlan)];
const last = all[all.length - 1]!;

describe('train', () => {
  test('starts before the first update and ends after the last', () => {
    expect(all).toHaveLength(21);
    expect(all[0]).toMatchObject({ updates: 0, total: 20, epochLosses: [] });
    expect(all[0]!.predictions[0]).toBeCloseTo(0.32, 12);
    expect(last.updates).toBe(20);
  });

  test('meets the epoch losses of the correct update', () => {
    expect(last.epochLosses).toHaveLength(5);
    expect(last.epochLosses[0]).toBeCloseTo(26.345577666415263, 12);
    expect(last.epochLosses[1]).toBeCloseTo(19.85942891863526, 12);
    expect(last.epochLosses[4]).toBeCloseTo(1.223804496951285, 12);
  });

  test('trains a classifier: the loss starts near ln 2 and falls with the fair settings', () => {
    const run = train(core, {
      task: 'classification',
      x: [[1], [-1]],
      y: [1, 0],
      weights: { W1: [[0.3, -0.2]], b1: [0, 0], W2: [0.1, 0.2], b2: 0 },
      learningRate: 0.5,
      epochs: 200,
    });
    const { last: end } = takeUpdates(run, Number.POSITIVE_INFINITY);
    expect(end!.epochLosses[0]).toBeGreaterThan(0.5);
    expect(end!.epochLosses[199]).toBeLessThan(0.1);
    expect(end!.predictions[0]).toBeGreaterThan(0.9);
  });

  test('leaves no tensors behind', () => {
    const before = core.memory().numTensors;
    takeUpdates(train(core, regressionPlan), Number.POSITIVE_INFINITY);
    expect(core.memory().numTensors).toBe(before);
  });
});

test('takeUpdates stops at the end and says so', () => {
  const run = train(core, regressionPlan);
  expect(takeUpdates(run, 3)).toMatchObject({ last: { updates: 2 }, finished: false });
  expect(takeUpdates(run, 18)).toMatchObject({ last: { updates: 20 }, finished: true });
  expect(takeUpdates(run, 1)).toEqual({ last: null, finished: true });
  expect(takeUpdates(null, 1)).toEqual({ last: null, finished: true });
});

describe('the texts', () => {
  test('say how far the run is', () => {
    expect(describeProgress(all[0]!, regressionPlan)).toBe('not trained yet');
    expect(describeProgress(all[1]!, regressionPlan)).toBe('epoch 1 of 5, sample 1 of 4');
    expect(describeProgress(all[8]!, regressionPlan)).toBe('epoch 2 of 5, sample 4 of 4');
    expect(describeProgress(last, regressionPlan)).toBe('trained for 5 epochs');
  });

  test('say what the picture shows', () => {
    expect(describeFit(all[0]!, regressionPlan)).toMatch(/off by 5\.\d+ on average/);
    expect(describeLosses(all[0]!)).toContain('none finished');
    expect(describeLosses(last)).toBe('Loss of each epoch: from 26.346 to 1.224 in epoch 5.');
  });

  test('say when a number ran away', () => {
    expect(round(Number.NaN)).toBe('no finite number');
    expect(round(0.00123456)).toBe('0.00123');
  });
});

describe('the axes', () => {
  test('scale carries a range over, and a single number to the middle', () => {
    expect(scale([0, 10], [100, 200])(5)).toBe(150);
    expect(scale([3, 3], [100, 200])(3)).toBe(150);
  });

  test('roundRange holds all finite values', () => {
    expect(roundRange([0, 7.3, Number.NaN])).toEqual([0, 8]);
    expect(roundRange([])).toEqual([0, 1]);
    const [low, high] = roundRange([-2.1, 26.3]);
    expect([low <= -2.1, high >= 26.3]).toEqual([true, true]);
  });

  test('ticks are round and inside', () => {
    expect(ticks([0, 8])).toEqual([0, 2, 4, 6, 8]);
    expect(ticks([0, 0.3])).toEqual([0, 0.1, 0.2, 0.3]);
    expect(ticks([2, 2])).toEqual([2]);
  });
});

describe('the pictures', () => {
  test('FitPlot draws each prediction, with a text', async () => {
    const html = await render(<FitPlot plan={regressionPlan} snapshot={last} label="the fit" />);
    expect(html.match(/<circle/g)).toHaveLength(4);
    expect(html).toContain('role="img" aria-label="the fit"');
  });

  test('a prediction that ran away is left out, and nothing is drawn at NaN', async () => {
    const wild: Snapshot = { ...last, predictions: [Number.NaN, Number.POSITIVE_INFINITY, 6, 7] };
    const html = await render(<FitPlot plan={regressionPlan} snapshot={wild} label="" />);
    expect(html.match(/<circle/g)).toHaveLength(2);
    expect(html).not.toMatch(/NaN|Infinity/);
  });

  test('LossPlot draws each epoch', async () => {
    const html = await render(<LossPlot plan={regressionPlan} snapshot={last} label="" />);
    expect(html.match(/<circle/g)).toHaveLength(5);
    expect(html).not.toMatch(/NaN|Infinity/);
  });

  test('Numbers gives the losses in full', async () => {
    const html = await render(<Numbers plan={regressionPlan} snapshot={last} />);
    expect(html).toContain(String(last.epochLosses[4]));
  });

  test('TrainingPicture says in the built page that it is not loaded yet', async () => {
    const html = await render(<TrainingPicture plan={regressionPlan} />);
    expect(html).toContain('loads when it comes into view');
    expect(html).toContain('Play');
  });
});
