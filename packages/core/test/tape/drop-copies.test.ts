import { afterEach, describe, expect, it } from 'vitest';
import * as bp from '../../src/index.js';
import { BACKENDS } from './compare-backends.js';
import { runOn } from './run-on.js';

afterEach(() => bp.setTapeBackend('auto'));

const SPECIAL = [0, -0, 1, -1, 1e-40, 3e38, Number.NaN, Number.POSITIVE_INFINITY];

/** The numbers of a function's sixth call, five after it was recorded or without jit. */
function sixth(wrap: boolean, make: () => () => bp.Tensor): number[] {
  const f = make();
  const call = wrap ? bp.jit(f) : f;
  for (let i = 0; i < 5; i++) call();
  return [...call().dataSync()];
}

describe.each(BACKENDS)('on %s, a product with ones', (backend) => {
  const twice = (factor: number[]) => (x: bp.Tensor) => x.neg().mul(bp.tensor(factor)).neg();

  it('is no instruction, and changes no bit', () => {
    const x = bp.tensor(SPECIAL);
    for (const factor of [[1], SPECIAL.map(() => 1)]) {
      const { values, counts } = runOn(backend, twice(factor), [x]);
      expect(counts.webAssembly).toBe(2);
      expect(values[0]).toEqual([...x.values]);
    }
    const onTheLeft = runOn(backend, (y) => bp.tensor([1]).mul(y.neg()).neg(), [x]);
    expect(onTheLeft.counts.webAssembly).toBe(2);
    expect(onTheLeft.values[0]).toEqual([...x.values]);
  });

  it('is one where not all are, or where it repeats numbers', () => {
    const almost = SPECIAL.map((_, i) => (i === 5 ? 2 : 1));
    const { values, counts } = runOn(backend, twice(almost), [bp.tensor(SPECIAL)]);
    expect(counts.webAssembly).toBe(3);
    expect(values[0]![5]).toBe(Number.POSITIVE_INFINITY);
    const repeat = (x: bp.Tensor) =>
      x
        .neg()
        .mul(bp.ones([2, 2]))
        .neg();
    expect(runOn(backend, repeat, [bp.tensor([3, 4])]).values[0]).toEqual([3, 4, 3, 4]);
  });

  it('that is a result is a tensor of its own', () => {
    const f = (x: bp.Tensor) => {
      const y = x.neg();
      return [y, y.mul(1), x.mul(1)];
    };
    expect(runOn(backend, f, [bp.tensor([2])]).values).toEqual([[-2], [-2], [2]]);
  });

  it('of a variable keeps the numbers from before an assignment', () => {
    bp.setTapeBackend(backend);
    const make = () => {
      const w = bp.variable(bp.tensor([1, 2]));
      return () => {
        const before = w.mul(1);
        w.assign(w.mul(2));
        return before.add(w);
      };
    };
    expect(sixth(true, make)).toEqual(sixth(false, make));
    expect(sixth(true, make)).toEqual([96, 192]);
  });
});

describe.each(BACKENDS)('on %s, the sum of each number by itself', (backend) => {
  it('turns -0 into 0', () => {
    const { values } = runOn(backend, (x) => x.neg().sum(0).neg(), [bp.tensor([[0, 1]])]);
    expect(values[0]).toEqual([-0, 1]);
  });

  it('is not left out where something else reads it besides an update', () => {
    bp.setTapeBackend(backend);
    const make = () => {
      const w = bp.variable(bp.tensor([1]));
      const given = bp.variable(bp.tensor([[0]]), false);
      const optimizer = bp.train.adam(0.1);
      return () => {
        const gradient = given.neg().sum(0);
        optimizer.applyGradients([{ variable: w, gradient }]);
        return gradient.reciprocal();
      };
    };
    expect(sixth(true, make)).toEqual([Number.POSITIVE_INFINITY]);
  });

  /** One step of a layer on one example: the gradient of its bias is such a sum. */
  function makeStep(optimizer: bp.Optimizer, seen: boolean) {
    const [w, b] = [bp.variable(bp.tensor([[1], [2]])), bp.variable(bp.tensor([-0]))];
    const x = bp.variable(bp.tensor([[3, -1]]), false);
    const factor = bp.variable(bp.tensor([[-0]]), false);
    const loss = () => x.matMul(w).add(b).mul(factor).sum();
    const step = () => {
      const { grads } = bp.variableGrads(loss, [w, b]);
      const pairs = [w, b].map((variable) => ({ variable, gradient: grads[variable.name]! }));
      optimizer.applyGradients(pairs);
      return seen ? [grads[b.name]!] : [];
    };
    return { step, factor, weights: [w, b] };
  }

  it.each<[string, () => bp.Optimizer, number]>([
    // A gradient that is returned stays where it is, which takes one update more.
    ['adam', () => bp.train.adam(0.1), 2],
    ['sgd', () => bp.train.sgd(0.1), 1],
  ])('is left out before an update by %s if no bit depends on it', (_, make, fewer) => {
    bp.setTapeBackend(backend);
    const train = (seen: boolean) => {
      const { step, factor, weights } = makeStep(make(), seen);
      const jitted = bp.jit(step);
      return Array.from({ length: 12 }, (_, i) => {
        // From -0, gradients become numbers.
        if (i === 7) factor.assign([[1.5]]);
        jitted();
        return weights.map((weight) => [...weight.dataSync()]);
      });
    };
    const weights = train(false);
    expect(weights).toEqual(train(true));
    expect(weights[6]).toEqual([[1, 2], [-0]]);
    const count = (seen: boolean) => {
      const { step } = makeStep(make(), seen);
      step();
      return runOn(backend, step, []).counts.webAssembly;
    };
    expect(count(true) - count(false)).toBe(fewer);
  });
});
