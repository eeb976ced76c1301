import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type LearningRateSchedule, schedules } from '../../src/train/index.js';

interface Case {
  schedule: keyof typeof schedules;
  options: Record<string, unknown>;
  config: Record<string, unknown>;
  rates: number[];
}

// The rates that the real Keras gave, with the version that it was.
const file = new URL('../fixtures/keras-schedules.json', import.meta.url);
const { steps, cases } = JSON.parse(readFileSync(file, 'utf8')) as {
  steps: number[];
  cases: Case[];
};

const make = (schedule: string, options: object): LearningRateSchedule =>
  schedules[schedule as keyof typeof schedules](options as never);

describe('schedules', () => {
  test('every one of them is held against Keras', () => {
    expect([...new Set(cases.map(({ schedule }) => schedule))].sort()).toEqual(
      Object.keys(schedules).sort(),
    );
  });

  // Keras computes in float32: 6e-8 of the rate, some more where it takes a power of a logarithm.
  test.each(cases)('$schedule $options', ({ schedule, options, config, rates }) => {
    const made = make(schedule, options);
    for (const [i, step] of steps.entries()) {
      const gap = Math.abs(made.at(step) - rates[i]!);
      expect(gap, `update ${step}: ${made.at(step)} for ${rates[i]}`).toBeLessThan(1e-7);
    }
    expect(made.getConfig()).toEqual(config);
  });

  test('restarts fall on their updates, however many there were', () => {
    for (const tMul of [1, 1.5, 2, 3]) {
      const schedule = make('cosineDecayRestarts', {
        initialLearningRate: 1,
        firstDecaySteps: 8,
        tMul,
      });
      for (let [start, length] = [0, 8]; start < 1e5; start += length, length *= tMul) {
        expect(schedule.at(start)).toBeCloseTo(1, 10);
        expect(schedule.at(start + length / 2)).toBeCloseTo(0.5, 10);
      }
    }
    const often = { initialLearningRate: 1, firstDecaySteps: 1, tMul: 1 };
    expect(make('cosineDecayRestarts', often).at(2 ** 31 - 1)).toBe(1);
  });

  test.each([
    ['exponentialDecay', { initialLearningRate: 1, decaySteps: 1, decayRate: 1, stairCase: true }],
    ['piecewiseConstantDecay', { boundaries: [1], values: [1, 2], name: 'x' }],
    ['cosineDecay', { initialLearningRate: 1, decaySteps: 1, warmup_steps: 3 }],
    ['cosineDecayRestarts', { initialLearningRate: 1, firstDecaySteps: 1, t_mul: 3 }],
    ['polynomialDecay', { initialLearningRate: 1, decaySteps: 1, cycles: true }],
  ])('%s refuses an option that it does not know', (schedule, options) => {
    expect(() => make(schedule, options)).toThrow(`${schedule}: expected options among`);
  });

  test.each([
    ['polynomialDecay', { initialLearningRate: 1, decaySteps: 1, cycle: 1 }, 'cycle to be true'],
    ['piecewiseConstantDecay', { boundaries: 1, values: [1, 2] }, 'boundaries and values to be'],
    ['cosineDecayRestarts', { initialLearningRate: 1, firstDecaySteps: 1, tMul: 0.5 }, 'tMul'],
    ['cosineDecayRestarts', { initialLearningRate: 1, firstDecaySteps: 0 }, 'firstDecaySteps'],
  ])('%s refuses %o', (schedule, options, expected) => {
    expect(() => make(schedule, options)).toThrow(expected);
  });
});
