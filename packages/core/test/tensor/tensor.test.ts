import { describe, expect, test } from 'vitest';
import {
  dispose,
  eye,
  fill,
  getSeed,
  grad,
  keep,
  linspace,
  matMul,
  memory,
  neg,
  noGrad,
  ones,
  onesLike,
  Random,
  range,
  setSeed,
  tensor,
  tensor1d,
  tensor2d,
  tidy,
  variable,
  zeroGrad,
  zeros,
} from '../../src/index.js';

describe('tensor', () => {
  test('infers shape and type from nested values', () => {
    const x = tensor([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    expect([x.shape, x.dtype, x.size, x.rank]).toEqual([[2, 3], 'float32', 6, 2]);
    expect(tensor([true, false]).dtype).toBe('bool');
    expect(tensor(new Float64Array([1])).dtype).toBe('float64');
    expect(tensor(new Int32Array([1])).dtype).toBe('int32');
    expect(tensor([]).shape).toEqual([0]);
  });

  test('takes flat values with a shape, in both call forms', () => {
    expect(tensor([1, 2, 3, 4], [2, 2]).arraySync()).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(tensor([1, 2], { shape: [2, 1], dtype: 'float64' }).dtype).toBe('float64');
    expect(tensor2d([1, 2, 3, 4], [2, 2], 'int32').dtype).toBe('int32');
    expect(tensor1d([1, 2]).shape).toEqual([2]);
  });

  test('copies the caller’s array, and gives copies back', () => {
    const data = new Float32Array([1, 2]);
    const x = tensor(data);
    data[0] = 9;
    x.dataSync()[1] = 9;
    expect(x.arraySync()).toEqual([1, 2]);
  });

  test('reads out asynchronously too', async () => {
    const x = tensor([[1], [2]]);
    expect(Array.from(await x.data())).toEqual([1, 2]);
    expect(await x.array()).toEqual([[1], [2]]);
  });

  test('keeps numbers that meet it in its own type', () => {
    const x = tensor([1, 2], { dtype: 'float64' });
    expect(x.add(0.1).dtype).toBe('float64');
    expect(x.add(0.1).arraySync()).toEqual([1.1, 2.1]);
    expect(tensor([1], { dtype: 'int32' }).add(tensor([0.5])).dtype).toBe('float32');
  });

  test('describes itself', () => {
    const x = tensor([1, 2], { requiresGrad: true });
    expect(String(x)).toBe('Tensor([1, 2], shape [2], float32, requiresGrad)');
    x.dispose();
    expect(String(x)).toContain('disposed');
  });
});

describe('filled tensors', () => {
  test('have their values', () => {
    expect(zeros([2]).arraySync()).toEqual([0, 0]);
    expect(ones([1, 2]).arraySync()).toEqual([[1, 1]]);
    expect(fill([2], 7, 'int32').arraySync()).toEqual([7, 7]);
    expect(onesLike(tensor([[3, 4]], { dtype: 'float64' })).dtype).toBe('float64');
    expect(eye(2, 3).arraySync()).toEqual([
      [1, 0, 0],
      [0, 1, 0],
    ]);
    expect(linspace(0, 1, 5).arraySync()).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect(range(0, 5, 2).arraySync()).toEqual([0, 2, 4]);
  });

  test('keep the sign of -0, also where it is a plain number', () => {
    expect(fill([2], -0).arraySync()).toEqual([-0, -0]);
    expect(fill([1], -0, 'bool').arraySync()).toEqual([0]);
    expect(neg(-0).item()).toBe(0);
    expect(tensor([1]).div(-0).arraySync()).toEqual([Number.NEGATIVE_INFINITY]);
  });

  test('can want a gradient', () => {
    const w = zeros([2], { requiresGrad: true });
    w.add(1).square().sum().backward();
    expect(w.grad?.arraySync()).toEqual([2, 2]);
  });
});

describe('backward', () => {
  test('adds up over calls until zeroGrad', () => {
    const x = tensor([1, 2], { requiresGrad: true });
    x.square().sum().backward();
    x.square().sum().backward();
    expect(x.grad?.arraySync()).toEqual([4, 8]);
    zeroGrad([x]);
    expect(x.grad).toBeNull();
  });

  test('adds up over the ways that lead to a tensor', () => {
    const x = tensor(3, { requiresGrad: true });
    const y = x.mul(x);
    y.add(y.mul(x)).backward();
    expect(x.grad?.item()).toBe(2 * 3 + 3 * 9);
  });

  test('starts from a cotangent, and with createGraph can be differentiated again', () => {
    const x = tensor([1, 2], { requiresGrad: true });
    x.pow(3).backward([1, 10], { createGraph: true });
    const first = x.grad!;
    expect(first.arraySync()).toEqual([3, 120]);
    zeroGrad([x]);
    first.sum().backward();
    expect(x.grad?.arraySync()).toEqual([6, 120]);
  });

  test('goes through a chain of 100,000 operations', () => {
    const x = tensor(1, { dtype: 'float64', requiresGrad: true });
    let y = x.add(0);
    for (let i = 0; i < 100_000; i++) y = y.add(1e-6);
    y.backward();
    expect(x.grad?.item()).toBe(1);
  });

  test('does not reach into noGrad', () => {
    const x = tensor(2, { requiresGrad: true });
    const y = noGrad(() => x.square());
    expect(y.requiresGrad).toBe(false);
    y.mul(x).backward();
    expect(x.grad?.item()).toBe(4);
  });
});

describe('tidy', () => {
  test('disposes what is not returned or kept', () => {
    const before = memory().numTensors;
    const kept = tidy(() => {
      keep(tensor([1]));
      const x = tensor([1, 2]);
      return { a: x.square(), list: [x.add(1)] };
    });
    expect(memory().numTensors - before).toBe(3);
    dispose(kept);
    expect(memory().numTensors - before).toBe(1);
    expect(() => kept.a.add(1)).toThrow('disposed');
  });

  test('disposes also when the function throws', () => {
    const before = memory().numTensors;
    expect(() =>
      tidy(() => {
        matMul(zeros([2, 3]), zeros([2, 3]));
      }),
    ).toThrow('inner sizes');
    expect(memory().numTensors).toBe(before);
  });

  test('leaves gradients nested in it right', () => {
    expect(tidy(() => grad(grad((x) => x.pow(4)))(2)).item()).toBe(48);
  });
});

describe('variables', () => {
  test('take new values and keep their shape', () => {
    const w = variable([1, 2]);
    w.assign([3, 4]);
    expect(w.arraySync()).toEqual([3, 4]);
    expect(() => w.assign([1])).toThrow('assign: expected shape [2], received [1]');
    expect(w.arraySync()).toEqual([3, 4]);
  });

  test('that changed after the forward pass are refused by backward', () => {
    const w = variable(2);
    const y = w.square();
    w.assign(5);
    expect(() => y.backward()).toThrow('a variable that was assigned since');
  });
});

describe('random numbers', () => {
  test('come again from the same seed, and the seed can be read', () => {
    const draw = (seed: number) => {
      const random = new Random(seed);
      return [random.uniform(), random.normal(), random.integer(10)];
    };
    expect(draw(5)).toEqual(draw(5));
    expect(draw(5)).not.toEqual(draw(6));
    setSeed(11);
    expect(getSeed()).toBe(11);
  });

  test('continue from a saved state', () => {
    const random = new Random(3);
    random.uniform();
    const { state } = random;
    const next = [random.uniform(), random.uniform()];
    random.state = state;
    expect([random.uniform(), random.uniform()]).toEqual(next);
  });

  test('have the moments of their distributions', () => {
    const random = new Random(1);
    const n = 20_000;
    const draws = Array.from({ length: n }, () => random.normal());
    const mean = draws.reduce((sum, x) => sum + x, 0) / n;
    const variance = draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / n;
    // Four standard errors: 1/√n of the mean, √(2/n) of the variance.
    expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(n));
    expect(Math.abs(variance - 1)).toBeLessThan(4 * Math.sqrt(2 / n));
  });
});
