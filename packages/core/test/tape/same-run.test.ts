import { describe, expect, it } from 'vitest';
import * as bp from '../../src/index.js';
import { jit } from '../../src/index.js';

const indices = (values: number[]) => bp.tensor(values, { dtype: 'int32' });

/** What five calls of a function return. */
const five = (call: () => bp.Tensor) => [0, 1, 2, 3, 4].map(() => call().arraySync());

describe('a replay refuses what the function itself refuses', () => {
  it('indices out of range', () => {
    const pick = jit((x, i) => x.gather(i));
    const x = bp.tensor([1, 2, 3]);
    for (let k = 0; k < 3; k++) pick(x, indices([0, 2]));
    expect(pick.eagerBecause).toBeNull();
    expect(() => pick(x, indices([1, 50]))).toThrow(/indices in 0 … 2/);
    expect(pick(x, indices([2, 1])).arraySync()).toEqual([3, 2]);
  });

  it('indices that are out of range or not whole, given as floats', () => {
    const pick = jit((x, i) => x.gather(i));
    const x = bp.tensor([1, 2, 3]);
    for (let k = 0; k < 3; k++) pick(x, [0, 2]);
    expect(pick.eagerBecause).toBeNull();
    expect(() => pick(x, [0, 1.5])).toThrow(/whole numbers/);
    expect(() => pick(x, [0, 3])).toThrow(/indices in 0 … 2/);
    expect(pick(x, [1, 1]).arraySync()).toEqual([2, 2]);
  });

  it('places to scatter to, before anything is written there', () => {
    const w = bp.variable(bp.ones([16]), false);
    const scatter = jit((x, i) => {
      w.assign(w.mul(1));
      return bp.scatterAdd(x, i, 0, 4);
    });
    for (let k = 0; k < 3; k++) scatter([1, 1], indices([0, 2]));
    for (const place of [-32, -1, 4, 64]) {
      expect(() => scatter([7, 1], indices([place, 2]))).toThrow(/indices in 0 … 3/);
    }
    expect(w.arraySync()).toEqual(Array(16).fill(1));
  });

  it('class numbers that are not whole', () => {
    const rows = jit((x) => bp.oneHot(x, 3));
    for (let k = 0; k < 3; k++) rows([1]);
    expect(() => rows([1.5])).toThrow(/whole numbers/);
  });

  it('indices that it computes, by running eagerly', () => {
    const pick = jit((x, i) => x.gather(i.mul(2)));
    for (let k = 0; k < 4; k++) pick([1, 2, 3], indices([0, 1]));
    expect(pick.eagerBecause).toMatch(/checks numbers/);
    expect(() => pick([1, 2, 3], indices([0, 2]))).toThrow(/indices in 0 … 2/);
  });
});

it('an argument that was 1 while recorded is no constant', () => {
  const slope = jit((g, h, one) => g.mul(one.sub(h.square())));
  const call = (one: number) => slope([1, 1, 1, 1], bp.fill([4], 0.5), bp.scalar(one));
  for (let k = 0; k < 3; k++) call(1);
  expect(slope.eagerBecause).toBeNull();
  expect(call(2).arraySync()).toEqual([1.75, 1.75, 1.75, 1.75]);
});

describe('two runs that differ are told apart by', () => {
  it('the order of arguments', () => {
    let n = 0;
    const f = jit((x, y) => (n++ % 2 === 0 ? x.sub(y) : y.sub(x)));
    expect(five(() => f([5], [3]))).toEqual([[2], [-2], [2], [-2], [2]]);
  });

  it('the order of results', () => {
    let n = 0;
    const f = jit((x) => {
      const [a, b] = [x.add(1), x.mul(10)];
      return n++ % 2 === 0 ? [a, b] : [b, a];
    });
    expect(five(() => f([5])[0]!)).toEqual([[6], [50], [6], [50], [6]]);
  });

  it('which constant, variable or argument comes out', () => {
    let n = 0;
    const constants = jit((_: bp.Tensor) => bp.tensor([n++]));
    expect(five(() => constants([5]))).toEqual([[0], [1], [2], [3], [4]]);
    const variables = [bp.variable([1]), bp.variable([2])];
    const either = jit((_: bp.Tensor) => variables[n++ % 2]!);
    expect(five(() => either([5]))).toEqual([[2], [1], [2], [1], [2]]);
    const arguments_ = jit((x, y) => (n++ % 2 === 0 ? x : y));
    expect(five(() => arguments_([5], [6]))).toEqual([[5], [6], [5], [6], [5]]);
  });

  it('one memory that stands for two', () => {
    let n = 0;
    const f = jit((x) => {
      const [a, b] = [x.add(1), x.add(1).mul(1)];
      return n++ % 2 === 0 ? a.add(a) : a.add(b);
    });
    expect(five(() => f([1]))).toEqual([[4], [4], [4], [4], [4]]);
    expect(f.eagerBecause).not.toBeNull();
  });

  it('what random numbers are drawn from', () => {
    let n = 0;
    const f = jit((x) => bp.randomNormal([1], 100 * n++, 0.001).add(x));
    const means = five(() => f([0])).map(
      (drawn) => Math.round((drawn as number[])[0]! / 100) * 100 + 0,
    );
    expect(means).toEqual([0, 100, 200, 300, 400]);
  });
});

