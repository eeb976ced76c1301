// Kernels with loops of their own against one function and plain indices, bit for bit.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { referenceKernels } from '../../src/index.js';
import { stridesOf } from '../../src/tensor/shape.js';
import { expectSameBits, Numbers, type Store, seeds, soiled } from './same-bits.js';

const stores = fc.constantFrom<Store>('float32', 'float64', 'int32', 'bool');
const sizes = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 4 });
const shapes = fc.oneof(sizes, sizes, fc.constantFrom([700], [40, 30], [1, 1]));

/** Where an element of a broadcast result lies in an input: axis by axis, from the last. */
function placeIn(from: readonly number[], to: readonly number[], place: number): number {
  const strides = stridesOf(from);
  let rest = place;
  let found = 0;
  for (let back = 1; back <= to.length; back++) {
    const index = rest % to[to.length - back]!;
    rest = Math.floor(rest / to[to.length - back]!);
    if (back > from.length || from[from.length - back] === 1) continue;
    found += index * strides[from.length - back]!;
  }
  return found;
}

/** Leading axes left out, some of the others with size 1. */
const narrowed = (shape: readonly number[], cut: number, ones: readonly boolean[]) =>
  shape.slice(Math.min(cut, shape.length)).map((length, i) => (ones[i] ? 1 : length));

const PAIRS = {
  add: (a: number, b: number) => a + b,
  sub: (a: number, b: number) => a - b,
  mul: (a: number, b: number) => a * b,
  div: (a: number, b: number) => a / b,
  maximum: Math.max,
  pow: (a: number, b: number) => a ** b,
  less: (a: number, b: number) => Number(a < b),
};

const sigmoid = (x: number) => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x)));

const EACH = {
  neg: (x: number) => -x,
  square: (x: number) => x * x,
  sqrt: Math.sqrt,
  tanh: Math.tanh,
  sigmoid,
  relu: (x: number) => Math.max(x, 0),
  step: (x: number) => Number(x > 0),
  exp: Math.exp,
};

const names = <T extends object>(table: T) =>
  fc.constantFrom(...(Object.keys(table) as (keyof T & keyof typeof referenceKernels)[]));

const calls = fc.record({
  shape: shapes,
  cuts: fc.tuple(fc.nat(2), fc.nat(2)),
  ones: fc.tuple(
    fc.array(fc.boolean(), { maxLength: 4 }),
    fc.array(fc.boolean(), { maxLength: 4 }),
  ),
  stores: fc.tuple(stores, stores, stores),
  seed: seeds,
});

describe('kernels of pairs', () => {
  test('give what the function gives for each pair, however the inputs repeat', () => {
    fc.assert(
      fc.property(names(PAIRS), calls, (name, { shape, cuts, ones, stores: kinds, seed }) => {
        const a = new Numbers(seed, kinds[0], 0.1).view(...narrowed(shape, cuts[0], ones[0]));
        const b = new Numbers(seed + 1, kinds[1], 0.1).view(...narrowed(shape, cuts[1], ones[1]));
        const expected = new Numbers(1, kinds[2]).view(...shape);
        const received = soiled(expected);
        for (let i = 0; i < expected.values.length; i++) {
          const [left, right] = [placeIn(a.shape, shape, i), placeIn(b.shape, shape, i)];
          expected.values[i] = PAIRS[name](a.values[left]!, b.values[right]!);
        }
        referenceKernels[name](a, b, received);
        expectSameBits(received.values, expected.values);
      }),
      { numRuns: 400 },
    );
  });
});

describe('where and broadcastTo', () => {
  test('take each number from its place, however the inputs repeat', () => {
    fc.assert(
      fc.property(calls, ({ shape, cuts, ones, stores: kinds, seed }) => {
        const shapeOf = (i: 0 | 1) => narrowed(shape, cuts[i], ones[i]);
        const condition = new Numbers(seed, 'bool').view(...shapeOf(0));
        const a = new Numbers(seed + 1, kinds[0], 0.1).view(...shapeOf(1));
        const b = new Numbers(seed + 2, kinds[0], 0.1).view(...shapeOf(0));
        const chosen = new Numbers(1, kinds[1]).view(...shape);
        const repeated = soiled(chosen);
        const [received, copies] = [soiled(chosen), soiled(chosen)];
        for (let i = 0; i < chosen.values.length; i++) {
          const [left, right] = [placeIn(a.shape, shape, i), placeIn(b.shape, shape, i)];
          const yes = condition.values[right] !== 0;
          chosen.values[i] = yes ? a.values[left]! : b.values[right]!;
          repeated.values[i] = a.values[left]!;
        }
        referenceKernels.where(condition, a, b, received);
        referenceKernels.broadcastTo(a, copies);
        expectSameBits(received.values, chosen.values);
        expectSameBits(copies.values, repeated.values);
      }),
      { numRuns: 300 },
    );
  });
});

describe('kernels of one number', () => {
  test('give what the function gives for each number', () => {
    fc.assert(
      fc.property(names(EACH), calls, (name, { shape, stores: kinds, seed }) => {
        const x = new Numbers(seed, kinds[0], 0.1).view(...shape);
        const expected = new Numbers(1, kinds[1]).view(...shape);
        const received = soiled(expected);
        for (let i = 0; i < x.values.length; i++) expected.values[i] = EACH[name](x.values[i]!);
        referenceKernels[name](x, received);
        expectSameBits(received.values, expected.values);
      }),
      { numRuns: 300 },
    );
  });
});

describe('kernels of lines', () => {
  test('sum, take the greatest and normalise from the first number to the last', () => {
    fc.assert(
      fc.property(seeds, fc.constantFrom<Store>('float32', 'float64'), (seed, store) => {
        const x = new Numbers(seed, store, 0.02).view(3, 40, 4);
        const sums = soiled(new Numbers(1, store).view(3, 4));
        const greatest = soiled(sums);
        const shares = soiled(x);
        referenceKernels.sum(x, sums, [1]);
        referenceKernels.max(x, greatest, [1]);
        referenceKernels.softmax(x, shares, 1);
        const expected = { sums: soiled(sums), greatest: soiled(sums), shares: soiled(x) };
        for (let line = 0; line < 12; line++) {
          const start = Math.floor(line / 4) * 160 + (line % 4);
          const numbers = Array.from({ length: 40 }, (_, i) => x.values[start + i * 4]!);
          const max = Math.max(...numbers);
          expected.sums.values[line] = numbers.reduce((total, v) => total + v, 0);
          expected.greatest.values[line] = max;
          const total = numbers.reduce((sum, v) => sum + Math.exp(v - max), 0);
          numbers.forEach((v, i) => {
            expected.shares.values[start + i * 4] = Math.exp(v - max) / total;
          });
        }
        expectSameBits(sums.values, expected.sums.values);
        expectSameBits(greatest.values, expected.greatest.values);
        expectSameBits(shares.values, expected.shares.values);
      }),
      { numRuns: 60 },
    );
  });

  test('see whether these bits are tested: a sum backwards has others', () => {
    const x = new Numbers(5, 'float64').view(1, 1000);
    const turned = { values: x.values.slice().reverse(), shape: x.shape };
    const [y, z] = [new Numbers(1, 'float64').view(1), new Numbers(1, 'float64').view(1)];
    referenceKernels.sum(x, y, [1]);
    referenceKernels.sum(turned, z, [1]);
    expect(y.values[0]).toBeCloseTo(z.values[0]!, 6);
    expect(() => expectSameBits(y.values, z.values)).toThrow();
  });
});
