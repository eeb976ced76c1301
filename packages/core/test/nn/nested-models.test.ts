import { describe, expect, test } from 'vitest';
import { layers, NonFiniteError, Sequential, sequential, tensor } from '../../src/index.js';

const X = tensor([
  [1, 2, -1],
  [0, 1, 3],
  [2, -2, 0.5],
  [-1, 0.25, 1],
]);
const Y = tensor([[1], [0], [2], [-1]]);

const KERNELS = [
  [
    [0.1, -0.2],
    [0.3, 0.4],
    [-0.5, 0.6],
  ],
  [0.1, 0.2],
  [[0.7], [-0.8]],
  [0.3],
];
const encoder = () => [
  layers.dense({ units: 2, activation: 'tanh', kernelRegularizer: 'l2', name: 'code' }),
  layers.batchNormalization(),
];

/** The same net twice: with its first layers in a model of their own, and in one row. */
function pair() {
  const inner = sequential({ name: 'encoder', layers: encoder() });
  const nested = sequential({ name: 'net', layers: [inner, layers.dense({ units: 1 })] });
  const flat = sequential({ layers: [...encoder(), layers.dense({ units: 1 })] });
  for (const model of [nested, flat]) {
    model.build([null, 3]);
    const [k, b, gamma, beta, mean, variance] = model.getWeights();
    const [kernel, bias, last, lastBias] = KERNELS.map((values) => tensor(values));
    expect(k!.shape.concat(b!.shape)).toEqual([3, 2, 2]);
    const rest = [gamma!, beta!, mean!, variance!];
    model.setWeights([kernel!, bias!, ...rest, last!, lastBias!]);
    model.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
  }
  return { inner, nested, flat };
}

const valuesOf = (model: Sequential) => model.getWeights().map((weight) => weight.arraySync());

