// What a recording could get wrong: each of these runs eagerly, is refused, or is right.
import { describe, expect, it, vi } from 'vitest';
import * as bp from '../../src/index.js';
import { jit } from '../../src/index.js';
import { Tape } from '../../src/tape/tape.js';

const six = [0, 1, 2, 3, 4, 5];

describe('a result that is no tensor is not frozen:', () => {
  it('a number', () => {
    let n = 0;
    const count = jit(() => ++n);
    expect(six.map(() => count())).toEqual([1, 2, 3, 4, 5, 6]);
    expect(count.eagerBecause).toBe(
      'result is 3, and a replay could only repeat it; return tensors, or nothing',
    );
  });

  it('one beside a tensor, which is named', () => {
    let n = 0;
    const step = jit((x) => ({ loss: x.mul(2), at: [n++] }));
    expect(six.map((x) => step(x)).map(({ loss, at }) => [loss.item(), at])).toEqual(
      six.map((x) => [2 * x, [x]]),
    );
    expect(step.eagerBecause).toMatch(/^result\.at\[0\] is 2, and a replay could only repeat it/);
  });

  it('a word, a truth, a function', () => {
    for (const other of ['done', true, () => 1]) {
      const f = jit((x) => [x, other]);
      for (const x of six) expect(f(x)[1]).toBe(other);
      expect(f.eagerBecause).toMatch(/^result\[1\] is .*, and a replay/);
    }
  });

  it('numbers read from a constant', () => {
    let c = bp.tensor([1]);
    const f = jit(() => c.dataSync()[0]);
    for (const x of six) {
      if (x > 3) c = bp.tensor([x]);
      expect(f()).toBe(x > 3 ? x : 1);
    }
  });

  it('but undefined, null and empty lists are no numbers', () => {
    const f = jit((x) => ({ x, none: [undefined, null], list: [] as number[] }));
    for (const x of six) {
      const { none, list } = f(x);
      expect([none, list]).toEqual([[undefined, null], []]);
      list.push(x);
    }
    expect(f.eagerBecause).toBeNull();
  });
});

describe('results that stand elsewhere at each run are told apart:', () => {
  it.each([
    ['by name', (x: bp.Tensor, odd: boolean): unknown => (odd ? { a: x } : { b: x })],
    ['list or none', (x: bp.Tensor, odd: boolean): unknown => (odd ? [x] : x)],
    ['nothing or null', (_: bp.Tensor, odd: boolean): unknown => (odd ? [undefined] : [null])],
    ['empty list or object', (_: bp.Tensor, odd: boolean): unknown => (odd ? [] : {})],
  ])('%s', (_, returned) => {
    let n = 0;
    const f = jit((x) => returned(x, n++ % 2 === 1));
    const x = bp.scalar(1);
    const shape = (value: unknown) =>
      JSON.stringify(value, (_key, item) =>
        item instanceof bp.Tensor ? 'x' : item === undefined ? 'nothing' : item,
      );
    for (const i of six) expect(shape(f(x))).toBe(shape(returned(x, i % 2 === 1)));
    expect(f.eagerBecause).toMatch(/returned other tensors, or the same elsewhere/);
  });
});

it('fit returns tensors only, so that its steps are replayed', async () => {
  const replay = vi.spyOn(Tape.prototype, 'replay');
  const model = bp.sequential({ layers: [bp.layers.dense({ units: 1, inputShape: [1] })] });
  model.compile({ optimizer: 'sgd', loss: 'meanSquaredError', metrics: ['mae'] });
  const [x, y] = [bp.ones([8, 1]), bp.ones([8, 1])];
  await model.fit(x, y, { epochs: 5, batchSize: 4, verbose: 0 });
  expect(replay).toHaveBeenCalledTimes(8);
  replay.mockRestore();
});
