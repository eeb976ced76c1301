import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as bp from '../../src/index.js';
import { jit, setTapeBackend } from '../../src/index.js';

/** A net of two layers and its training step, from a seed. */
function makeNet(optimizer: bp.Optimizer, rate = 0) {
  const w1 = bp.variable(bp.randomNormal([3, 5], 0, 0.5, 'float32', 1));
  const b1 = bp.variable(bp.zeros([5]));
  const w2 = bp.variable(bp.randomNormal([5, 1], 0, 0.5, 'float32', 2));
  const b2 = bp.variable(bp.zeros([1]));
  const weights = [w1, b1, w2, b2];
  const predict = (x: bp.Tensor) => {
    const h = x.matMul(w1).add(b1).tanh();
    const kept =
      rate > 0 ? h.mul(bp.randomUniform(h.shape, 0, 1).greater(rate).cast('float32')) : h;
    return kept.matMul(w2).add(b2);
  };
  const step = (x: bp.Tensor, y: bp.Tensor): bp.Tensor => {
    const loss = () => predict(x).sub(y).square().mean();
    return optimizer.minimize(loss, true, weights)!;
  };
  return { weights, predict, step };
}

const batch = (seed: number, rows = 4) => {
  const x = bp.randomNormal([rows, 3], 0, 1, 'float32', seed);
  return [x, x.sum(1, true).sin()] as const;
};

const numbers = (weights: readonly bp.Tensor[]) => weights.map((w) => [...w.dataSync()]);

const OPTIMIZERS: [string, () => bp.Optimizer][] = [
  ['sgd', () => bp.train.sgd(0.05)],
  ['momentum', () => bp.train.momentum(0.05, 0.9, true)],
  ['adam', () => bp.train.adam(0.01)],
  [
    'amsgrad with clipping',
    () => bp.train.adam({ learningRate: 0.01, amsgrad: true, clipnorm: 0.5 }),
  ],
  ['adamw', () => bp.train.adamw(0.01)],
  ['rmsprop', () => bp.train.rmsprop(0.01)],
  ['adagrad', () => bp.train.adagrad(0.05)],
];

// On the reference kernels a replay gives the same bits; backends.test.ts compares the others.
beforeEach(() => setTapeBackend('javascript'));
afterEach(() => setTapeBackend('auto'));

