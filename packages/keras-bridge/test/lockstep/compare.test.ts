import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareDigits, compareNumbers, compareParameter, ulpsBetween } from '../../src/index.js';

describe('ulpsBetween', () => {
  it('counts float32 numbers, across zero and in any order', () => {
    expect(ulpsBetween(1, 1 + 2 ** -23)).toBe(1);
    expect(ulpsBetween(1 + 2 ** -23, 1)).toBe(1);
    expect(ulpsBetween(0, -0)).toBe(0);
    expect(ulpsBetween(2 ** -149, -(2 ** -149))).toBe(2);
    expect(ulpsBetween(Number.NaN, Number.NaN)).toBe(0);
    expect(ulpsBetween(Number.NaN, 1)).toBe(Number.POSITIVE_INFINITY);
    expect(ulpsBetween(Number.POSITIVE_INFINITY, 3.4028234663852886e38)).toBe(1);
  });

  it('adds up along the line of all float32 numbers', () => {
    const float = fc.float({ noNaN: true });
    const property = fc.property(float, float, float, (a, b, c) => {
      const [low, middle, high] = [a, b, c].sort((p, q) => p - q) as [number, number, number];
      expect(ulpsBetween(low, middle) + ulpsBetween(middle, high)).toBe(ulpsBetween(low, high));
    });
    fc.assert(property, { numRuns: 300 });
  });
});

describe('compareDigits', () => {
  const cases: [number, number, string, string, number | null, number | null][] = [
    [0.37336501, 0.37336504, '0.373365010', '0.373365040', 9, 8],
    [0.0123, 0.0133, '0.0123000000', '0.0133000000', 4, 2],
    [2, 2, '2.00000000', '2.00000000', null, null],
    [9.5, 10.5, '9.5000000', '10.5000000', 0, 1],
    [-0.5, 0.5, '-0.500000000', '0.500000000', 0, 1],
    [1e-20, 1.5e-20, '1.00000000e-20', '1.50000000e-20', 2, 2],
    [0, 0, '0.00000000', '0.00000000', null, null],
    [0, 0.25, '0.000000000', '0.250000000', 2, 1],
    [Number.NaN, 1, 'NaN', '1', 0, 1],
    [27.873722076416016, 27.873724, '27.8737221', '27.8737240', 8, 8],
  ];
  for (const [core, tfjs, left, right, at, digit] of cases) {
    it(`sets ${core} beside ${tfjs}`, () => {
      expect(compareDigits(core, tfjs)).toEqual({ core: left, tfjs: right, at, digit });
    });
  }

  it('tells any two float32 numbers apart, and no number from itself', () => {
    const bits = fc.integer({ min: 1, max: 0x7f00_0000 });
    const property = fc.property(bits, fc.integer({ min: 1, max: 100 }), (start, steps) => {
      const [a, b] = [fromBits(start), fromBits(start + steps)];
      expect(compareDigits(a, a).at).toBeNull();
      expect(compareDigits(a, b).digit).toBeTypeOf('number');
      expect(compareDigits(-b, -a).digit).toBeTypeOf('number');
    });
    fc.assert(property, { numRuns: 500 });
  });
});

/** The float32 with these bits. */
const fromBits = (bits: number): number => new Float32Array(Uint32Array.of(bits).buffer)[0]!;

describe('compareParameter', () => {
  const kernel = { layer: 'dense', name: 'kernel', shape: [2, 3], values: [1, 2, 3, 4, 5, 6] };

  it('finds the element with the largest difference, and its place in the tensor', () => {
    const row = compareParameter(kernel, { values: [1, 2, 3, 4, 5.5, 6.25] });
    expect(row.largest).toMatchObject({ index: [1, 1], core: 5, tfjs: 5.5, difference: 0.5 });
    expect(row.largest.digits.digit).toBe(2);
    expect(row.ulps).toBe(ulpsBetween(5, 5.5));
  });

  it('does not let a NaN hide', () => {
    const row = compareParameter(kernel, { values: [1, 2, Number.NaN, 4, 5.5, 6] });
    expect(row.largest).toMatchObject({ index: [0, 2], difference: Number.POSITIVE_INFINITY });
  });
});

describe('compareNumbers', () => {
  it('finds equal infinities equal', () => {
    const both = compareNumbers(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY);
    expect(both).toMatchObject({ difference: 0, ulps: 0 });
  });
});
