// The fast loops of products and windows against plain ones, bit for bit.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { referenceKernels } from '../../src/index.js';
import type { View } from '../../src/kernels/contract.js';
import { plainConvolution, plainMatMul, plainPools } from './plain-loops.js';
import { expectSameBits, floats, Numbers, pair, seeds, soiled, upTo } from './same-bits.js';

/** No odd numbers, a few, or so many that every sum meets one. */
const odd = fc.constantFrom(0, 0, 0.01, 0.3);

const products = fc.record({
  // Across the borders of tiles (2, 4), and of blocks of terms (128) and rows (256).
  rows: fc.oneof(upTo(9), fc.constantFrom(255, 256, 257, 259)),
  inner: fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constantFrom(127, 128, 129, 260)),
  columns: fc.oneof(upTo(9), fc.constantFrom(15, 33)),
  transposeA: fc.boolean(),
  transposeB: fc.boolean(),
  store: fc.constantFrom('float32' as const, 'float64' as const, 'int32' as const),
  odd,
  seed: seeds,
});

describe('matMul', () => {
  test('gives the bits of three nested loops, for any sizes and types', () => {
    fc.assert(
      fc.property(products, ({ rows, inner, columns, transposeA, transposeB, ...rest }) => {
        const numbers = new Numbers(rest.seed, rest.store, rest.store === 'int32' ? 0 : rest.odd);
        const a = transposeA ? numbers.view(inner, rows) : numbers.view(rows, inner);
        const b = transposeB ? numbers.view(columns, inner) : numbers.view(inner, columns);
        const expected = numbers.view(rows, columns);
        const received = soiled(expected);
        plainMatMul(a, b, expected, transposeA, transposeB);
        referenceKernels.matMul(a, b, received, transposeA, transposeB);
        expectSameBits(received.values, expected.values);
      }),
      { numRuns: 150 },
    );
  });

  test('and these bits depend on the order of the terms', () => {
    const numbers = new Numbers(3, 'float64');
    const [a, b] = [numbers.view(8, 200), numbers.view(8, 200)];
    const backwards = { values: a.values.slice().reverse(), shape: a.shape };
    const other = { values: b.values.slice().reverse(), shape: b.shape };
    const [y, z] = [numbers.view(8, 8), numbers.view(8, 8)];
    referenceKernels.matMul(a, b, y, false, true);
    referenceKernels.matMul(backwards, other, z, false, true);
    z.values.reverse();
    const gaps = y.values.map((value: number, i: number) => Math.abs(value - z.values[i]!));
    expect(Math.max(...gaps)).toBeLessThan(1e-6);
    expect(gaps.filter((gap: number) => gap > 0).length).toBeGreaterThan(30);
  });

  test('has room for rows of very many columns', () => {
    const numbers = new Numbers(6);
    const [a, b] = [numbers.view(6, 2), numbers.view(2, 70_001)];
    const expected = numbers.view(6, 70_001);
    const received = soiled(expected);
    plainMatMul(a, b, expected, false, false);
    referenceKernels.matMul(a, b, received, false, false);
    expectSameBits(received.values, expected.values);
  });

  test('repeats matrices along the axes of a batch', () => {
    const numbers = new Numbers(4);
    const [a, b] = [numbers.view(2, 1, 9, 11), numbers.view(3, 11, 7)];
    const out = soiled(numbers.view(2, 3, 9, 7));
    referenceKernels.matMul(a, b, out, false, false);
    for (let m = 0; m < 6; m++) {
      const at = (values: View['values'], i: number, size: number, shape: number[]) => ({
        values: values.subarray(i * size, (i + 1) * size),
        shape,
      });
      const one = numbers.view(9, 7);
      const left = at(a.values, Math.floor(m / 3), 99, [9, 11]);
      plainMatMul(left, at(b.values, m % 3, 77, [11, 7]), one, false, false);
      expectSameBits(out.values.subarray(m * 63, (m + 1) * 63), one.values);
    }
  });
});

const windows = fc.record({
  images: upTo(3),
  size: pair(9),
  outSize: pair(7),
  channels: upTo(6),
  filters: upTo(9),
  window: fc.record({
    size: pair(4),
    strides: pair(3),
    dilations: pair(2),
    offset: fc.tuple(fc.nat(5), fc.nat(5)),
  }),
  store: floats,
  odd,
  seed: seeds,
});

describe('conv2d and its two adjoints', () => {
  test('give the bits of plain loops, wherever the window lies and whatever it meets', () => {
    fc.assert(
      fc.property(windows, ({ images, size, outSize, channels, filters, window, ...rest }) => {
        const numbers = new Numbers(rest.seed, rest.store, rest.odd);
        const x = numbers.view(images, ...size, channels);
        const filter = numbers.view(...window.size, channels, filters);
        const y = numbers.view(images, ...outSize, filters);
        for (const sought of ['x', 'filter', 'y'] as const) {
          const expected = soiled({ x, filter, y }[sought]);
          const received = soiled(expected);
          plainConvolution({ x, filter, y, [sought]: expected }, sought, window);
          if (sought === 'y') referenceKernels.conv2d(x, filter, received, window);
          if (sought === 'x') referenceKernels.conv2dInput(y, filter, received, window);
          if (sought === 'filter') referenceKernels.conv2dFilter(x, y, received, window);
          expectSameBits(received.values, expected.values);
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe('pooling', () => {
  test('gives the bits of plain loops, forwards and backwards, with NaN and ties', () => {
    fc.assert(
      fc.property(windows, ({ images, size, channels, window: { size: cells, strides }, ...c }) => {
        const numbers = new Numbers(c.seed, c.store, c.odd);
        const offset = [c.outSize[0] % cells[0], c.outSize[1] % cells[1]] as const;
        const window = { size: cells, strides, offset, dilations: [1, 1] as const };
        // As many windows as begin inside the image, so that each holds a pixel.
        const fits = (axis: 0 | 1) =>
          Math.floor((size[axis] - 1 + offset[axis]) / strides[axis]) + 1;
        const x = numbers.view(images, ...size, channels);
        const h = numbers.view(images, ...size, channels);
        const y = numbers.view(images, fits(0), fits(1), channels);
        const [toX, toY] = [soiled(x), soiled(y)];
        const check = (run: (kernels: typeof plainPools) => void, out: View) => {
          run(plainPools);
          const expected = out.values.slice();
          run(referenceKernels);
          expectSameBits(out.values, expected);
        };
        check((kernels) => kernels.maxPool(x, toY, window), toY);
        check((kernels) => kernels.maxPoolInput(y, x, toX, window), toX);
        check((kernels) => kernels.maxPoolSelect(h, x, toY, window), toY);
        check((kernels) => kernels.avgPool(x, toY, window), toY);
        check((kernels) => kernels.avgPoolInput(y, toX, window), toX);
      }),
      { numRuns: 150 },
    );
  });
});
