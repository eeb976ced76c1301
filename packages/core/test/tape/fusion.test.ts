import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as bp from '../../src/index.js';
import { BACKENDS, compare, type Fn, random } from './compare-backends.js';
import { runOn } from './run-on.js';

const size = fc.integer({ min: 1, max: 37 });
const seed = fc.integer({ min: 1, max: 1e6 });
const SPECIAL = [0, -0, 1, -1, 1e-30, 88, -88, 3e38, -3e38, Number.NaN, Number.POSITIVE_INFINITY];

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

  it.each<[string, Fn, number[][]]>([
    ['matMul', (x, w, b) => x!.matMul(w!).add(b!).relu(), [[7, 5], [5, 11], [11]]],
    ['conv2d', (x, w, b) => bp.conv2d(x!, w!).add(b!).relu(), [[2, 6, 5, 3], [2, 3, 3, 9], [9]]],
  ])('%s, its bias and relu are one step', (_, f, shapes) => {
    // Small numbers, so that sums of many do not lose the digits that are compared.
    const inputs = shapes.map((shape, i) => random(shape, i + 1).mul(0.2));
    expect(runOn(backend, f, inputs).counts).toEqual({ webAssembly: 1, javaScript: 0 });
    expect(compare(backend, f, inputs)).toBeLessThan(1e-6);
    const gradient: Fn = (...all) =>
      bp.grads((...each) =>
        f(...each)
          .square()
          .sum(),
      )(all)[1]!;
    expect(compare(backend, gradient, inputs)).toBeLessThan(3e-6);
  });

  it('relu of one row is right too', () => {
    const inputs = [random([1, 5], 1), random([5, 11], 2), random([11], 3)];
    expect(compare(backend, (x, w, b) => x!.matMul(w!).add(b!).relu(), inputs)).toBeLessThan(1e-6);
  });

  it('relu of a product that something else reads leaves the product alone', () => {
    const f: Fn = (x, w) => {
      const z = x!.matMul(w!);
      return z.relu().add(z.mul(0.1));
    };
    expect(compare(backend, f, [random([7, 5], 1), random([5, 11], 2)])).toBeLessThan(1e-6);
  });

  it('a product over nothing, in JavaScript, is not taken for one', () => {
    const f: Fn = (x, w, b) => x!.matMul(w!).add(b!).relu();
    const inputs = [bp.zeros([3, 0]), bp.zeros([0, 4]), random([4], 1)];
    expect(runOn(backend, f, inputs).values).toEqual(runOn('javascript', f, inputs).values);
  });
});