describe('a jitted training step', () => {
  it.each(OPTIMIZERS)('with %s gives the same bits as the eager one', (_, make) => {
    const eager = makeNet(make());
    const taped = makeNet(make());
    const step = jit(taped.step);
    for (let i = 0; i < 30; i++) {
      const [x, y] = batch(i + 10);
      expect(step(x, y).item()).toBe(eager.step(x, y).item());
      expect(numbers(taped.weights)).toEqual(numbers(eager.weights));
    }
    expect(step.eagerBecause).toBeNull();
  });

  it('follows a learning rate that changes between steps', () => {
    const optimizers = [bp.train.sgd(0.1), bp.train.sgd(0.1)] as const;
    const [eager, taped] = optimizers.map((optimizer) => makeNet(optimizer));
    const step = jit(taped!.step);
    for (let i = 0; i < 12; i++) {
      for (const optimizer of optimizers) optimizer.learningRate = 0.1 / (1 + i);
      const [x, y] = batch(i + 10);
      expect(step(x, y).item()).toBe(eager!.step(x, y).item());
    }
    expect(optimizers.map(({ iterations }) => iterations)).toEqual([12, 12]);
    expect(step.eagerBecause).toBeNull();
  });

  it('draws new random numbers at each replay, the same as eager ones from the same seed', () => {
    const run = (wrap: boolean) => {
      const { step } = makeNet(bp.train.sgd(0.05), 0.4);
      const call = wrap ? jit(step) : step;
      bp.setSeed(99);
      return Array.from({ length: 10 }, (_, i) => call(...batch(i + 10)).item());
    };
    const losses = run(true);
    expect(losses).toEqual(run(false));
    expect(new Set(losses).size).toBe(10);
  });

  it('records new shapes anew', () => {
    const eager = makeNet(bp.train.adam(0.01));
    const taped = makeNet(bp.train.adam(0.01));
    const step = jit(taped.step);
    for (let i = 0; i < 24; i++) {
      const [x, y] = batch(i + 10, 2 + (i % 3));
      expect(step(x, y).item()).toBe(eager.step(x, y).item());
    }
  });

  it('sees weights that were assigned outside, and lets outside see its updates', () => {
    const eager = makeNet(bp.train.sgd(0.05));
    const taped = makeNet(bp.train.sgd(0.05));
    const step = jit(taped.step);
    const predict = jit(taped.predict);
    for (let i = 0; i < 16; i++) {
      const [x, y] = batch(i + 10);
      if (i % 5 === 4)
        for (const { weights } of [eager, taped]) weights[0]!.assign(weights[0]!.mul(0.5));
      expect(step(x, y).item()).toBe(eager.step(x, y).item());
      expect(predict(x).arraySync()).toEqual(eager.predict(x).arraySync());
    }
  });

  it('two tapes may update the same variables in turn', () => {
    const eager = makeNet(bp.train.sgd(0.05));
    const taped = makeNet(bp.train.sgd(0.05));
    const steps = [jit(taped.step), jit(taped.step)];
    for (let i = 0; i < 20; i++) {
      const [x, y] = batch(i + 10);
      expect(steps[(i >> 1) % 2]!(x, y).item()).toBe(eager.step(x, y).item());
    }
    expect(numbers(taped.weights)).toEqual(numbers(eager.weights));
  });

  it('makes no tensors but its results', () => {
    const { step } = makeNet(bp.train.adam(0.01));
    const call = jit(step);
    const [x, y] = batch(1);
    for (let i = 0; i < 5; i++) call(x, y).dispose();
    const before = bp.memory().numTensors;
    for (let i = 0; i < 50; i++) call(x, y).dispose();
    expect(bp.memory().numTensors).toBe(before);
  });
});

describe('jit', () => {
  it('returns lists and objects of tensors as the function does', () => {
    const f = jit((x: bp.Tensor) => ({ twice: x.mul(2), both: [x, x.add(1)], none: null }));
    for (let i = 0; i < 5; i++) {
      const { twice, both, none } = f([i, 1]);
      expect([twice.arraySync(), both.map((x) => x.arraySync()), none]).toEqual([
        [2 * i, 2],
        [
          [i, 1],
          [i + 1, 2],
        ],
        null,
      ]);
    }
    expect(f.eagerBecause).toBeNull();
  });

  it('keeps the old values of a variable for what was computed from them', () => {
    const w = bp.variable(bp.tensor([1, 2]));
    const f = jit((x: bp.Tensor) => {
      const before = w.reshape([1, 2]);
      w.assign(w.add(x));
      return [before, w, before.add(w)];
    });
    for (let i = 0; i < 6; i++) {
      const old = w.arraySync() as number[];
      const [before, after, sum] = f([1, 10]).map((x) => x.arraySync());
      expect(before).toEqual([old]);
      expect(after).toEqual([old[0]! + 1, old[1]! + 10]);
      expect(sum).toEqual([[2 * old[0]! + 1, 2 * old[1]! + 10]]);
    }
  });

  it('results of earlier calls stay as they were', () => {
    const f = jit((x: bp.Tensor) => x.square());
    const results = Array.from({ length: 6 }, (_, i) => f([i]));
    expect(results.map((x) => x.item())).toEqual([0, 1, 4, 9, 16, 25]);
  });

  it('computes gradients inside, to second order', () => {
    const second = jit((x: bp.Tensor) => bp.grad(bp.grad((t) => t.pow(4)))(x));
    for (const x of [1, 2, 3, 4]) expect(second(x).item()).toBeCloseTo(12 * x * x, 4);
    expect(second.eagerBecause).toBeNull();
  });

  it('can be differentiated, without its tape', () => {
    const cube = jit((x: bp.Tensor) => x.pow(3));
    for (let i = 0; i < 4; i++) cube(2);
    expect(bp.grad(cube)(2).item()).toBeCloseTo(12, 5);
  });

  it('uses up gradients of backward inside', () => {
    const w = bp.variable(bp.tensor([3]));
    const f = jit((x: bp.Tensor) => {
      const loss = w.sub(x).square().sum();
      loss.backward();
      w.assign(w.sub(w.grad!.mul(0.25)));
      w.zeroGrad();
      return loss;
    });
    expect([1, 1, 1, 1].map((x) => f([x]).item())).toEqual([4, 1, 0.25, 0.0625]);
    expect(f.eagerBecause).toBeNull();
  });
});

