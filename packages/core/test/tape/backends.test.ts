import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import * as bp from '../../src/index.js';
import { availableBackends } from '../../src/tape/wasm/load.js';
import { BACKENDS, compare, difference, type Fn, random } from './compare-backends.js';
import { runOn } from './run-on.js';

/** 1 to 6 twice as likely as larger sizes: tails and whole vectors both matter. */
const size = fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 37 }));
const seed = fc.integer({ min: 1, max: 1e6 });

const UNARY: [string, Fn, number][] = [
  ['neg', (x) => x.neg(), 0],
  ['abs', (x) => x.abs(), 0],
  ['square', (x) => x.square(), 0],
  ['sqrt', (x) => x.sqrt(), 0],
  ['reciprocal', (x) => x.reciprocal(), 0],
  ['exp', (x) => x.exp(), 2.5e-7],
  ['sigmoid', (x) => x.sigmoid(), 2e-7],
  ['tanh', (x) => x.tanh(), 4e-7],
  ['relu', (x) => x.relu(), 0],
  ['step', (x) => x.step(), 0],
  ['log', (x) => x.log(), 0],
  ['log1p', (x) => x.log1p(), 0],
  ['softplus', (x) => x.softplus(), 0],
];

const SPECIAL = [
  0,
  -0,
  1,
  -1,
  1e-45,
  -1e-45,
  1e-39,
  3e38,
  -3e38,
  88,
  88.7,
  89,
  -87,
  -87.4,
  -88,
  -104,
  40,
  -40,
  9.1,
  -9.1,
  20,
  1e10,
  -1e10,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  Number.NaN,
  0.5,
  3,
];

