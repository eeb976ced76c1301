import { afterEach, describe, expect, it } from 'vitest';
import * as bp from '../../src/index.js';
import { BACKENDS } from './compare-backends.js';

const SMALLEST_NORMAL = 2 ** -126;

afterEach(() => bp.setTapeBackend('auto'));

/** One example through a 2-2-1 sigmoid net, again and again. */
function tinyNet(x: readonly number[], y: number) {
  const input = bp.tensor([[...x]]);
  const weights = [
    bp.variable(
      bp.tensor([
        [0.3, -0.6],
        [0.8, 0.1],
      ]),
    ),
    bp.variable(bp.tensor([0, 0])),
    bp.variable(bp.tensor([[0.5], [-0.9]])),
    bp.variable(bp.tensor([0])),
  ] as const;
  const [w1, b1, w2, b2] = weights;
  const optimizer = bp.train.adam(0.01);
  const step = bp.jit(() => {
    optimizer.minimize(
      () => {
        const logit = input.matMul(w1).add(b1).sigmoid().matMul(w2).add(b2);
        return logit.softplus().sub(logit.mul(y)).mean();
      },
      false,
      [...weights],
    );
  });
  return {
    step,
    numbers: () => [...weights, ...optimizer.slots].flatMap((t) => [...t.dataSync()]),
  };
}

describe.each(BACKENDS)('Adam in one pass on %s', (backend) => {
  it('keeps two million steps of a tiny net off the numbers that are slow', () => {
    bp.setTapeBackend(backend);
    const { step, numbers } = tinyNet([0.5, -0.25], 1);
    for (let i = 0; i < 20; i++) {
      for (let j = 0; j < 100_000; j++) step();
      const slow = numbers().filter((x) => x !== 0 && !(Math.abs(x) >= SMALLEST_NORMAL));
      expect(slow).toEqual([]);
    }
    expect(step.eagerBecause).toBeNull();
  });

  it('lets means of a gradient that stays zero end at zero', () => {
    bp.setTapeBackend(backend);
    const w = bp.variable(bp.tensor([1, 2, 3, 4, 5]));
    const scale = bp.variable(bp.scalar(1), false);
    const optimizer = bp.train.adam(0.01);
    const step = bp.jit(() => {
      optimizer.minimize(() => w.mul(scale).sum(), false, [w]);
    });
    for (let i = 0; i < 10; i++) step();
    scale.assign(bp.scalar(0));
    for (let i = 0; i < 80_000; i++) step();
    for (const slot of optimizer.slots) expect([...slot.dataSync()]).toEqual([0, 0, 0, 0, 0]);
  });

  it('passes gradients that are NaN or infinite on, as steps without a tape do', () => {
    const run = (jit: boolean) => {
      const w = bp.variable(bp.tensor([1, 1, 1, 1, 1]));
      const factors = bp.variable(bp.tensor([1, 2, 3, 4, 5]), false);
      const optimizer = bp.train.adam(0.01);
      const minimize = () => {
        optimizer.minimize(() => w.mul(factors).sum(), false, [w]);
      };
      const step = jit ? bp.jit(minimize) : minimize;
      for (let i = 0; i < 5; i++) step();
      factors.assign(bp.tensor([Number.NaN, 2, 3, 4, Number.POSITIVE_INFINITY]));
      step();
      const second = (slot: bp.Tensor) => [...slot.dataSync()].map(Number.isFinite);
      return [w, ...optimizer.slots].map(second);
    };
    bp.setTapeBackend(backend);
    expect(run(true)).toEqual(run(false));
    expect(run(true)[0]).toEqual([false, true, true, true, false]);
  });
});
