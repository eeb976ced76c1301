import { expect, test } from 'vitest';
import { growthExponent, quantile, spread } from '../src/statistics.js';

test('quantile interpolates between neighbours and does not reorder its argument', () => {
  const values = [3, 1, 2, 4];
  expect(quantile(values, 0.5)).toBe(2.5);
  expect(quantile(values, 0)).toBe(1);
  expect(quantile(values, 1)).toBe(4);
  expect(values).toEqual([3, 1, 2, 4]);
});

test('quantile of nothing is an error, not undefined', () => {
  expect(() => quantile([], 0.5)).toThrow(/expected at least one number/);
});

test('spread gives median and quartiles; one outlier does not move them', () => {
  expect(spread([1, 2, 3, 4, 5])).toEqual({ median: 3, lower: 2, upper: 4 });
  expect(spread([1, 2, 3, 4, 5000])).toEqual({ median: 3, lower: 2, upper: 4 });
});

test('growthExponent finds the power of a cost', () => {
  const cost = (power: number) => [1, 10, 100, 1000].map((x) => ({ x, y: 7 * x ** power }));
  expect(growthExponent(cost(1))).toBeCloseTo(1, 12);
  expect(growthExponent(cost(2))).toBeCloseTo(2, 12);
  expect(growthExponent(cost(0))).toBeCloseTo(0, 12);
});

test('growthExponent needs two sizes', () => {
  expect(() => growthExponent([{ x: 5, y: 1 }])).toThrow(/two sizes or more/);
});