describe.each(BACKENDS)('on %s', (backend) => {
  describe.each(UNARY)('%s', (_, f, tolerance) => {
    it(`of random numbers is right to ${tolerance}`, () => {
      fc.assert(
        fc.property(size, size, seed, (rows, columns, from) => {
          return compare(backend, f, [random([rows, columns], from)]) <= tolerance;
        }),
        { numRuns: 30 },
      );
    });

    it('of special numbers is what the reference says', () => {
      // Below 1.2e-38 float32 numbers lose digits, so they are compared by their difference.
      expect(compare(backend, f, [bp.tensor(SPECIAL)])).toBeLessThanOrEqual(tolerance);
    });
  });

  const BINARY: [string, Fn][] = [
    ['add', (a, b) => a!.add(b!)],
    ['sub', (a, b) => a!.sub(b!)],
    ['mul', (a, b) => a!.mul(b!)],
    ['div', (a, b) => a!.div(b!)],
    ['maximum', (a, b) => a!.maximum(b!)],
    ['minimum', (a, b) => a!.minimum(b!)],
    ['squaredDifference', (a, b) => a!.squaredDifference(b!)],
  ];

  describe.each(BINARY)('%s', (_, f) => {
    it('broadcasts scalars, rows and columns from either side', () => {
      fc.assert(
        fc.property(size, size, seed, (rows, columns, from) => {
          const others = [[rows, columns], [columns], [1, columns], [rows, 1], [1], []];
          const full = random([rows, columns], from);
          return others.every((shape, i) => {
            const other = random(shape, from + i);
            return (
              compare(backend, f, [full, other]) <= 2.5e-7 &&
              compare(backend, f, [other, full]) <= 2.5e-7
            );
          });
        }),
        { numRuns: 15 },
      );
    });

    it('treats special numbers as the reference does', () => {
      const x = bp.tensor(SPECIAL);
      expect(compare(backend, f, [x, x.reshape([-1, 1])])).toBeLessThanOrEqual(2.5e-7);
    });
  });

  it('matMul multiplies odd shapes, each side as it lies or transposed', () => {
    fc.assert(
      fc.property(size, size, size, fc.boolean(), fc.boolean(), seed, (m, n, k, ta, tb, from) => {
        const a = random(ta ? [k, m] : [m, k], from);
        const b = random(tb ? [n, k] : [k, n], from + 1);
        const product: Fn = (x, y) => x!.matMul(y!, ta, tb);
        const { values, counts } = runOn(backend, product, [a, b]);
        const exact = product(a.cast('float64'), b.cast('float64')).dataSync();
        // Each of k products and sums is off by at most half a unit in the last place of float32.
        const bound = product(a.abs(), b.abs())
          .mul((k + 2) * 2 ** -24)
          .dataSync();
        return (
          counts.javaScript === 0 &&
          values[0]!.every((x, i) => Math.abs(x - exact[i]!) <= bound[i]!)
        );
      }),
      { numRuns: 150 },
    );
  });

  it.each([false, true])('matMul copies large sides panel by panel (transposeB %s)', (tb) => {
    const a = random([5, 700], 3);
    const b = random(tb ? [19, 700] : [700, 19], 4);
    expect(compare(backend, (x, y) => x!.matMul(y!, false, tb), [a, b])).toBeLessThan(1e-4);
  });

  it('a product and the bias after it are one step', () => {
    const inputs = [random([7, 5], 1), random([5, 11], 2), random([11], 3)];
    const f: Fn = (x, w, b) => x!.matMul(w!).add(b!);
    expect(runOn(backend, f, inputs).counts).toEqual({ webAssembly: 1, javaScript: 0 });
    expect(compare(backend, f, inputs)).toBeLessThan(1e-6);
  });

  it('one row or one column with a bias', () => {
    for (const [m, k, n] of [
      [1, 7, 37],
      [9, 13, 1],
      [1, 4, 1],
    ] as const) {
      const f: Fn = (x, w, b) => x!.matMul(w!).add(b!);
      const inputs = [random([m, k], 1), random([k, n], 2), random([n], 3)];
      expect(compare(backend, f, inputs)).toBeLessThan(1e-6);
    }
  });

  it.each<[string, Fn]>([
    ['sum', (x) => x.sum()],
    ['mean over rows', (x) => x.mean(-1)],
    ['sum over columns', (x) => x.sum(0)],
    ['mean of the middle axis', (x) => x.reshape([2, -1, x.shape[1]!]).mean(1)],
    ['max', (x) => x.max(1)],
    ['min', (x) => x.min(0)],
  ])('reduces: %s', (_, f) => {
    fc.assert(
      fc.property(size, size, seed, (rows, columns, from) => {
        return compare(backend, f, [random([2 * rows, columns], from)]) <= 1e-6;
      }),
      { numRuns: 30 },
    );
  });

  it.each<[string, Fn]>([
    ['softmax', (x) => x.softmax()],
    ['logSoftmax', (x) => x.logSoftmax()],
  ])('%s along rows', (_, f) => {
    fc.assert(
      fc.property(size, size, seed, (rows, columns, from) => {
        return compare(backend, f, [random([rows, columns], from).mul(20)]) <= 6e-7;
      }),
      { numRuns: 60 },
    );
  });

  it.each<[string, () => bp.Optimizer]>([
    ['sgd', () => bp.train.sgd(0.05)],
    ['adam', () => bp.train.adam(0.01)],
    ['momentum', () => bp.train.momentum(0.01, 0.9)],
    ['rmsprop', () => bp.train.rmsprop(0.01)],
  ])('trains with %s as the reference kernels do', (_, make) => {
    const losses = [backend, 'javascript' as const].map((each) => {
      bp.setTapeBackend(each);
      const step = trainingStep(make());
      return Array.from({ length: 200 }, () => step().item());
    });
    expect(losses[0]!.at(-1)!).toBeLessThan(losses[0]![0]! / 2);
    expect(difference(losses[0]!, losses[1]!)).toBeLessThan(2e-5);
  });

  it('what has no instruction runs in JavaScript in between, on the same memory', () => {
    const f: Fn = (x) => x.mul(2).cumsum(1).add(1).sin().mul(3);
    const input = [random([3, 4], 5)];
    const taped = runOn(backend, f, input);
    expect(taped.counts).toEqual({ webAssembly: 3, javaScript: 2 });
    expect(difference(taped.values[0]!, runOn('javascript', f, input).values[0]!)).toBeLessThan(
      1e-6,
    );
  });

  it('a product and its bias in float64 keep their digits', () => {
    const inputs = [[7, 5], [5, 11], [11]].map((shape) => random(shape, 1).cast('float64'));
    const f: Fn = (x, w, b) => x!.matMul(w!).add(b!);
    expect(runOn(backend, f, inputs).values).toEqual(runOn('javascript', f, inputs).values);
  });

  it('float64 keeps its digits', () => {
    const x = bp.tensor([1, 2, 3], { dtype: 'float64' });
    const f: Fn = (a) => a.div(3).exp();
    expect(runOn(backend, f, [x]).values).toEqual(runOn('javascript', f, [x]).values);
  });

  it('an empty tensor is no trouble', () => {
    const f: Fn = (x) => x.mul(2).sum();
    expect(runOn(backend, f, [bp.zeros([0, 3])]).values).toEqual([[0]]);
  });
});

