import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as bp from '../../src/index.js';
import { jit, setTapeBackend } from '../../src/index.js';

// On the reference kernels a replay gives the same bits as the function without jit.
beforeEach(() => setTapeBackend('javascript'));
afterEach(() => setTapeBackend('auto'));

/** A training step on data in variables, so that a replay has no arguments to look at. */
function makeTraining(learningRate: number | bp.LearningRateSchedule = 0.1) {
  const x = bp.variable(bp.tensor([[0.5, -1]]), false);
  const weights = [bp.variable(bp.tensor([[1], [2]])), bp.variable(bp.tensor([0.5]))];
  const [w, b] = weights as [bp.Variable, bp.Variable];
  const factor = bp.tensor([3]);
  const optimizer = bp.train.adam({ learningRate });
  const loss = () => x.matMul(w).add(b).mul(factor).square().sum();
  return { x, w, b, factor, optimizer, loss, step: () => optimizer.minimize(loss, true)! };
}

type Training = ReturnType<typeof makeTraining>;

/** Losses and weights of nine steps with something done before the sixth, jitted or not. */
function train(wrap: boolean, between: (training: Training) => void, training = makeTraining()) {
  const step = wrap ? jit(training.step) : training.step;
  const seen = Array.from({ length: 9 }, (_, i) => {
    if (i === 5) between(training);
    const cost = step().item();
    return [cost, training.w.arraySync(), training.b.arraySync()];
  });
  if ('eagerBecause' in step) expect(step.eagerBecause).toBeNull();
  return seen;
}

describe('a replay sees that since the last one', () => {
  it.each<[string, (training: Training) => void]>([
    ['a weight was assigned', ({ w }) => w.assign([[4], [5]])],
    ['data was assigned', ({ x }) => x.assign([[1, 1]])],
    ['a slot was assigned', ({ optimizer }) => optimizer.slots[1]!.assign([[9], [9]])],
    [
      'the state of the optimizer was set',
      ({ optimizer }) => {
        const { slots, iterations } = optimizer.getState();
        optimizer.setState({ iterations: iterations + 7, slots: slots.map((s) => s.value.add(1)) });
      },
    ],
    ['the learning rate was set', ({ optimizer }) => Object.assign(optimizer, { learningRate: 1 })],
    ['a weight was frozen', ({ b }) => Object.assign(b, { trainable: false })],
    [
      'a weight was frozen and thawed',
      ({ b, step }) => {
        b.trainable = false;
        step();
        b.trainable = true;
      },
    ],
    ['a step was made without jit', ({ step }) => step()],
    [
      'another optimizer made a step',
      ({ loss, w }) => bp.train.sgd(0.1).minimize(loss, false, [w]),
    ],
  ])('%s', (_, between) => {
    const replayed = train(true, between);
    expect(replayed).toEqual(train(false, between));
    expect(replayed).not.toEqual(train(true, () => {}));
  });

  it('another jitted function changed a weight, more than once', () => {
    const run = (wrap: boolean) => {
      const training = makeTraining();
      const shrink = () => training.w.assign(training.w.mul(0.5));
      const [step, other] = wrap ? [jit(training.step), jit(shrink)] : [training.step, shrink];
      return Array.from({ length: 24 }, (_, i) => {
        if (i % 3 !== 2) other();
        if (i % 5 === 4) other();
        return [step().item(), training.w.arraySync()];
      });
    };
    expect(run(true)).toEqual(run(false));
  });

  it('a variable that it only reads was changed by another jitted function', () => {
    const training = makeTraining();
    const [step, predict] = [jit(training.step), jit(training.loss)];
    for (let i = 0; i < 20; i++) {
      expect(predict().item()).toBe(training.loss().item());
      for (let j = 0; j <= i % 3; j++) step();
      expect(predict().item()).toBe(training.loss().item());
    }
    expect([step.eagerBecause, predict.eagerBecause]).toEqual([null, null]);
  });

  it('a tensor was disposed, and does so again and again', () => {
    const { factor, w, step } = makeTraining();
    const jitted = jit(step);
    for (let i = 0; i < 5; i++) jitted();
    const before = w.arraySync();
    factor.dispose();
    for (let i = 0; i < 3; i++) expect(() => jitted()).toThrow(/was disposed/);
    expect(w.arraySync()).toEqual(before);
  });

  it('a variable was disposed, whether it changes it or only reads it', () => {
    for (const name of ['w', 'x'] as const) {
      const training = makeTraining();
      const jitted = jit(training.step);
      for (let i = 0; i < 5; i++) jitted();
      training[name].dispose();
      for (let i = 0; i < 3; i++) expect(() => jitted()).toThrow(/was disposed/);
    }
  });

  it('a leaf got a gradient, to which its own would be added', () => {
    const run = (wrap: boolean) => {
      const w = bp.variable(bp.tensor([3]));
      const f = (x: bp.Tensor) => {
        w.mul(x).sum().backward();
        const gradient = w.grad!;
        w.zeroGrad();
        return gradient;
      };
      const call = wrap ? jit(f) : f;
      return Array.from({ length: 8 }, (_, i) => {
        if (i === 5) w.mul(100).sum().backward();
        return call(bp.tensor([i])).item();
      });
    };
    expect(run(true)).toEqual([0, 1, 2, 3, 4, 105, 6, 7]);
    expect(run(false)).toEqual(run(true));
  });

  it('a tensor that is no variable wants a gradient', () => {
    const c = bp.tensor([2]);
    const f = jit((x: bp.Tensor) => {
      const y = x.mul(c);
      return y.requiresGrad ? y.neg() : y;
    });
    for (let i = 0; i < 5; i++) expect(f([i]).item()).toBe(2 * i);
    c.requiresGrad = true;
    for (let i = 1; i < 6; i++) expect(f([i]).item()).toBe(-2 * i);
    c.requiresGrad = false;
    for (let i = 1; i < 6; i++) expect(f([i]).item()).toBe(2 * i);
  });
});

