import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Engine, type LockstepReport, lockstep } from '../../src/index.js';
import * as tf from '../../src/tfjs.js';
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
    const double = await lockstep({
      // TensorFlow.js has no float64 and passes over the dtype.
      build(tf) {
        const model = tf.sequential({
          dtype: 'float64',
          layers: [tf.layers.dense({ units: 2, inputShape: [2] }), tf.layers.dense({ units: 1 })],
        });
        model.compile({ optimizer: tf.train.sgd(0.001), loss: 'meanSquaredError' });
        return model;
      },
      x,
      y,
      weights,
      batchSize: 1,
      epochs: 5,
    });
    for (const [epoch, loss] of Object.entries(EPOCH_LOSSES)) {
      expect(double.epochs[Number(epoch) - 1]!.core).toBeCloseTo(loss, 13);
    }
    expect(double.departure).toBeNull();
  });
});

describe('what lockstep sees inside a step', () => {
  const STUDENT = { x: [[8, 8]], y: [[4]], weights, epochs: 1 };
  const build = (tf: Engine) => {
    // TensorFlow.js has no float64 and passes over the dtype.
    const model = tf.sequential({
      dtype: 'float64',
      layers: [tf.layers.dense({ units: 2, inputShape: [2] }), tf.layers.dense({ units: 1 })],
    });
    model.compile({ optimizer: tf.train.sgd(0.001), loss: 'meanSquaredError' });
    return model;
  };

  it("meets the first student's gradients and activations as calculated by hand", async () => {
    const { steps } = await lockstep({ ...STUDENT, build, activations: true });
    const { loss, gradients, activations, parameters } = steps[0]!;
    const values = (rows: typeof gradients, engine: 'core' | 'tfjs') =>
      rows.map((row) => row[engine]);
    // y = 4, prediction 0.32, so dL/dy = 2 (0.32 - 4) = -7.36; A1 = 1.6; each W1 gets -7.36 · 0.1 · 8.
    const byHand = [
      [-5.888, -5.888, -5.888, -5.888],
      [-0.736, -0.736],
      [-11.776, -11.776],
      [-7.36],
    ];
    const after = [
      [0.105888, 0.105888, 0.105888, 0.105888],
      [0.000736, 0.000736],
      [0.111776, 0.111776],
      [0.00736],
    ];
    const close = (found: readonly (readonly number[])[], wanted: number[][], digits: number) => {
      expect(found).toHaveLength(wanted.length);
      found.forEach((row, i) => {
        row.forEach((value, j) => {
          expect(value).toBeCloseTo(wanted[i]![j]!, digits);
        });
      });
    };
    close(values(gradients, 'core'), byHand, 13);
    close(values(gradients, 'tfjs'), byHand, 5);
    close(values(activations, 'core'), [[1.6, 1.6], [0.32]], 14);
    close(values(activations, 'tfjs'), [[1.6, 1.6], [0.32]], 6);
    close(values(parameters, 'core'), after, 14);
    close([[loss.core], [loss.tfjs]], [[13.5424], [13.5424]], 5);
    expect(gradients.map(({ layer, name }) => `${layer}/${name}`)).toEqual([
      'dense/kernel',
      'dense/bias',
      'dense_1/kernel',
      'dense_1/bias',
    ]);
    expect(activations.map(({ layer, name }) => `${layer}/${name}`)).toEqual([
      'dense/output',
      'dense_1/output',
    ]);
  });

  it('leaves nothing behind in TensorFlow.js', async () => {
    await lockstep({ ...STUDENT, build, activations: true });
    const before = tf.memory().numTensors;
    await lockstep({ ...STUDENT, build, activations: true });
    expect(tf.memory().numTensors).toBe(before);
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    const run = lockstep({
      ...STUDENT,
      build,
      epochs: 1000,
      signal: stop.signal,
      onStep: ({ step }) => step === 7 && stop.abort(),
    });
    await expect(run).rejects.toThrow('aborted');
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
