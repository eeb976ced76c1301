import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as bp from '../../src/index.js';
import { productBlock } from '../../src/tape/wasm/words.js';
import { BACKENDS, compare, type Fn, random } from './compare-backends.js';

const sizes = fc
  .tuple(
    fc.integer({ min: 8, max: 210 }),
    fc.integer({ min: 48, max: 130 }),
    fc.integer({ min: 32, max: 900 }),
  )
  .filter(([rows, columns, depth]) => productBlock(rows, columns, depth) !== null);
/** Sums of up to 900 products in float32; a wrong factor would show in the third digit. */
const TOLERANCE = 5e-6;
const seed = fc.integer({ min: 1, max: 1e6 });

/** Products with both factors copied: rows, columns and depth with rests of every kind. */
describe.each(BACKENDS)('a large product on %s', (backend) => {
  it.each([
    [false, false],
    [true, false],
    [false, true],
    [true, true],
  ])('is right with a transposed: %s, b transposed: %s', (transposeA, transposeB) => {
    fc.assert(
      fc.property(sizes, seed, ([rows, columns, depth], from) => {
        // Small numbers, so that sums of many do not lose the digits that are compared.
        const a = random(transposeA ? [depth, rows] : [rows, depth], from).mul(0.05);
        const b = random(transposeB ? [columns, depth] : [depth, columns], from + 1).mul(0.05);
        const f: Fn = (x, y) => bp.matMul(x!, y!, transposeA, transposeB);
        return compare(backend, f, [a, b]) < TOLERANCE;
      }),
      { numRuns: 6 },
    );
  });

  it('takes bias and relu along, over several pieces of the depth', () => {
    const inputs = [random([33, 850], 1), random([850, 51], 2), random([51], 3)];
    const f: Fn = (x, w, b) => x!.mul(0.05).matMul(w!.mul(0.05)).add(b!).relu();
    expect(compare(backend, f, inputs)).toBeLessThan(TOLERANCE);
  });

  it('is one of several in a batch', () => {
    const inputs = [random([3, 40, 130], 1).mul(0.05), random([3, 130, 110], 2).mul(0.05)];
    expect(compare(backend, (x, y) => bp.matMul(x!, y!), inputs)).toBeLessThan(TOLERANCE);
  });

  it('passes infinities and NaN on to their own rows and columns only', () => {
    const values = random([19, 600], 1).mul(0.05).dataSync();
    values[18 * 600 + 599] = Number.NaN;
    values[17 * 600] = Number.POSITIVE_INFINITY;
    const inputs = [bp.tensor(values, [19, 600]), random([600, 49], 2).mul(0.05)];
    expect(compare(backend, (x, y) => bp.matMul(x!, y!), inputs)).toBeLessThan(TOLERANCE);
  });
});

describe('productBlock', () => {
  it('covers the whole product in blocks that are not too large', () => {
    fc.assert(
      fc.property(sizes, ([rows, columns, depth]) => {
        const block = productBlock(rows, columns, depth)!;
        expect(block.rows % 16).toBe(0);
        expect(block.rows * block.depth).toBeLessThanOrEqual(65536);
        expect(block.depth).toBeLessThanOrEqual(400);
        expect(Math.min(block.rows, block.depth)).toBeGreaterThan(0);
      }),
    );
  });

  it('leaves small and narrow products alone', () => {
    expect(productBlock(32, 8, 8)).toBeNull();
    expect(productBlock(128, 10, 512)).toBeNull();
    expect(productBlock(4, 512, 784)).toBeNull();
  });
});
