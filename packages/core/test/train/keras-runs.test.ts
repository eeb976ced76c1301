import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { layers, type Sequential, sequential } from '../../src/nn/index.js';
import { Adagrad, Adam, type Optimizer, RMSprop, SGD } from '../../src/train/index.js';

/** A training run that the real Keras made, with everything that it needs to be repeated. */
interface Run {
  name: string;
  spec: {
    inputs: number;
    layers: { units: number; activation: string; kernel: number[][]; bias: number[] }[];
    loss: string | { class_name: string; config: Record<string, number> };
    optimizer: { name: string } & Record<string, number | boolean | string>;
    x: number[][];
    y: number[][] | number[];
    batch_size: number;
    epochs: number;
    shuffle: boolean;
  };
  result: {
    history: { loss: number[] };
    weights: { weights: { name: string; values: number[] | number[][] }[] }[];
    predictions: number[][];
    evaluate: { loss: number };
  };
}

const file = new URL('../fixtures/keras-training.json', import.meta.url);
const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { cases: Run[] };

const OPTIMIZERS = { sgd: SGD, adam: Adam, rmsprop: RMSprop, adagrad: Adagrad };

const camelCase = (name: string): string =>
  name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

function makeOptimizer({ name, ...options }: Run['spec']['optimizer']): Optimizer {
  const renamed = Object.entries(options).map(([key, value]) => [camelCase(key), value]);
  return new OPTIMIZERS[name as keyof typeof OPTIMIZERS](Object.fromEntries(renamed));
}

function makeModel({ spec }: Run): Sequential {
  const model = sequential({
    layers: spec.layers.map(({ units, activation, kernel, bias }, i) =>
      layers.dense({
        units,
        activation,
        weights: [kernel, bias],
        ...(i === 0 ? { inputShape: [spec.inputs] } : {}),
      }),
    ),
  });
  const loss =
    typeof spec.loss === 'string'
      ? spec.loss
      : { className: spec.loss.class_name, config: spec.loss.config };
  model.compile({ optimizer: makeOptimizer(spec.optimizer), loss });
  return model;
}

const flat = (values: unknown): number[] => (values as unknown[]).flat(9) as number[];

const largestDifference = (a: number[], b: number[]): number => {
  expect(a).toHaveLength(b.length);
  return Math.max(...a.map((value, i) => Math.abs(value - b[i]!)));
};

const largestRelative = (a: number[], b: number[]): number => {
  expect(a).toHaveLength(b.length);
  return Math.max(...a.map((value, i) => Math.abs(value - b[i]!) / Math.max(1, Math.abs(b[i]!))));
};

describe('fit repeats the runs of Keras 3 on TensorFlow', () => {
  it('has all 26 runs', () => {
    expect(cases).toHaveLength(26);
  });

  it.each(cases)('$name', async (run) => {
    const { spec, result } = run;
    const model = makeModel(run);
    const { history } = await model.fit(spec.x, spec.y, {
      epochs: spec.epochs,
      batchSize: spec.batch_size,
      shuffle: spec.shuffle,
    });
    expect(largestRelative(history.loss!, result.history.loss)).toBeLessThan(5e-6);

    const bound = spec.optimizer.name === 'adam' ? 1e-5 : 2e-6;
    const weights = model.getWeights().flatMap((weight) => flat(weight.arraySync()));
    const wanted = result.weights.flatMap((layer) => layer.weights.flatMap((w) => flat(w.values)));
    expect(largestDifference(weights, wanted)).toBeLessThan(bound);

    const predictions = flat(model.predict(spec.x).arraySync());
    expect(largestRelative(predictions, flat(result.predictions))).toBeLessThan(1e-5);
    const loss = model.evaluate(spec.x, spec.y);
    expect(Array.isArray(loss) ? Number.NaN : loss.item()).toBeCloseTo(result.evaluate.loss, 5);
  });

  it('notices another learning rate', async () => {
    const run = structuredClone(cases[0]!);
    run.spec.optimizer.learning_rate = 0.1001;
    const model = makeModel(run);
    const { history } = await model.fit(run.spec.x, run.spec.y, {
      epochs: run.spec.epochs,
      batchSize: run.spec.batch_size,
      shuffle: false,
    });
    expect(largestRelative(history.loss!, run.result.history.loss)).toBeGreaterThan(5e-6);
  });
});