describe('a model in a model', () => {
  test('is one of its layers and a layer of its own', () => {
    const { inner, nested } = pair();
    expect(nested.layers[0]).toBe(inner);
    expect(nested.getLayer('encoder')).toBe(inner);
    expect(nested.outputShape).toEqual([null, 1]);
    expect(inner.outputShape).toEqual([null, 2]);
    const after = nested.layers[1]!.apply(inner.apply(X));
    expect(after.arraySync()).toEqual(nested.predict(X).arraySync());
  });

  test('trains, evaluates and predicts to the same bits as its layers in one row', async () => {
    const { nested, flat } = pair();
    const options = { epochs: 5, batchSize: 2, shuffle: false, verbose: 0 } as const;
    const histories = [await nested.fit(X, Y, options), await flat.fit(X, Y, options)];
    expect(histories[0]!.history).toEqual(histories[1]!.history);
    expect(valuesOf(nested)).toEqual(valuesOf(flat));
    expect(nested.predict(X).arraySync()).toEqual(flat.predict(X).arraySync());
    const losses = [nested, flat].map((model) => model.evaluate(X, Y, { verbose: 0 }));
    expect(String(losses[0])).toBe(String(losses[1]));
  });

  test('changes in training: the weights are shared, not copied', async () => {
    const { inner, nested } = pair();
    const before = JSON.stringify(valuesOf(inner));
    await nested.fit(X, Y, { epochs: 1, verbose: 0 });
    expect(JSON.stringify(valuesOf(inner))).not.toBe(before);
    expect(valuesOf(nested).slice(0, 6)).toEqual(valuesOf(inner));
  });

  test('is frozen and freed as a whole, also between fits', async () => {
    const { inner, nested } = pair();
    await nested.fit(X, Y, { epochs: 3, verbose: 0 });
    inner.trainable = false;
    nested.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    expect(nested.trainableWeights.map(({ shape }) => shape)).toEqual([[2, 1], [1]]);
    expect(nested.nonTrainableWeights).toHaveLength(6);
    const kernel = () => JSON.stringify(inner.getWeights()[0]!.arraySync());
    const frozen = kernel();
    await nested.fit(X, Y, { epochs: 3, verbose: 0 });
    expect(kernel()).toBe(frozen);
    inner.trainable = true;
    nested.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    await nested.fit(X, Y, { epochs: 3, verbose: 0 });
    expect(kernel()).not.toBe(frozen);
  });

  test('stands in the table as Keras 3.15 prints it', () => {
    const { inner, nested } = pair();
    const lines: string[] = [];
    inner.trainable = false;
    nested.summary(undefined, undefined, (line) => lines.push(line));
    expect(lines.join('\n')).toBe(`Model: "net"
┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┓
┃ Layer (type)                    ┃ Output Shape           ┃       Param # ┃
┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━┩
│ encoder (Sequential)            │ (None, 2)              │            16 │
├─────────────────────────────────┼────────────────────────┼───────────────┤
│ dense (Dense)                   │ (None, 1)              │             3 │
└─────────────────────────────────┴────────────────────────┴───────────────┘
 Total params: 19 (76.00 B)
 Trainable params: 3 (12.00 B)
 Non-trainable params: 16 (64.00 B)`);
  });

  test('brings its input shape, or gets that of the layer before, and its type', () => {
    const inner = sequential({ layers: [layers.dense({ units: 2, inputShape: [3] })] });
    expect(sequential({ layers: [inner] }).inputShape).toEqual([null, 3]);
    const open = sequential({ layers: [layers.dense({ units: 4 })] });
    const outer = sequential({ dtype: 'float64' });
    outer.add(layers.dense({ units: 2, inputShape: [3] }));
    outer.add(open);
    expect(open.getWeights().map(({ shape, dtype }) => [shape, dtype])).toEqual([
      [[2, 4], 'float64'],
      [[4], 'float64'],
    ]);
    expect(outer.predict([[1, 2, 3]]).dtype).toBe('float64');
  });

  test('has its layers named with their way in an error about numbers', async () => {
    const inner = sequential({ name: 'inner', layers: [layers.dense({ units: 1, name: 'deep' })] });
    const model = sequential({ layers: [inner] });
    model.build([null, 1]);
    model.setWeights([[[3e38]], [3e38]]);
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    const fitted = model.fit([[10]], [[0]], { epochs: 1, verbose: 0 });
    await expect(fitted).rejects.toThrow(NonFiniteError);
    await expect(model.fit([[10]], [[0]], { epochs: 1, verbose: 0 })).rejects.toThrow(
      'finite numbers in the output of inner/deep',
    );
  });

  test('with code of the user in it is not recorded', async () => {
    let calls = 0;
    class Counting extends Sequential {
      override forward(...args: Parameters<Sequential['forward']>) {
        calls++;
        return super.forward(...args);
      }
    }
    const model = sequential({
      layers: [new Counting({ layers: [layers.dense({ units: 1, inputShape: [3] })] })],
    });
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    await model.fit(X, Y, { epochs: 5, batchSize: 4, verbose: 0 });
    expect(calls).toBeGreaterThanOrEqual(5);
  });
});

describe('a model refuses', () => {
  test('itself, and what is in it already', () => {
    const dense = layers.dense({ units: 2 });
    const inner = sequential({ name: 'inner', layers: [dense] });
    const outer = sequential({ name: 'outer', layers: [inner] });
    expect(() => outer.add(outer)).toThrow('expected each layer once, received "outer"');
    expect(() => inner.add(outer)).toThrow('expected each layer once');
    expect(() => outer.add(dense)).toThrow('expected each layer once');
    expect(() => outer.add(sequential({ layers: [dense] }))).toThrow('expected each layer once');
    expect(outer.layers).toEqual([inner]);
  });

  test('a model whose input does not fit', () => {
    const inner = sequential({ layers: [layers.dense({ units: 2, inputShape: [3] })] });
    const before = layers.dense({ units: 4, inputShape: [5] });
    expect(() => sequential({ layers: [before, inner] })).toThrow(
      'dense: expected inputs of shape [null, 3] for layer dense, received [null, 4]',
    );
  });

  test('options of layers that a model has not', () => {
    expect(() => sequential({ inputShape: [2] } as never)).toThrow(
      'sequential: expected options among layers, name, dtype',
    );
  });
});
