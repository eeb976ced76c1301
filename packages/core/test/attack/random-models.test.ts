import { afterEach, describe, expect, it } from 'vitest';
import * as bp from '../../src/index.js';

afterEach(() => bp.setTapeBackend('auto'));

const CLIPPED = () => bp.train.sgd({ learningRate: 0.05, clipnorm: 0.3 });

const OPTIMIZERS = [
  CLIPPED,
  () => bp.train.momentum(0.02, 0.9, true),
  () => bp.train.adam({ learningRate: 0.02, weightDecay: 0.01 }),
  () => bp.train.adam(0.02),
  () => bp.train.rmsprop(0.01),
  () => bp.train.adagrad(0.05),
  () => {
    const options = { initialLearningRate: 0.05, decaySteps: 3, decayRate: 0.7 };
    return bp.train.sgd({ learningRate: bp.schedules.exponentialDecay(options) });
  },
];

const ACTIVATIONS = ['relu', 'tanh', 'sigmoid', 'linear', 'softplus', 'elu', 'gelu'] as const;

/** A small model of layers drawn by a seed, for images or for rows of numbers. */
function randomModel(seed: number): { model: bp.Sequential; inputShape: number[] } {
  bp.setSeed(seed);
  const random = new bp.Random(seed);
  const one = <T>(list: readonly T[]) => list[random.integer(list.length)] as T;
  const images = random.uniform() < 0.4;
  const inputShape = images ? [5, 5, 2] : [4];
  const activation = one(ACTIVATIONS);
  const kernelRegularizer = bp.regularizers.l2({ l2: 0.01 });
  const { layers } = bp;
  const first = images
    ? [
        layers.conv2d({ filters: 3, kernelSize: 2, padding: 'same', activation, inputShape }),
        one([layers.maxPooling2d, layers.averagePooling2d])({ poolSize: 2 }),
        layers.flatten(),
      ]
    : [layers.dense({ units: 5, activation, inputShape, kernelRegularizer })];
  const middle = [
    () => layers.dropout({ rate: 0.3, seed }),
    () => layers.batchNormalization({}),
    () => layers.layerNormalization({}),
    () => layers.dense({ units: 3, activation: one(ACTIVATIONS) }),
  ].filter(() => random.uniform() < 0.5);
  const all = [...first, ...middle.map((make) => make()), layers.dense({ units: 1 })];
  return { model: bp.sequential({ layers: all }), inputShape };
}

/** All numbers of a model after training that is disturbed on its way. */
async function trained(
  seed: number,
  recorded: boolean,
  makeOptimizer = OPTIMIZERS[seed % OPTIMIZERS.length]!,
): Promise<number[][]> {
  const { model, inputShape } = randomModel(seed);
  const random = new bp.Random(seed + 1);
  const optimizer = makeOptimizer();
  // A metric of the user's own keeps fit from recording its steps.
  const metrics = recorded ? ['mae'] : ['mae', () => bp.scalar(0)];
  model.compile({ optimizer, loss: 'meanSquaredError', metrics });
  const x = bp.randomNormal([7, ...inputShape], 0, 1, 'float32', seed);
  const y = bp.randomNormal([7, 1], 0, 1, 'float32', seed + 1);
  const validationSplit = random.uniform() < 0.5 ? 0.3 : 0;
  const onEpochEnd = (epoch: number) => {
    if (epoch === 3) model.setWeights(model.getWeights().map((weight) => weight.mul(0.9)));
    if (epoch === 4 && optimizer.schedule === null) optimizer.learningRate = 0.01;
    if (epoch === 5) model.layers[0]!.trainable = false;
    if (epoch === 6) optimizer.iterations = 1;
  };
  const options = {
    epochs: 8,
    batchSize: 2 + random.integer(3),
    seed,
    verbose: 0,
    validationSplit,
  };
  const { history } = await model.fit(x, y, { ...options, callbacks: { onEpochEnd } });
  const tensors = [...model.getWeights(), ...optimizer.slots, model.predict(x, { batchSize: 3 })];
  return [...tensors.map((t) => [...t.dataSync()]), history['loss']!, history['mae']!];
}

describe('random models', () => {
  it('train to the same bits with and without a tape', { timeout: 60_000 }, async () => {
    bp.setTapeBackend('javascript');
    for (let seed = 1; seed <= 21; seed++) {
      expect(await trained(seed, true), `model ${seed}`).toEqual(await trained(seed, false));
    }
  });

  it('train to the same numbers in WebAssembly', { timeout: 60_000 }, async () => {
    bp.setTapeBackend('simd');
    // Adam would not do: a bias before a normalization has rounding errors as its gradient, and Adam
    // makes whole steps of them.
    for (let seed = 101; seed <= 110; seed++) {
      const received = await trained(seed, true, CLIPPED);
      (await trained(seed, false, CLIPPED)).flat().forEach((number, i) => {
        const off = Math.abs(number - received.flat()[i]!);
        expect(off, `model ${seed}, number ${i}`).toBeLessThan(
          5e-3 * Math.max(1, Math.abs(number)),
        );
      });
    }
  });

  it('train at the same time without disturbing each other', { timeout: 60_000 }, async () => {
    const alone = [await trained(7, true), await trained(8, true)];
    expect(await Promise.all([trained(7, true), trained(8, true)])).toEqual(alone);
  });

  it('leave no tensors behind, however long they train', { timeout: 60_000 }, async () => {
    const { model, inputShape } = randomModel(3);
    model.compile({ optimizer: 'adam', loss: 'meanSquaredError', metrics: ['mae'] });
    const x = bp.ones([7, ...inputShape]);
    const y = bp.ones([7, 1]);
    const options = { epochs: 3, batchSize: 3, verbose: 0, validationData: [x, y] } as const;
    await model.fit(x, y, { ...options });
    const before = bp.memory();
    for (let run = 0; run < 20; run++) {
      await model.fit(x, y, { ...options });
      bp.dispose([model.predict(x), model.evaluate(x, y)]);
      await model.trainOnBatch(x, y);
    }
    expect(bp.memory()).toEqual(before);
  });
});
