import { type Value, value } from '@backprop/core/scalar';
import { expect, test } from 'vitest';
import { scalarLoss } from '../src/contestants/scalar-net.js';
import { GROWTH } from '../src/growth.js';
import { multiplyAddPeak } from '../src/products/peak.js';
import { WORKLOADS } from '../src/workloads/index.js';
import { type NetWorkload, net } from '../src/workloads/net.js';
import type { ScalarWorkload } from '../src/workloads/scalar-graph.js';

test('W5 has the 65,077 operations that it claims, counted in the graph itself', () => {
  const workload = WORKLOADS['W5']!() as ScalarWorkload;
  const parameters = Array.from(workload.parameters, (data) => value(data));
  const loss = scalarLoss<Value>(workload, parameters, value);
  const operations = loss.topologicalOrder().filter((node) => node.operation !== 'leaf');
  expect(operations).toHaveLength(65_077);
  expect(workload.nodes).toBe(65_077);
});

test('W5 has points of both classes', () => {
  const { points } = WORKLOADS['W5']!() as ScalarWorkload;
  expect(new Set(points.map(({ label }) => label))).toEqual(new Set([-1, 1]));
});

test('W3 to W6 have the parameters that their layers need', () => {
  const count = (id: string) =>
    (WORKLOADS[id]!() as NetWorkload).weights.reduce((sum, { values }) => sum + values.length, 0);
  expect(count('W1')).toBe(9);
  expect(count('W3')).toBe(784 * 128 + 128 + 128 * 10 + 10);
  expect(count('W4')).toBe(785 * 512 + 513 * 512 + 513 * 10);
  expect(count('W6')).toBe(9 * 8 + 8 + 9 * 8 * 16 + 16 + 7 * 7 * 16 * 10 + 10);
});

test('a workload has the same numbers each time it is made', () => {
  const { kind: _, ...recipe } = WORKLOADS['W2']!() as NetWorkload;
  expect(net(recipe)).toEqual(WORKLOADS['W2']!());
});

test('growth spans three decades along each axis, without a gap of more than one', () => {
  for (const { axis, sizes, make } of GROWTH) {
    const along = sizes.map((size) => make(size).size);
    expect(along.at(-1)! / along[0]!, axis).toBeGreaterThanOrEqual(1000);
    for (let i = 1; i < along.length; i++) {
      expect(along[i]! / along[i - 1]!, axis).toBeLessThan(10);
    }
  }
});

test('the loop for the peak is valid WebAssembly and counts what it does', () => {
  const peak = multiplyAddPeak(false);
  expect(peak).not.toBeNull();
  // A clock that says one microsecond passed: the rate is then the number of operations / 1000.
  let now = 0;
  const rate = peak!.measure(0, () => now++);
  expect(rate * 1000).toBe(100_000 * 4 * 12 * 4 * 2);
});
