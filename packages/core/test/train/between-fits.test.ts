import { describe, expect, it, vi } from 'vitest';
import * as bp from '../../src/index.js';

const X = bp.tensor([
  [1, 2],
  [3, 4],
  [5, 6],
  [7, 8],
  [1, 0],
]);
const Y = bp.tensor([[1], [2], [3], [4], [0]]);

const LAST = { units: 1, weights: [[[0.5], [0.6]], [0]] };

function makeModel(first: object = {}): bp.Sequential {
  const weights = [
    [
      [0.1, 0.2],
      [0.3, 0.4],
    ],
    [0, 0],
  ];
  return bp.sequential({
    layers: [
      bp.layers.dense({ units: 2, activation: 'tanh', inputShape: [2], weights, ...first }),
      bp.layers.dense(LAST),
    ],
  });
}

const fit = (model: bp.Sequential, epochs: number, y = Y) => {
  return model.fit(X, y, { epochs, batchSize: 5, shuffle: false, verbose: 0 });
};

const numbers = (tensors: readonly bp.Tensor[]) => tensors.map((x) => x.arraySync());

/** Bad targets: the loss overflows, so that the step has to be taken back. */
const HUGE = bp.tensor([[1e30], [2], [3], [4], [0]]);

describe('between two fits', () => {
  it('a layer may be replaced: the new one learns, the old one does not', async () => {
    const model = makeModel();
    model.compile({ optimizer: bp.train.sgd(0.01), loss: 'meanSquaredError' });
    await fit(model, 5);
    const old = model.layers[1]!;
    const before = numbers(old.weights);
    model.pop();
    model.add(bp.layers.dense(LAST));
    await fit(model, 3);
    expect(numbers(old.weights)).toEqual(before);
    expect(model.layers[1]!.weights[0]!.arraySync()).not.toEqual([[0.5], [0.6]]);
  });

  it('one weight may be frozen', async () => {
    const model = makeModel();
    model.compile({ optimizer: bp.train.sgd(0.01), loss: 'meanSquaredError' });
    await fit(model, 5);
    const [kernel, bias] = model.layers[0]!.weights as [bp.Variable, bp.Variable];
    kernel.trainable = false;
    const [frozen, free] = numbers([kernel, bias]);
    await fit(model, 2);
    expect(kernel.arraySync()).toEqual(frozen);
    expect(bias.arraySync()).not.toEqual(free);
  });

  it("an optimizer's number may change", async () => {
    const make = (loss: bp.CompileArgs['loss']) => {
      const optimizer = bp.train.momentum(0.01, 0.9);
      const model = makeModel();
      model.compile({ optimizer, loss });
      return { optimizer, model };
    };
    const eager = make((y: bp.Tensor, p: bp.Tensor) => bp.losses.meanSquaredError(y, p));
    const recorded = make('meanSquaredError');
    for (const { optimizer, model } of [eager, recorded]) {
      await fit(model, 5);
      Object.assign(optimizer, { momentum: 0.1 });
      await fit(model, 4);
    }
    const [a, b] = [eager, recorded].map(({ model }) =>
      model.getWeights().flatMap((w) => [...w.dataSync()]),
    );
    b!.forEach((x, i) => {
      expect(x).toBeCloseTo(a![i]!, 5);
    });
  });
});

it('a bad step is taken back, also in an optimizer that another model has used', async () => {
  const optimizer = bp.train.adam(0.1);
  const [a, b] = [makeModel(), makeModel()];
  for (const model of [a, b]) model.compile({ optimizer, loss: 'meanSquaredError' });
  await fit(a, 1);
  await fit(b, 4);
  const state = () => [numbers(b.getWeights()), numbers(optimizer.slots), optimizer.iterations];
  const before = state();
  await expect(fit(b, 1, HUGE)).rejects.toThrow(/finite/);
  expect(state()).toEqual(before);
});

describe("a user's own code is called at every step", () => {
  it('in a regularizer', async () => {
    const apply = vi.fn((weight: bp.Tensor) => weight.square().sum());
    const own = { className: 'Own', apply, getConfig: () => ({}) };
    const model = makeModel({ kernelRegularizer: own });
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    await fit(model, 6);
    expect(apply).toHaveBeenCalledTimes(6);
  });

  it('in an optimizer', async () => {
    const updates = vi.fn();
    class Counting extends bp.SGD {
      override update(...given: Parameters<bp.SGD['update']>) {
        updates();
        return super.update(...given);
      }
    }
    const model = makeModel();
    model.compile({ optimizer: new Counting(), loss: 'meanSquaredError' });
    await fit(model, 6);
    expect(updates).toHaveBeenCalledTimes(6 * 4);
  });

  it("in a layer's replaced call", async () => {
    const model = makeModel();
    const called = vi.fn((x: bp.Tensor) => x.slice([0, 0], [-1, 1]));
    Object.assign(model.layers[1]!, { call: called });
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    called.mockClear();
    await fit(model, 6);
    expect(called).toHaveBeenCalledTimes(6);
  });
});