describe('gradients', () => {
  it('flow through what a jitted function takes from around it', () => {
    const gradient = bp.grad((w) => jit((x) => w.mul(x).sum())([2]));
    expect(gradient([1]).arraySync()).toEqual([2]);
  });

  it('of a loss that was jitted reach its variables at every update', () => {
    const w = bp.variable([1]);
    const loss = jit((x) => w.mul(x).sum());
    const optimizer = bp.train.sgd(0.25);
    for (let k = 1; k <= 5; k++) {
      optimizer.minimize(() => loss([2]));
      expect(w.arraySync()).toEqual([1 - 0.5 * k]);
    }
    expect(five(() => loss([2]))).toEqual(Array(5).fill(-3));
  });

  it('stop at a variable that is frozen between replays', () => {
    const [w, v] = [bp.variable([1]), bp.variable([1])];
    const optimizer = bp.train.sgd(0.25);
    const step = jit(() => {
      optimizer.minimize(() => w.add(v).sum());
    });
    for (let k = 0; k < 3; k++) step();
    expect(step.eagerBecause).toBeNull();
    w.trainable = false;
    for (let k = 0; k < 4; k++) step();
    expect([w.arraySync(), v.arraySync()]).toEqual([[0.25], [-0.75]]);
  });

  it('that a tensor had before are added to', () => {
    const w = bp.tensor([3], { requiresGrad: true });
    const f = jit((x) => {
      x.mul(w).sum().backward();
      const { grad } = w;
      w.zeroGrad();
      return grad!;
    });
    expect([0, 1, 2, 3].map((x) => f([x]).arraySync())).toEqual([[0], [1], [2], [3]]);
    expect(f.eagerBecause).toBeNull();
    w.grad = bp.tensor([100]);
    expect(f([7]).arraySync()).toEqual([107]);
    expect(f([7]).arraySync()).toEqual([7]);
  });
});

describe('numbers read without a call that says so', () => {
  const model = () => {
    return bp.sequential({ layers: [bp.layers.dense({ units: 1, inputShape: [2] })] });
  };

  it('by predict and evaluate', () => {
    const net = model();
    net.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    const predict = jit((x) => net.predict(x));
    const evaluate = jit((x, y) => net.evaluate(x, y) as bp.Tensor);
    for (let k = 0; k < 4; k++) {
      const x = bp.tensor([[k, 1]]);
      expect(predict(x).arraySync()).toEqual(net.predict(x).arraySync());
      const loss = net.evaluate(x, [[0]]) as bp.Tensor;
      expect(evaluate(x, [[0]]).arraySync()).toEqual(loss.arraySync());
    }
    expect(predict.eagerBecause).toMatch(/reads the numbers/);
  });

  it('by gradCheck', () => {
    const check = jit((x) => {
      const { passed } = bp.gradCheck((y) => y.square().sum(), [x]);
      return bp.scalar(passed ? 1 : 0);
    });
    for (let k = 0; k < 4; k++) check([k + 1]);
    expect(check.eagerBecause).toMatch(/reads the numbers/);
  });
});

describe('memory of a variable', () => {
  const counting = () => {
    const w = bp.variable([1]);
    const count = jit(() => {
      w.assign(w.add(1));
    });
    for (let k = 0; k < 3; k++) count();
    return { w, count };
  };

  it('is not what customGrad returns', () => {
    const { w, count } = counting();
    const y = bp.customGrad((x) => ({ value: x, gradFunc: (dy) => dy }))(w);
    count();
    expect(y.arraySync()).toEqual([4]);
  });

  it.each([false, true])('is not the gradient that backward leaves (createGraph %s)', (graph) => {
    const { w, count } = counting();
    const x = bp.tensor([1], { requiresGrad: true });
    bp.backward(x.add(0), w, { createGraph: graph });
    count();
    expect(x.grad!.arraySync()).toEqual([4]);
  });
});

describe('jit', () => {
  it.each([
    ['a Map', (x: bp.Tensor): unknown => new Map([['x', x]])],
    ['a Set', (x: bp.Tensor): unknown => new Set([x])],
    [
      'an object without prototype',
      (x: bp.Tensor): unknown => Object.assign(Object.create(null), { x }),
    ],
    [
      'an instance',
      (x: bp.Tensor): unknown => [
        new (class Pair {
          x = x;
        })(),
      ],
    ],
  ])('refuses %s as a result', (_, f) => {
    expect(() => jit(f)([1])).toThrow(/jit: expected .*lists and plain objects/);
  });

  it('leaves no tensor behind when the function throws', () => {
    const f = jit((x) => {
      if (x.size === 1) throw new TypeError('no');
      return x;
    });
    const x = bp.tensor([1]);
    const before = bp.memory().numTensors;
    for (let k = 0; k < 5; k++) expect(() => f(x)).toThrow('no');
    expect(bp.memory().numTensors).toBe(before);
  });
});
