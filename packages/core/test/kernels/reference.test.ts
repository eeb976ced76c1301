// The reference kernels against definitions written out index by index.
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import {
  avgPool,
  conv2d,
  matMul,
  maxPool,
  mul,
  referenceKernels,
  setKernels,
  softmax,
  sum,
  Tensor,
  tensor,
} from '../../src/index.js';
import type { Kernels } from '../../src/kernels/contract.js';
import { Random } from '../../src/tensor/random.js';
import { sizeOf } from '../../src/tensor/shape.js';
import { type Call, firstOrderGap } from '../ops/directional.js';

function random(shape: readonly number[], seed: number): Tensor {
  const source = new Random(seed);
  const values = Float64Array.from({ length: sizeOf(shape) }, () => source.uniform() * 4 - 2);
  return new Tensor(values, shape, 'float64');
}

const config = fc.record({
  height: fc.integer({ min: 1, max: 6 }),
  width: fc.integer({ min: 1, max: 6 }),
  rows: fc.integer({ min: 1, max: 3 }),
  columns: fc.integer({ min: 1, max: 3 }),
  down: fc.integer({ min: 1, max: 3 }),
  right: fc.integer({ min: 1, max: 3 }),
  dilation: fc.integer({ min: 1, max: 2 }),
  padding: fc.constantFrom<'valid' | 'same'>('valid', 'same'),
  seed: fc.integer({ min: 0, max: 2 ** 31 }),
});

/** Rows (or columns) of padding before the image, by TensorFlow's definition. */
function before(padding: string, length: number, extent: number, stride: number): number {
  if (padding === 'valid') return 0;
  return Math.floor(Math.max((Math.ceil(length / stride) - 1) * stride + extent - length, 0) / 2);
}

const fits = (c: { padding: string; height: number; width: number }, tall: number, wide: number) =>
  c.padding === 'same' || (c.height >= tall && c.width >= wide);

describe('conv2d', () => {
  test('is the sum over window and channels, with zeros outside, for any geometry', () => {
    fc.assert(
      fc.property(config, (c) => {
        const tall = (c.rows - 1) * c.dilation + 1;
        const wide = (c.columns - 1) * c.dilation + 1;
        fc.pre(fits(c, tall, wide));
        const x = random([2, c.height, c.width, 2], c.seed);
        const w = random([c.rows, c.columns, 2, 3], c.seed + 1);
        const y = conv2d(x, w, [c.down, c.right], c.padding, 'NHWC', c.dilation);
        const top = before(c.padding, c.height, tall, c.down);
        const left = before(c.padding, c.width, wide, c.right);
        const [count, height, width, filters] = y.shape as [number, number, number, number];
        const pixel = (n: number, i: number, j: number, d: number) =>
          i < 0 || j < 0 || i >= c.height || j >= c.width
            ? 0
            : x.values[((n * c.height + i) * c.width + j) * 2 + d]!;
        for (let place = 0; place < y.size; place++) {
          const d = place % filters;
          const j = Math.floor(place / filters) % width;
          const i = Math.floor(place / filters / width) % height;
          const n = Math.floor(place / filters / width / height);
          let total = 0;
          for (let a = 0; a < c.rows; a++)
            for (let b = 0; b < c.columns; b++)
              for (let e = 0; e < 2; e++)
                total +=
                  pixel(
                    n,
                    i * c.down + a * c.dilation - top,
                    j * c.right + b * c.dilation - left,
                    e,
                  ) * w.values[((a * c.columns + b) * 2 + e) * 3 + d]!;
          expect(y.values[place]).toBeCloseTo(total, 10);
        }
        expect(count).toBe(2);
      }),
      { numRuns: 60 },
    );
  });
});

describe('pooling', () => {
  test('takes greatest and mean of the pixels in each window, and no padding', () => {
    fc.assert(
      fc.property(config, (c) => {
        fc.pre(fits(c, c.rows, c.columns));
        const x = random([1, c.height, c.width, 1], c.seed);
        const size = [c.rows, c.columns] as const;
        const greatest = maxPool(x, size, [c.down, c.right], c.padding);
        const mean = avgPool(x, size, [c.down, c.right], c.padding);
        const top = before(c.padding, c.height, c.rows, c.down);
        const left = before(c.padding, c.width, c.columns, c.right);
        const width = greatest.shape[2]!;
        greatest.values.forEach((value: number, place: number) => {
          const met: number[] = [];
          for (let a = 0; a < c.rows; a++)
            for (let b = 0; b < c.columns; b++) {
              const i = Math.floor(place / width) * c.down + a - top;
              const j = (place % width) * c.right + b - left;
              if (i >= 0 && j >= 0 && i < c.height && j < c.width)
                met.push(x.values[i * c.width + j]!);
            }
          expect(value).toBe(Math.max(...met));
          const average = met.reduce((total, v) => total + v, 0) / met.length;
          expect(mean.values[place]).toBeCloseTo(average, 12);
        });
      }),
      { numRuns: 60 },
    );
  });
});

describe('float32', () => {
  test('results are the float64 ones, rounded once', () => {
    const x = random([4, 300], 1);
    const w = random([300, 3], 2);
    const single = (t: Tensor) => t.cast('float32').cast('float64');
    const exact = matMul(single(x), single(w));
    const rounded = matMul(x.cast('float32'), w.cast('float32'));
    expect(Array.from(rounded.values)).toEqual(Array.from(exact.values, Math.fround));
  });

  test('sums of 300,000 numbers lose nothing on the way', () => {
    const x = new Tensor(new Float32Array(300_000).fill(0.1), [300_000], 'float32');
    expect(sum(x).item()).toBe(Math.fround(300_000 * Math.fround(0.1)));
  });

  test('softmax of very large and very small scores stays finite', () => {
    expect(softmax([1e30, -1e30, 1e30]).arraySync()).toEqual([0.5, 0, 0.5]);
  });
});

describe('setKernels', () => {
  afterEach(() => {
    setKernels(referenceKernels);
  });

  test('makes operations run on another set, and returns the one before', () => {
    const calls: string[] = [];
    const counting: Kernels = {
      ...referenceKernels,
      mul: (a, b, out) => {
        calls.push('mul');
        referenceKernels.mul(a, b, out);
      },
    };
    expect(setKernels(counting)).toBe(referenceKernels);
    mul([1, 2], 3);
    expect(calls).toEqual(['mul']);
    expect(setKernels(referenceKernels)).toBe(counting);
  });

  test('a broken kernel is caught by the tests of gradients', () => {
    const call = ((x: Tensor) => x.tanh()) as unknown as Call;
    expect(firstOrderGap(call, [[0.5, -1]], [true])).toBeLessThan(1e-7);
    // Off by one part in a hundred thousand, in the backward pass alone.
    setKernels({
      ...referenceKernels,
      square: (x, out) => {
        x.values.forEach((v: number, i: number) => {
          out.values[i] = v * v * 1.00001;
        });
      },
    });
    expect(firstOrderGap(call, [[0.5, -1]], [true])).toBeGreaterThan(1e-7);
    expect(tensor([3]).square().item()).toBeCloseTo(9.00009, 5);
  });
});
