import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { getActivation } from '../../src/nn/activations/lookup.js';
import { getInitializer } from '../../src/nn/initializers/lookup.js';
import { meanAbsoluteError } from '../../src/nn/losses/index.js';
import { getLoss } from '../../src/nn/losses/lookup.js';
import type { NestedInput } from '../../src/tensor/convert.js';
import { tensor } from '../../src/tensor/create.js';

interface Functions {
  activations: Record<string, { y?: number[]; error?: string }>;
  losses: { name: string; value: number }[];
  initializers: Spread[];
}

interface Spread {
  name: string;
  shape: number[];
  min: number;
  max: number;
  mean: number;
  std: number;
}

const file = new URL('../fixtures/keras-functions.json', import.meta.url);
const functions = JSON.parse(readFileSync(file, 'utf8')) as Functions;

/** Where Keras evaluated its activations: the identity gives the points back. */
const points = functions.activations.linear!.y!;

const evaluated = Object.entries(functions.activations).flatMap(([name, { y }]) =>
  y === undefined ? [] : [{ name, y }],
);

describe('activations give the values of Keras 3', () => {
  it.each(evaluated)('$name', ({ name, y }) => {
    const x = tensor([points], { dtype: 'float64' });
    const [values] = getActivation('test', name).apply(x).arraySync() as number[][];
    expect(values).toHaveLength(y.length);
    for (const [i, value] of values!.entries()) {
      if (typeof y[i] === 'number') {
        const error = Math.abs(value - y[i]) / Math.max(1, Math.abs(y[i]));
        expect(error, `at ${points[i]}`).toBeLessThan(1e-6);
      } else {
        // JSON has no infinity: a word stands where float32 overflowed.
        expect(Math.fround(value)).toBe(Number.POSITIVE_INFINITY);
      }
    }
  });

  it('threshold has no name, for it needs two numbers, in Keras too', () => {
    expect(functions.activations.threshold!.error).toContain('missing 2 required');
    expect(() => getActivation('dense', 'threshold')).toThrow('dense: expected a known activation');
  });
});

const KERAS_EXAMPLE = [
  [0.05, 0.95, 0],
  [0.1, 0.8, 0.1],
];

interface LossInputs {
  yTrue: NestedInput;
  yPred: NestedInput;
  config?: Record<string, number>;
  sampleWeight?: number[];
}

/** Errors of one half and of three. */
const TWO_ERRORS: LossInputs = { yTrue: [[1, 2]], yPred: [[1.5, 5]] };

/** Targets and predictions of those values whose inputs follow from the value itself. */
const INPUTS: Record<number, LossInputs> = {
  0: { yTrue: [[1, 0]], yPred: [[0, 1]] },
  1: { yTrue: [[1, 0]], yPred: [[1, 0]] },
  2: { yTrue: [[1, 0]], yPred: [[0.8, 0.3]], config: { labelSmoothing: 0.2 } },
  3: { yTrue: [[1, 0, 0]], yPred: [[0, 1, 0]] },
  4: {
    yTrue: [
      [0, 1, 0],
      [0, 0, 1],
    ],
    yPred: KERAS_EXAMPLE,
  },
  5: { yTrue: [[1, 0]], yPred: [[2, 2]] },
  6: { yTrue: [1, 2], yPred: KERAS_EXAMPLE },
  7: { yTrue: [0], yPred: [[0.5, 0.5]] },
  8: { yTrue: [0], yPred: [[0, 1]] },
  9: TWO_ERRORS,
  10: TWO_ERRORS,
  // The same two errors as two samples, of which only the second counts; others would give 1.5, too.
  11: { yTrue: [[1], [2]], yPred: [[1.5], [5]], sampleWeight: [0, 1] },
  12: TWO_ERRORS,
  13: { yTrue: [[0, 1]], yPred: [[0.6, 0.4]] },
  14: { yTrue: [[0, 1]], yPred: [[0.7, 0.3]] },
  15: { yTrue: [[1, 0]], yPred: [[0.3, 0.5]] },
};

/** What a loss gives for a batch, with its samples weighted as in training. */
function lossOf(name: string, inputs: LossInputs): number {
  const { yTrue, yPred, config = {}, sampleWeight } = inputs;
  const { perSample } = getLoss('test', { className: name, config });
  const samples = perSample(tensor(yTrue), tensor(yPred));
  return (sampleWeight ? samples.mul(sampleWeight) : samples).mean().item();
}

const relativeError = (received: number, value: number) =>
  Math.abs(received - value) / Math.max(1, value);

describe('losses give the values of Keras 3', () => {
  it.each(functions.losses.map((loss, i) => ({ ...loss, i })))('$name $i', ({ name, value, i }) => {
    expect(relativeError(lossOf(name, INPUTS[i]!), value)).toBeLessThan(1e-6);
  });
});

/** Made for this test, as the inputs of the one recorded value are not known. */
const absoluteErrors = JSON.parse(
  readFileSync(new URL('../fixtures/keras-mean-absolute-error.json', import.meta.url), 'utf8'),
) as { source: string; meanAbsoluteError: (LossInputs & { value: number })[] };

describe(`meanAbsoluteError gives the values of ${absoluteErrors.source}`, () => {
  it.each(absoluteErrors.meanAbsoluteError)('$value', ({ value, ...inputs }) => {
    const { yTrue, yPred, sampleWeight } = inputs;
    const direct = meanAbsoluteError(yTrue, yPred, sampleWeight).item();
    expect(relativeError(direct, value)).toBeLessThan(1e-6);
    expect(relativeError(lossOf('MeanAbsoluteError', inputs), value)).toBeLessThan(1e-6);
  });
});

describe('initializers spread their numbers as those of Keras 3', () => {
  it.each(functions.initializers)('$name', ({ name, shape, min, max, std }) => {
    const drawn = getInitializer('test', { className: name, config: { seed: 3 } });
    const values = Array.from(drawn.apply(shape, 'float64').values);
    const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
    const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length;
    // With 60,000 numbers a standard deviation is known to half a percent.
    expect(Math.abs(Math.sqrt(variance) / std - 1)).toBeLessThan(0.01);
    expect(Math.abs(mean)).toBeLessThan(0.02 * std);
    // The tails of a normal without bounds differ from draw to draw.
    const slack = name === 'RandomNormal' ? 0.3 : 0.005;
    expect(Math.abs(Math.min(...values) / min - 1)).toBeLessThan(slack);
    expect(Math.abs(Math.max(...values) / max - 1)).toBeLessThan(slack);
  });
});
