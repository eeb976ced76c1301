import { describe, expect, it } from 'vitest';
import { layers, sequential } from '../../src/nn/index.js';
import { tensor } from '../../src/tensor/create.js';
import { memory } from '../../src/tensor/memory.js';
import type { Tensor } from '../../src/tensor/tensor.js';
import { schedules, train } from '../../src/train/index.js';

const numbers = (x: Tensor): number[] => Array.from(x.dataSync());

describe('sequential', () => {
  it('names layers as Keras does, counting within the model', () => {
    const model = sequential({
      layers: [
        layers.dense({ units: 2, inputShape: [2] }),
        layers.dense({ units: 2, name: 'own' }),
        layers.dense({ units: 2 }),
        layers.leakyReLU(),
        layers.batchNormalization(),
      ],
    });
    expect(model.layers.map(({ name }) => name)).toEqual([
      'dense',
      'own',
      'dense_1',
      'leaky_re_lu',
      'batch_normalization',
    ]);
    expect(model.getLayer('own')).toBe(model.layers[1]);
    expect(model.getLayer(2)).toBe(model.layers[2]);
  });

  it('is built when data comes if no shape was given', () => {
    const model = sequential({ layers: [layers.dense({ units: 2 })] });
    expect(model.built).toBe(false);
    model.predict([[1, 2, 3]]);
    expect(model.inputShape).toEqual([null, 3]);
    expect(model.countParams()).toBe(8);
  });

  it('passes the type of the first layer on', () => {
    const model = sequential({
      layers: [
        layers.dense({ units: 2, inputShape: [2], dtype: 'float64' }),
        layers.dense({ units: 1 }),
      ],
    });
    expect(model.predict([[0.1, 0.2]]).dtype).toBe('float64');
  });

  it('replaces all weights or none', () => {
    const model = sequential({ layers: [layers.dense({ units: 1, inputShape: [1] })] });
    model.setWeights([[[1]], [2]]);
    expect(() => model.setWeights([[[5]], [6, 7]])).toThrow(
      'setWeights: expected bias of sequential with shape [1], received [2]',
    );
    expect(model.getWeights().map(numbers)).toEqual([[1], [2]]);
  });

  it('loses its last layer to pop', () => {
    const model = sequential({
      layers: [layers.dense({ units: 2, inputShape: [1] }), layers.dense({ units: 3 })],
    });
    model.pop();
    expect(model.outputShape).toEqual([null, 2]);
    model.add(layers.dense({ units: 4 }));
    expect(model.outputShape).toEqual([null, 4]);
  });

  it('gives up its memory with dispose', async () => {
    const before = memory().numTensors;
    const model = sequential({ layers: [layers.dense({ units: 2, inputShape: [1] })] });
    model.compile({ optimizer: 'adam', loss: 'mse' });
    await model.trainOnBatch([[1]], [[1, 2]]);
    model.dispose();
    expect(memory().numTensors).toBe(before);
    expect(() => model.predict([[1]])).toThrow('disposed');
  });

  it('hands out copies of its weights', () => {
    const model = sequential({ layers: [layers.dense({ units: 1, inputShape: [1] })] });
    const [kernel] = model.getWeights();
    const before = kernel!.item();
    model.setWeights([[[before + 1]], [0]]);
    expect(kernel!.item()).toBe(before);
  });

  it('knows the probabilities of a softmax from their logits, where they round to 0', () => {
    const model = sequential({
      layers: [layers.activation({ activation: 'softmax', inputShape: [2] })],
    });
    model.compile({ optimizer: 'sgd', loss: 'categoricalCrossentropy' });
    const loss = model.evaluate([[0, 200]], [[1, 0]]);
    expect((loss as Tensor).item()).toBeCloseTo(200, 4);
  });
});

describe('summary', () => {
  it("prints Keras 3's table", async () => {
    const model = sequential({
      layers: [
        layers.conv2d({ filters: 8, kernelSize: 3, inputShape: [28, 28, 1] }),
        layers.batchNormalization(),
        layers.flatten(),
        layers.dense({ units: 10, activation: 'softmax' }),
      ],
    });
    const lines: string[] = [];
    model.summary(undefined, undefined, (line) => lines.push(line));
    expect(lines).toEqual([
      'Model: "sequential"',
      '┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┓',
      '┃ Layer (type)                    ┃ Output Shape           ┃       Param # ┃',
      '┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━┩',
      '│ conv2d (Conv2D)                 │ (None, 26, 26, 8)      │            80 │',
      '├─────────────────────────────────┼────────────────────────┼───────────────┤',
      '│ batch_normalization             │ (None, 26, 26, 8)      │            32 │',
      '│ (BatchNormalization)            │                        │               │',
      '├─────────────────────────────────┼────────────────────────┼───────────────┤',
      '│ flatten (Flatten)               │ (None, 5408)           │             0 │',
      '├─────────────────────────────────┼────────────────────────┼───────────────┤',
      '│ dense (Dense)                   │ (None, 10)             │        54,090 │',
      '└─────────────────────────────────┴────────────────────────┴───────────────┘',
      ' Total params: 54,202 (211.73 KB)',
      ' Trainable params: 54,186 (211.66 KB)',
      ' Non-trainable params: 16 (64.00 B)',
    ]);
  });

  it('counts the optimizer once it has slots', async () => {
    const model = sequential({ layers: [layers.dense({ units: 1, inputShape: [2] })] });
    model.compile({ optimizer: 'adam', loss: 'mse' });
    await model.trainOnBatch(tensor([[1, 2]]), tensor([[1]]));
    const lines: string[] = [];
    model.summary(undefined, undefined, (line) => lines.push(line));
    expect(lines.slice(-4)).toEqual([
      ' Total params: 11 (48.00 B)',
      ' Trainable params: 3 (12.00 B)',
      ' Non-trainable params: 0 (0.00 B)',
      ' Optimizer params: 8 (36.00 B)',
    ]);
  });

  it('counts no rate of an optimizer whose rate is computed', async () => {
    const rate = schedules.exponentialDecay({
      initialLearningRate: 0.1,
      decaySteps: 10,
      decayRate: 0.9,
    });
    const model = sequential({ layers: [layers.dense({ units: 1, inputShape: [2] })] });
    model.compile({ optimizer: train.adam(rate), loss: 'mse' });
    await model.trainOnBatch(tensor([[1, 2]]), tensor([[1]]));
    const lines: string[] = [];
    model.summary(undefined, undefined, (line) => lines.push(line));
    expect(lines.at(-1)).toBe(' Optimizer params: 7 (32.00 B)');
  });
});
