import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as bp from '../../src/index.js';
import { availableBackends } from '../../src/tape/wasm/load.js';
import { runOn } from './run-on.js';

type Fn = (...inputs: bp.Tensor[]) => bp.Tensor;

const BACKENDS = availableBackends().filter((backend) => backend !== 'javascript');
const random = (shape: number[], seed: number) => bp.randomNormal(shape, 0, 2, 'float32', seed);
const size = fc.integer({ min: 1, max: 37 });
const seed = fc.integer({ min: 1, max: 1e6 });
const SPECIAL = [0, -0, 1, -1, 1e-30, 88, -88, 3e38, -3e38, Number.NaN, Number.POSITIVE_INFINITY];

/** The largest difference, relative to numbers above 1. NaN and infinities must be the same. */
function difference(a: readonly number[], b: readonly number[]): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  return Math.max(
    0,
    ...a.map((x, i) => {
      const y = b[i]!;
      if (Object.is(x, y) || x === y) return 0;
      if (!Number.isFinite(x) || !Number.isFinite(y)) return Number.POSITIVE_INFINITY;
      return Math.abs(x - y) / Math.max(1, Math.abs(x), Math.abs(y));
    }),
  );
}

/** Calculates on a backend and by the reference kernels; all in WebAssembly. */
function compare(backend: bp.TapeBackend, f: Fn, inputs: readonly bp.Tensor[]): number {
  const taped = runOn(backend, f, inputs);
  const reference = runOn('javascript', f, inputs);
  expect(taped.counts.javaScript, 'steps left to JavaScript').toBe(0);
  expect(taped.counts.webAssembly).toBeGreaterThan(0);
  return difference(taped.values.flat(), reference.values.flat());
}

describe.each(BACKENDS)('on %s', (backend) => {
  it.each<[string, Fn, Fn]>([
    ['tanh', (x) => x.tanh(), (g, h) => g!.mul(bp.scalar(1).sub(h!.square()))],
    ['sigmoid', (x) => x.sigmoid(), (g, h) => g!.mul(h!.mul(bp.scalar(1).sub(h!)))],
    ['relu', (x) => x.relu(), (g, h) => h!.step().mul(g!)],
  ])('a gradient times the slope of %s is one step', (_, activation, slope) => {
    fc.assert(
      fc.property(size, size, seed, (rows, columns, from) => {
        const h = activation(random([rows, columns], from));
        const inputs = [random([rows, columns], from + 1), h];
        expect(runOn(backend, slope, inputs).counts).toEqual({ webAssembly: 1, javaScript: 0 });
        return compare(backend, slope, inputs) <= 2.5e-7;
      }),
      { numRuns: 20 },
    );
    const special = [bp.tensor(SPECIAL), bp.tensor([...SPECIAL].reverse())];
    expect(compare(backend, slope, special)).toBeLessThanOrEqual(2.5e-7);
  });

  it('a slope that something else needs too is kept', () => {
    const f: Fn = (g, h) => {
      const rest = bp.scalar(1).sub(h!.square());
      return g!.mul(rest).add(rest);
    };
    const inputs = [random([3, 5], 1), random([3, 5], 2)];
    expect(compare(backend, f, inputs)).toBeLessThan(1e-6);
  });
});