it('a replay sees what a schedule changed while the one before ran', () => {
  const run = (wrap: boolean) => {
    let training: Training | null = null;
    const rate = (update: number) => {
      // During the seventh replay and no other.
      if (update === 9) training?.x.assign([[2, 1]]);
      return 0.1;
    };
    training = makeTraining({ className: 'Meddling', at: rate, getConfig: () => ({}) });
    const step = wrap ? jit(training.step) : training.step;
    return Array.from({ length: 14 }, () => step().item());
  };
  const [replayed, eager] = [run(true), run(false)];
  expect(replayed.slice(10)).toEqual(eager.slice(10));
  expect(eager.slice(10)).not.toEqual(train(false, () => {}).map(([cost]) => cost));
});

it('what is alive on either side of a call does not matter: a step disposes its result', () => {
  const training = makeTraining();
  const step = jit(training.step);
  const eager = makeTraining();
  for (let i = 0; i < 12; i++) {
    const [cost, expected] = [step(), eager.step()];
    expect(cost.item()).toBe(expected.item());
    cost.dispose();
    bp.tidy(() => training.loss().add(1).item());
  }
});

it.each(['float32', 'float64', 'int32', 'bool'] as const)(
  'arguments of %s, few numbers or many, come in anew each time',
  (dtype) => {
    for (const size of [0, 1, 8, 9, 20]) {
      const given = (seed: number) =>
        bp.randomNormal([2, size], 0, 3, 'float32', seed).round().cast(dtype);
      const stacked = jit((x: bp.Tensor, y: bp.Tensor) => bp.concat([x, y, x]));
      for (let i = 0; i < 5; i++) {
        const [x, y] = [given(2 * i), given(2 * i + 1)];
        expect(stacked(x, y).arraySync()).toEqual(bp.concat([x, y, x]).arraySync());
      }
      expect(stacked.eagerBecause).toBeNull();
    }
  },
);

describe('changes inside a tape count as changes of the variable', () => {
  const twice = (w: bp.Variable) => jit(() => w.assign(w.mul(2)));

  it('each replay is one more version, and assigning, too', () => {
    const w = bp.variable(bp.tensor([1]));
    const double = twice(w);
    const other = twice(w);
    let expected = 0;
    for (let i = 0; i < 20; i++) {
      if (i % 7 === 6) w.assign([1]);
      else (i % 4 === 3 ? other : double)();
      expect(w.version).toBe(++expected);
    }
  });

  it('a graph from before a replay cannot be differentiated, one from after it can', () => {
    const w = bp.variable(bp.tensor([1]));
    const double = twice(w);
    for (let i = 0; i < 5; i++) double();
    const before = w.square().sum();
    double();
    expect(() => before.backward()).toThrow(/assign/);
    w.square().sum().backward();
    expect(w.grad!.arraySync()).toEqual([128]);
  });

  it('a replay that was refused has changed nothing', () => {
    const w = bp.variable(bp.tensor([[1, 2, 3]]));
    const optimizer = bp.train.sgd(0.1);
    const losses = (labels: bp.Tensor) =>
      bp.losses.sparseCategoricalCrossentropy(labels, w.softmax()).mean();
    const step = jit((labels: bp.Tensor) => optimizer.minimize(() => losses(labels), true)!);
    for (let i = 0; i < 5; i++) step([1]);
    expect(step.eagerBecause).toBeNull();
    const stale = w.square().sum();
    w.assign([[3, 2, 1]]);
    const [graph, version] = [w.square().sum(), w.version];
    expect(() => step([3])).toThrow(/class numbers from 0 to 2/);
    expect([w.version, w.arraySync()]).toEqual([version, [[3, 2, 1]]]);
    expect(() => stale.backward()).toThrow(/assign/);
    graph.backward();
    expect(w.grad!.arraySync()).toEqual([[6, 4, 2]]);
  });
});