afterEach(() => bp.setTapeBackend('auto'));

/** A step of a small net; everything in it has instructions. */
function trainingStep(optimizer: bp.Optimizer): () => bp.Tensor {
  const weights = [random([3, 7], 1), random([7], 2), random([7, 2], 3), random([2], 4)].map((x) =>
    bp.variable(x.mul(0.2)),
  );
  const [w1, b1, w2, b2] = weights as [bp.Variable, bp.Variable, bp.Variable, bp.Variable];
  const x = random([16, 3], 5);
  const y = x.slice([0, 0], [16, 2]).sin();
  const loss = () => x.matMul(w1).add(b1).tanh().matMul(w2).add(b2).sub(y).square().mean();
  return bp.jit(() => optimizer.minimize(loss, true, weights)!);
}

describe('setTapeBackend', () => {
  it('refuses what it does not know', () => {
    expect(() => bp.setTapeBackend('webgl' as never)).toThrow(
      /setTapeBackend: expected one of auto, .*javascript, received "webgl"/,
    );
  });

  it('auto is the fastest that there is', () => {
    bp.setTapeBackend('auto');
    expect(bp.getTapeBackend()).toBe(availableBackends()[0]);
  });
});

describe('the compiled modules', () => {
  it('are what the compiler makes of assembly/', { timeout: 240_000 }, async () => {
    const { buildCodes, buildModules } = await import('../../scripts/build-kernels.mjs');
    const kept = readFileSync(new URL('../../src/tape/wasm/modules.ts', import.meta.url), 'utf8');
    const bytes = (text: string) => text.match(/[A-Za-z0-9+/=]{1000,}/g);
    const codes = readFileSync(new URL('../../assembly/codes.ts', import.meta.url), 'utf8');
    expect(codes).toBe(buildCodes());
    expect(bytes(kept)).toEqual(bytes(buildModules()));
  });

  it('a kernel that calculates wrongly is found', () => {
    const right = runOn(BACKENDS[0] ?? 'javascript', (x) => x.square(), [random([5], 1)])
      .values[0]!;
    const wrong = runOn('javascript', (x) => x.mul(x.abs()), [random([5], 1)]).values[0]!;
    expect(difference(right, wrong)).toBeGreaterThan(1e-3);
  });
});

it('Adam with a tiny epsilon heeds gradients of any size', () => {
  const train = (backend: bp.TapeBackend) => {
    bp.setTapeBackend(backend);
    const w = bp.variable(bp.tensor([1]));
    const optimizer = bp.train.adam(0.1, 0.9, 0.999, 1e-30);
    const step = bp.jit(() => optimizer.minimize(() => w.mul(1e-17).sum(), true, [w])!);
    for (let i = 0; i < 10; i++) step();
    return w.dataSync()[0]!;
  };
  const expected = train('javascript');
  expect(expected).toBeLessThan(0.5);
  for (const backend of BACKENDS) expect(train(backend)).toBeCloseTo(expected, 5);
});
