import { readFileSync } from 'node:fs';
import { layers, type Sequential, sequential, train } from '@backprop/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Engine, type LockstepReport, lockstep } from '../../src/index.js';
import { buildCase, firstWeights, kerasCase, lastWeights } from './keras-reference.js';

const KERAS = kerasCase('notebook regression, not shuffled');
const { x, y, batch_size: batchSize, epochs } = KERAS.spec;
const weights = firstWeights(KERAS);

describe("lesson 03's net, trained by hand's rule (SGD, one student at a time)", () => {
  /** The corrected update in float64, calculated by hand and checked against NumPy. */
  const EPOCH_LOSSES = { 1: 26.345577666415263, 2: 19.85942891863526, 5: 1.223804496951285 };
  const build = (tf: Engine) => {
    const model = tf.sequential({
      layers: [tf.layers.dense({ units: 2, inputShape: [2] }), tf.layers.dense({ units: 1 })],
    });
    model.compile({ optimizer: tf.train.sgd(0.001), loss: 'meanSquaredError' });
    return model;
  };
  let report: LockstepReport;
  beforeAll(async () => {
    report = await lockstep({ build, x, y, weights, batchSize: 1, epochs: 5 });
  });

  it('stays within a few float32 ulps on every weight and every loss', () => {
    expect(report.steps).toHaveLength(20);
    expect(report.departure).toBeNull();
    expect(report.largestParameter.parameter.largest.difference).toBeLessThan(2e-7);
    const { core, difference } = report.largestLoss.loss;
    expect(difference).toBeLessThan(5e-6 * core);
    expect(report.reasons).toEqual([]);
  });

  it("meets the hand calculation's losses in both engines", () => {
    for (const [epoch, loss] of Object.entries(EPOCH_LOSSES)) {
      const both = report.epochs[Number(epoch) - 1]!;
      expect(Math.abs(both.core / loss - 1)).toBeLessThan(1e-6);
      expect(Math.abs(both.tfjs / loss - 1)).toBeLessThan(1e-6);
    }
  });

  it('meets them to the last digit when core runs in float64', async () => {
    const model: Sequential = sequential({
      dtype: 'float64',
      layers: [layers.dense({ units: 2, inputShape: [2] }), layers.dense({ units: 1 })],
    });
    model.compile({ optimizer: train.sgd(0.001), loss: 'meanSquaredError' });
    model.setWeights(weights);
    const history = await model.fit(x, y as number[][], {
      epochs: 5,
      batchSize: 1,
      shuffle: false,
    });
    for (const [epoch, loss] of Object.entries(EPOCH_LOSSES)) {
      expect(history.history.loss![Number(epoch) - 1]).toBeCloseTo(loss, 12);
    }
  });
});