describe('jit leaves a function eager, and right, that', () => {
  it('decides by numbers', () => {
    const f = jit((x: bp.Tensor) => (x.sum().item() > 0 ? x : x.neg()));
    const inputs = [1, -1, 2, -2, 3, -3];
    expect(inputs.map((x) => f(x).item())).toEqual([1, 1, 2, 2, 3, 3]);
    expect(f.eagerBecause).toMatch(/reads the numbers/);
  });

  it('counts its calls', () => {
    let calls = 0;
    const f = jit((x: bp.Tensor) => x.mul(++calls));
    expect([1, 1, 1, 1, 1, 1].map((x) => f(x).item())).toEqual([1, 2, 3, 4, 5, 6]);
    expect(f.eagerBecause).toMatch(/differs from run to run/);
  });

  it('takes turns', () => {
    let odd = false;
    const f = jit((x: bp.Tensor) => {
      odd = !odd;
      return odd ? x.add(1) : x.mul(10);
    });
    expect([1, 1, 1, 1, 1, 1].map((x) => f(x).item())).toEqual([2, 10, 2, 10, 2, 10]);
    expect(f.eagerBecause).toMatch(/other operations/);
  });

  it('leaves a gradient behind', () => {
    const w = bp.variable(bp.tensor([3]));
    const f = jit((x: bp.Tensor) => {
      const loss = w.mul(x).sum();
      loss.backward();
      return loss;
    });
    for (let i = 0; i < 5; i++) f([2]);
    expect(w.grad!.arraySync()).toEqual([10]);
    expect(f.eagerBecause).toMatch(/leaves a gradient/);
  });

  it('makes variables', () => {
    const f = jit((x: bp.Tensor) => bp.variable(x).add(1));
    expect([1, 2, 3, 4, 5].map((x) => f(x).item())).toEqual([2, 3, 4, 5, 6]);
    expect(f.eagerBecause).toMatch(/makes a variable/);
  });
});

describe('jit refuses', () => {
  it('what is no function', () => {
    expect(() => jit(3 as never)).toThrow('jit: expected a function of tensors, received 3');
  });

  it('a promise', () => {
    const f = jit(async (x: bp.Tensor) => x);
    expect(() => f(1)).toThrow(/received a result with Promise in it; await outside/);
  });

  it('a tensor that was disposed since', () => {
    const c = bp.tensor([2]);
    const f = jit((x: bp.Tensor) => x.mul(c));
    for (let i = 0; i < 4; i++) f([i]);
    c.dispose();
    expect(() => f([1])).toThrow(/was disposed/);
  });

  it('and leaves everything as it was when the function throws', () => {
    const w = bp.variable(bp.tensor([1]));
    const f = jit((x: bp.Tensor) => {
      w.assign(
        w.add(
          x
            .matMul([[1], [1]])
            .sum()
            .reshape([1]),
        ),
      );
      return w;
    });
    for (let i = 0; i < 4; i++) f([[1, 1]]);
    expect(() => f([[1, 1, 1]])).toThrow(/matMul/);
    expect(f([[1, 1]]).arraySync()).toEqual([11]);
  });
});

it('a function that checks numbers it has computed runs eagerly, and checks the right ones', () => {
  const labels = (x: bp.Tensor) =>
    bp.losses.sparseCategoricalCrossentropy(x.mul(1).cast('int32'), bp.ones([2, 3]).div(3)).mean();
  const f = jit(labels);
  for (let i = 0; i < 5; i++) f([0, 2]);
  expect(() => f([0, 3])).toThrow(/class numbers from 0 to 2/);
  expect(f([1, 2]).item()).toBeCloseTo(Math.log(3), 5);
  expect(f.eagerBecause).toMatch(/checks numbers that it has computed/);
});
