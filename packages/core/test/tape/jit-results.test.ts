import { describe, expect, it } from 'vitest';
import * as bp from '../../src/index.js';
import { jit } from '../../src/index.js';

describe('results', () => {
  it('are new tensors at each call, also where the function returns one from outside', () => {
    const v = bp.variable([7], false);
    const add = jit((x) => {
      v.assign(v.add(x));
      return v;
    });
    const results = [0, 1, 2, 3].map(() => add([1]));
    expect(results.map((x) => x.arraySync())).toEqual([[8], [9], [10], [11]]);
    const c = bp.tensor([7]);
    const same = jit((_: bp.Tensor) => c);
    for (let k = 0; k < 4; k++) same([1]).dispose();
    expect(c.arraySync()).toEqual([7]);
  });

  it('may name one tensor twice, each to be disposed by itself', () => {
    const twice = jit((x) => {
      const y = x.mul(2);
      return [y, y] as const;
    });
    for (let k = 0; k < 4; k++) {
      const [a, b] = twice([1, 2]);
      a.dispose();
      expect(b.arraySync()).toEqual([2, 4]);
    }
  });
});

describe('what may change without a step is read eagerly:', () => {
  it('a gradient from before', () => {
    const w = bp.variable([1]);
    const f = jit((x) => (w.grad === null ? x : x.add(w.grad)));
    for (let k = 0; k < 4; k++) expect(f([0]).arraySync()).toEqual([0]);
    w.mul(5).sum().backward();
    expect(f([0]).arraySync()).toEqual([5]);
    expect(f.eagerBecause).toMatch(/gradient that was there/);
  });

  it('a gradient that is set by hand', () => {
    const w = bp.variable([1]);
    const f = jit((x) => {
      w.grad = x.mul(2);
    });
    for (let k = 0; k < 5; k++) {
      f([k]);
      expect(w.grad!.arraySync()).toEqual([2 * k]);
    }
  });

  it('the learning rate', () => {
    const optimizer = bp.train.sgd(0.25);
    const f = jit((x) => x.mul(optimizer.learningRate));
    for (let k = 0; k < 4; k++) expect(f([4]).arraySync()).toEqual([1]);
    optimizer.learningRate = 0.5;
    expect(f([4]).arraySync()).toEqual([2]);
    expect(f.eagerBecause).toMatch(/learningRate/);
  });
});

it("an optimizer's option that changes between replays counts from then on", () => {
  const train = (wrap: (step: () => void) => () => void) => {
    const w = bp.variable([1]);
    const optimizer = bp.train.momentum(0.125, 0.5);
    const step = wrap(() => {
      optimizer.minimize(() => w.square().sum());
    });
    for (let k = 0; k < 4; k++) step();
    Object.assign(optimizer, { momentum: 0.25 });
    for (let k = 0; k < 4; k++) step();
    return w.arraySync();
  };
  expect(train((step) => jit(step))).toEqual(train((step) => step));
});