describe("the notebook's Keras run in fixed order (Adam, 75 epochs)", () => {
  const options = { build: buildCase(KERAS), x, y, weights, batchSize, epochs };
  let report: LockstepReport;
  beforeAll(async () => {
    report = await lockstep(options);
  });

  it('is met by both engines: 1e-5 on weights, 5e-6 relative on losses', () => {
    const last = lastWeights(KERAS);
    const { loss } = KERAS.result.history;
    expect(report.steps).toHaveLength(300);
    expect(report.epochs).toHaveLength(75);
    for (const engine of ['core', 'tfjs'] as const) {
      report.steps.at(-1)!.parameters.forEach((row, i) => {
        row[engine].forEach((value, j) => {
          expect(Math.abs(value - last[i]![j]!)).toBeLessThan(1e-5);
        });
      });
      report.epochs.forEach((epoch, i) => {
        expect(Math.abs(epoch[engine] / loss[i]! - 1)).toBeLessThan(5e-6);
      });
    }
  });

  it('keeps the engines together at every step, and finds where they are furthest apart', () => {
    expect(report.departure).toBeNull();
    const { largest } = report.largestParameter.parameter;
    expect(largest.difference).toBeGreaterThan(0);
    expect(largest.difference).toBeLessThan(1e-5);
    const all = report.steps.flatMap(({ parameters }) =>
      parameters.map((row) => row.largest.difference),
    );
    expect(Math.max(...all)).toBe(largest.difference);
    expect(report.reasons[0]).toContain('Adam');
  });

  it('names layers, parameters and shapes in model order', () => {
    const rows = report.steps[0]!.parameters;
    expect(rows.map(({ layer, name, shape }) => [layer, name, shape])).toEqual([
      ['dense', 'kernel', [2, 2]],
      ['dense', 'bias', [2]],
      ['dense_1', 'kernel', [2, 1]],
      ['dense_1', 'bias', [1]],
    ]);
    expect(report.steps[5]).toMatchObject({ step: 6, epoch: 2, samples: [1] });
  });

  it('finds one nudged weight: the right step, parameter, element and digit', async () => {
    const nudge = { step: 101, layer: 'dense_1', parameter: 'kernel', index: [1, 0], by: 1e-4 };
    const nudged = await lockstep({ ...options, disturb: nudge });
    expect(nudged.steps.slice(0, 100)).toEqual(report.steps.slice(0, 100));
    const { departure } = nudged;
    expect(departure).toMatchObject({ step: 101, epoch: 26 });
    const [worst] = departure!.parameters;
    expect(worst).toMatchObject({ layer: 'dense_1', name: 'kernel' });
    expect(worst!.largest.index).toEqual([1, 0]);
    expect(worst!.largest.difference).toBeGreaterThan(0.9e-4);
    // The first digit that differs is the one that the texts show, at the fourth decimal.
    const { digits } = worst!.largest;
    const decimals = digits.at! - digits.core.indexOf('.');
    expect(digits.core.slice(0, digits.at!)).toBe(digits.tfjs.slice(0, digits.at!));
    expect(digits.core[digits.at!]).not.toBe(digits.tfjs[digits.at!]);
    expect([3, 4]).toContain(decimals);
  });

  it('tells of each step while it runs', async () => {
    const seen: number[] = [];
    const order = [3, 0];
    await lockstep({
      ...options,
      epochs: 2,
      order,
      onStep: ({ samples }) => seen.push(samples[0]!),
    });
    expect(seen).toEqual([3, 0, 3, 0]);
  });
});

describe('lockstep, asked for what it cannot do', () => {
  const options = { build: buildCase(KERAS), x, y };
  it('names weights that are missing or of another shape', async () => {
    await expect(lockstep({ ...options, weights: weights.slice(1) })).rejects.toThrow(
      'lockstep: expected 4 weights: dense/kernel, dense/bias, dense_1/kernel, dense_1/bias, received 3',
    );
    const turned = [weights[0]!, weights[1]!, [[0.1, 0.1]], [0]];
    await expect(lockstep({ ...options, weights: turned })).rejects.toThrow(
      'expected dense_1/kernel of shape [2, 1], received [1, 2]',
    );
  });

  it('refuses to disturb a weight that is not there', async () => {
    const nudge = { step: 1, layer: 'dense', parameter: 'kernel', index: [2, 0], by: 1 };
    await expect(lockstep({ ...options, disturb: nudge })).rejects.toThrow(
      'expected disturb to name an element of dense/kernel [2, 2]',
    );
  });

  it('refuses models that differ', async () => {
    let units = 1;
    const build = (tf: Engine) => {
      units += 1;
      const model = tf.sequential({ layers: [tf.layers.dense({ units, inputShape: [2] })] });
      model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
      return model;
    };
    await expect(lockstep({ build, x, y })).rejects.toThrow("as core's model has them");
  });
});

describe('the package', () => {
  it('does not load TensorFlow.js until lockstep is called', () => {
    const read = (path: string) =>
      readFileSync(new URL(`../../src/${path}`, import.meta.url), 'utf8');
    const visited = new Set<string>();
    const visit = (path: string): void => {
      if (visited.has(path)) return;
      visited.add(path);
      for (const [statement, from] of read(path).matchAll(
        /^(?:import|export)[^;]*?from '([^']+)'/gm,
      )) {
        if (statement.startsWith('import type')) continue;
        expect(from, path).not.toMatch(/tensorflow|#tfjs|\/tfjs\.js$/);
        if (from!.startsWith('.'))
          visit(new URL(from!, `file:///${path}`).pathname.slice(1).replace(/\.js$/, '.ts'));
      }
    };
    visit('index.ts');
    expect(visited.size).toBeGreaterThan(8);
  });
});
