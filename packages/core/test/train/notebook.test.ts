import { describe, expect, it } from 'vitest';
import { layers, sequential } from '../../src/nn/index.js';
import { train } from '../../src/train/index.js';

/** Grade average and profile score of four students, and their salary. */
const STUDENTS = [
  [8, 8],
  [7, 9],
  [6, 10],
  [5, 12],
];
const SALARIES = [[4], [5], [6], [7]];

/** The notebook's net: two linear layers that start with 0.1 everywhere. */
const net = () =>
  sequential({
    dtype: 'float64',
    layers: [
      layers.dense({
        units: 2,
        inputShape: [2],
        kernelInitializer: { className: 'Constant', config: { value: 0.1 } },
      }),
      layers.dense({
        units: 1,
        kernelInitializer: { className: 'Constant', config: { value: 0.1 } },
      }),
    ],
  });

const run = (options: { batchSize?: number; seed?: number; shuffle?: boolean } = {}) => {
  const model = net();
  model.compile({ optimizer: train.sgd(0.001), loss: 'meanSquaredError' });
  const fitted = model.fit(STUDENTS, SALARIES, {
    epochs: 5,
    batchSize: 1,
    shuffle: false,
    verbose: 0,
    ...options,
  });
  return { model, fitted };
};

describe('regression by hand, with the correct update', () => {
  it('fit reproduces the losses of the calculation by hand to the last digits', async () => {
    const { history } = await run().fitted;
    const losses = history.loss!;
    expect(losses).toHaveLength(5);
    expect(losses[0]).toBeCloseTo(26.345577666415263, 12);
    expect(losses[1]).toBeCloseTo(19.85942891863526, 12);
    expect(losses[4]).toBeCloseTo(1.223804496951285, 12);
  });

  it('fit cannot break the tie of equal hidden units', async () => {
    const { model, fitted } = run();
    await fitted;
    const [kernel] = model.getWeights();
    for (const [first, second] of kernel!.arraySync() as [number, number][]) {
      expect(first).toBe(second);
    }
  });

  it('fit differs with another batch size, so the figures above are no accident', async () => {
    const { history } = await run({ batchSize: 2 }).fitted;
    expect(history.loss![0]).not.toBeCloseTo(26.345577666415263, 2);
  });

  it('fit takes the same order from the same seed', async () => {
    const first = await run({ shuffle: true, seed: 7 }).fitted;
    const again = await run({ shuffle: true, seed: first.seed }).fitted;
    const other = await run({ shuffle: true, seed: 8 }).fitted;
    expect(again.history).toEqual(first.history);
    expect(other.history).not.toEqual(first.history);
  });
});
