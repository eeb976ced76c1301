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
      'result is 3, and a replay could only repeat it; return tensors',
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

  it('nor a copy of a tensor as a constant', () => {
    const f = jit((x) => bp.tensor(x).mul(2));
    for (const x of six) expect(f([x < 3 ? 0 : x]).arraySync()).toEqual([x < 3 ? 0 : 2 * x]);
    expect(f.eagerBecause).toMatch(/reads the numbers/);
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
    expect(f.eagerBecause).toMatch(/returned something else/);
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

/** What six calls give, with and without jit: the same, and why jit runs eagerly if it does. */
function compare(run: (wrap: typeof jit) => (x: number) => unknown): string | null {
  let jitted: { readonly eagerBecause: string | null } | null = null;
  const plain = run(((f: (...inputs: bp.Tensor[]) => unknown) => {
    return (...inputs: bp.TensorLike[]) => f(...inputs.map((x) => bp.tensor(x as number)));
  }) as never);
  const fast = run(((f: never) => {
    jitted = jit(f);
    return jitted;
  }) as never);
  const numbers = (x: unknown) => (x instanceof bp.Tensor ? x.arraySync() : x);
  for (const x of six) expect(numbers(fast(x))).toEqual(numbers(plain(x)));
  return jitted!.eagerBecause;
}

describe('what a run leaves for the next is not frozen:', () => {
  it('a tensor that it replaces, also where two runs give the same numbers', () => {
    const reason = compare((wrap) => {
      let sum = bp.tensor(0);
      const add = wrap((x) => {
        sum = sum.add(x);
        return sum;
      });
      return (x) => add(x < 3 ? 0 : 1);
    });
    expect(reason).toMatch(/a tensor that its run before computed/);
  });

  it('but a tensor made once is a constant', () => {
    const reason = compare((wrap) => {
      let mask: bp.Tensor | null = null;
      return wrap((x) => {
        mask ??= bp.ones([2]).mul(3);
        return x.mul(mask);
      });
    });
    expect(reason).toBeNull();
  });

  it('a tensor that it keeps', () => {
    const reason = compare((wrap) => {
      let kept: bp.Tensor | null = null;
      const double = wrap((x) => {
        kept = bp.keep(x.mul(2));
        return kept.add(1);
      });
      return (x) => [double(x).item(), kept!.item()];
    });
    expect(reason).toMatch(/it keeps a tensor/);
  });

  it('a tensor that it hands out by the way cannot be read as if it were new', () => {
    let leaked: bp.Tensor | null = null;
    const f = jit((x) => {
      leaked = x.mul(2);
      return leaked.add(1);
    });
    f(1);
    expect(leaked!.item()).toBe(2);
    expect([2, 3, 4].map((x) => f(x).item())).toEqual([5, 7, 9]);
    expect(() => leaked!.item()).toThrow(/was disposed/);
    const drawn: bp.Tensor[] = [];
    const g = jit((x) => {
      drawn.push(bp.randomNormal([1]));
      return drawn.at(-1)!.add(x);
    });
    for (const x of six) g(x);
    for (const noise of drawn) expect(() => noise.item()).toThrow(/was disposed/);
  });
});

describe('settings that a run changes or reads are not frozen:', () => {
  const trained = (wrap: typeof jit, act: (optimizer: bp.Optimizer) => void) => {
    const w = bp.variable([1]);
    const optimizer = bp.train.sgd(0.125);
    const step = wrap((x) => {
      act(optimizer);
      optimizer.minimize(() => w.mul(x).sum());
      return optimizer.iterations > 3 ? w : w.neg();
    });
    return () => step(1);
  };

  it('the learning rate', () => {
    const reason = compare((wrap) => {
      let rate = 0;
      return trained(wrap, (optimizer) => {
        rate += 0.125;
        optimizer.learningRate = rate;
      });
    });
    expect(reason).toMatch(/sets learningRate/);
  });

  it('the count of updates', () => {
    expect(compare((wrap) => trained(wrap, () => {}))).toMatch(/reads iterations/);
    expect(
      compare((wrap) =>
        trained(wrap, (optimizer) => {
          optimizer.iterations = 1;
        }),
      ),
    ).toMatch(/sets iterations/);
  });

  it('the seed', () => {
    const reason = compare((wrap) =>
      wrap((x) => {
        bp.setSeed(4);
        return bp.randomNormal([2]).add(x);
      }),
    );
    expect(reason).toMatch(/calls setSeed/);
  });

  it('the kernels', () => {
    const f = jit((x) => x.add(1));
    for (const x of six) f(x);
    const add = vi.fn(bp.referenceKernels.add);
    bp.setKernels({ ...bp.referenceKernels, add });
    expect(six.map((x) => f(x).item())).toEqual([1, 2, 3, 4, 5, 6]);
    expect(add).toHaveBeenCalledTimes(6);
    expect(f.eagerBecause).toMatch(/setKernels/);
    bp.setKernels(bp.referenceKernels);
    const replay = vi.spyOn(Tape.prototype, 'replay');
    expect(six.map((x) => f(x).item())).toEqual([1, 2, 3, 4, 5, 6]);
    expect(replay).toHaveBeenCalledTimes(4);
    expect(f.eagerBecause).toBeNull();
    replay.mockRestore();
  });

  it('its argument, which it disposes', () => {
    const f = jit((x) => {
      const y = x.mul(2);
      x.dispose();
      return y;
    });
    expect(six.map((x) => f(x).item())).toEqual([0, 2, 4, 6, 8, 10]);
    expect(f.eagerBecause).toMatch(/disposes its argument/);
  });
});

describe('the graph of a result is cut, and no part of a gradient goes missing:', () => {
  const refused = /received the result of a jitted function; .* gradients inside jit/;

  it('backward through a result is refused at every call', () => {
    const w = bp.variable([2]);
    const f = jit((x) => w.mul(x).sum());
    for (const x of six) {
      expect(() => f(x).backward()).toThrow(refused);
      expect(() => f(x).add(w.mul(3).sum()).backward()).toThrow(refused);
      expect(w.grad).toBeNull();
    }
    expect(f.eagerBecause).toBeNull();
  });

  it('nor can a tensor be used that was kept by the way', () => {
    const w = bp.variable([2]);
    let loss = w.sum();
    const f = jit((x) => {
      loss = w.mul(x).sum();
      return loss;
    });
    for (const x of six) {
      f(x);
      expect(() => loss.backward()).toThrow(/was disposed/);
    }
    expect(w.grad).toBeNull();
  });

  it('also where it is returned as it came, or the function runs eagerly', () => {
    const w = bp.variable([2]);
    for (const f of [jit(() => w), jit((x) => w.mul(x.sum().item()))]) {
      for (const x of six) expect(() => f(x).sum().backward()).toThrow(refused);
    }
  });

  it('but results under noGrad, of constants and of updates are as they were', () => {
    const w = bp.variable([2]);
    const u = bp.tensor([3], { requiresGrad: true });
    const optimizer = bp.train.sgd(0);
    const f = jit((x) => w.mul(x));
    const g = jit((x) => x.mul(2));
    const h = jit(() => optimizer.minimize(() => w.square().sum(), true, [w])!);
    for (const x of six) {
      bp.noGrad(() => f(x))
        .add(g(x))
        .add(h())
        .mul(u)
        .sum()
        .backward();
      expect(u.grad!.arraySync()).toEqual([2 * x + 2 * x + 4]);
      u.zeroGrad();
    }
  });

  it('a jitted function of such a result leaves its tape', () => {
    const w = bp.variable([2]);
    const [encode, decode] = [jit((x) => w.mul(x)), jit((z) => z.square())];
    for (const x of six) {
      const y = decode(encode(x));
      expect(y.arraySync()).toEqual([4 * x * x]);
      expect(() => y.backward()).toThrow(refused);
    }
    expect(decode.eagerBecause).toMatch(/part of a graph/);
    for (const x of six) bp.noGrad(() => decode(encode(x)));
    expect(decode.eagerBecause).toBeNull();
  });
});

describe('calls inside noGrad have a recording of their own, so', () => {
  const w = bp.variable([2]);

  it('none of them makes a part of a gradient go missing outside', () => {
    const f = jit((x) => w.mul(x));
    for (const x of six) bp.noGrad(() => f(x));
    expect(() => f(3).add(w).sum().backward()).toThrow(/received the result of a jitted function/);
    expect(w.grad).toBeNull();
  });

  it('a function does there what it would without jit', () => {
    const f = jit((x) => (w.mul(x).requiresGrad ? x : x.neg()));
    const back = jit((x) => {
      w.mul(x).sum().backward();
      const gradient = w.grad!;
      w.zeroGrad();
      return gradient;
    });
    for (const x of six) {
      expect(f(x).item()).toBe(x);
      expect(bp.noGrad(() => f(x)).item()).toBe(-x);
      expect(back([x]).arraySync()).toEqual([x]);
      expect(() => bp.noGrad(() => back([x]))).toThrow(/compute outside noGrad/);
    }
    expect([f.eagerBecause, back.eagerBecause]).toEqual([null, null]);
  });
});

describe('plain arguments are tensors inside, so', () => {
  it('comparing one is refused, and not always false', () => {
    const f = jit((x, n) => x.mul((n as unknown as number) > 3 ? 2 : 1));
    for (const x of six) expect(() => f(1, x)).toThrow(/methods such as .* x\.greater\(1\)/);
    expect(`${bp.scalar(3)}`).toBe('Tensor(3, shape [], float32)');
    expect(`is ${bp.scalar(3)}`).toBe('is Tensor(3, shape [], float32)');
  });

  it('true and false are refused, and not always true', () => {
    const f = jit((x, training) => (training ? x : x.neg()));
    for (const x of six) expect(() => f(x, false)).toThrow(/input 1 .* received false; jit one/);
    expect(f([2], [false]).arraySync()).toEqual([2]);
    const choose = jit((b, x) => bp.where(b, x, 0));
    for (const x of six) expect(choose(bp.tensor(x > 2), x).item()).toBe(x > 2 ? x : 0);
    expect(choose.eagerBecause).toBeNull();
  });
});
