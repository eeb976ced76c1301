import { describe, expect, it } from 'vitest';
import {
  compareNumbers,
  compareParameter,
  knownDifferences,
  type LockstepStep,
} from '../../src/index.js';
import { batches, checkPlan } from '../../src/lockstep/batches.js';
import { findDeparture, makeReport } from '../../src/lockstep/report.js';

const weight = (name: string, core: number[], tfjs: number[]) =>
  compareParameter({ layer: 'dense', name, shape: [core.length], values: core }, { values: tfjs });

const step = (number: number, loss: [number, number], bias: [number, number]): LockstepStep => ({
  step: number,
  epoch: Math.ceil(number / 2),
  samples: number % 2 === 1 ? [0, 1, 2] : [3],
  loss: compareNumbers(...loss),
  parameters: [weight('kernel', [1, 2], [1, 2]), weight('bias', [bias[0]], [bias[1]])],
  gradients: [],
  activations: [],
});

const TOLERANCE = { weights: 1e-5, loss: 5e-6 };

describe('findDeparture', () => {
  it('names the first step outside, and the largest of what is outside', () => {
    const steps = [step(1, [1, 1], [1, 1]), step(2, [1, 1.1], [1, 1.5]), step(3, [1, 9], [1, 9])];
    steps[1]!.parameters[0] = weight('kernel', [1, 2], [1, 2.25]);
    const found = findDeparture(steps, [], TOLERANCE);
    expect(found).toMatchObject({ step: 2, epoch: 1, loss: { tfjs: 1.1 } });
    expect(found?.parameters.map(({ name }) => name)).toEqual(['bias', 'kernel']);
  });

  it('holds the loss to a share and the weights to a distance', () => {
    expect(findDeparture([step(1, [1000, 1000.004], [1, 1.000009])], [], TOLERANCE)).toBeNull();
    expect(findDeparture([step(1, [1, 1.000006], [1, 1])], [], TOLERANCE)?.parameters).toEqual([]);
    expect(findDeparture([step(1, [1, 1], [1, 1.00002])], [], TOLERANCE)?.loss).toBeNull();
  });

  it('forgives a loss that is almost zero beside its epoch', () => {
    const almost = step(1, [1e-4, 1.0001e-4], [1, 1]);
    expect(findDeparture([almost], [], TOLERANCE)?.loss).not.toBeNull();
    expect(findDeparture([almost], [compareNumbers(1, 1)], TOLERANCE)).toBeNull();
  });

  it('takes a loss that is not a number for outside', () => {
    expect(findDeparture([step(1, [1, Number.NaN], [1, 1])], [], TOLERANCE)?.step).toBe(1);
  });
});

describe('makeReport', () => {
  it('weighs an epoch by the rows of its batches and finds the largest differences', () => {
    const steps = [step(1, [1, 1], [1, 1]), step(2, [5, 6], [1, 2]), step(3, [1, 1], [1, 1.5])];
    const report = makeReport(steps, TOLERANCE, []);
    expect(report.epochs.map(({ core, tfjs }) => [core, tfjs])).toEqual([
      [2, 2.25],
      [1, 1],
    ]);
    expect(report.largestLoss.step).toBe(2);
    expect(report.largestParameter).toMatchObject({ step: 2, parameter: { name: 'bias' } });
  });
});

describe('batches', () => {
  it('goes through the rows in the order given, the last batch smaller', () => {
    const plan = { samples: 5, batchSize: 2, epochs: 2, order: [4, 3, 2, 1, 0] };
    expect([...batches(plan)].map(({ epoch, samples }) => [epoch, samples])).toEqual([
      [1, [4, 3]],
      [1, [2, 1]],
      [1, [0]],
      [2, [4, 3]],
      [2, [2, 1]],
      [2, [0]],
    ]);
  });
});

describe('checkPlan', () => {
  const plan = { samples: 2, batchSize: 1, epochs: 1, order: undefined };
  const x = [[1], [2]];
  it('refuses data and plans that cannot be carried out', () => {
    expect(() => checkPlan([], [], plan)).toThrow('lockstep: expected x with at least one row');
    expect(() => checkPlan(x, [[1]], plan)).toThrow('y with 2 rows, one for each of x, received 1');
    expect(() => checkPlan(x, x, { ...plan, batchSize: 0 })).toThrow(
      'batchSize to be a whole number',
    );
    expect(() => checkPlan(x, x, { ...plan, epochs: 1.5 })).toThrow('epochs to be a whole number');
    expect(() => checkPlan(x, x, { ...plan, order: [0, 2] })).toThrow(
      'row numbers below 2, received 2',
    );
    expect(() => checkPlan(x, x, { ...plan, order: [] })).toThrow('at least one row number');
  });
});

describe('knownDifferences', () => {
  it('says where the engines are known to part, and nothing else', () => {
    const model = {
      optimizer: 'Adam',
      loss: 'binaryCrossentropy',
      activations: ['hardSigmoid'],
      layers: ['Dense'],
    };
    expect(knownDifferences(model).map((text) => text.split(':')[0])).toEqual([
      'Adam',
      'Binary cross-entropy',
      'hardSigmoid',
    ]);
    expect(
      knownDifferences({
        ...model,
        optimizer: 'SGD',
        loss: 'meanSquaredError',
        activations: ['relu'],
      }),
    ).toEqual([]);
  });
});
