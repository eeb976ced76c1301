import { expect, test } from 'vitest';
import type { Contestant } from '../src/contestants/contestant.js';
import { measure } from '../src/measure.js';
import { rows, table } from '../src/report.js';
import { quantile, spread } from '../src/statistics.js';
import { WORKLOADS } from '../src/workloads/index.js';

/** A contestant whose step spins for a given time and whose loss is given. */
function fake(name: string, microseconds: number, loss: number): Contestant {
  return {
    name,
    prepare: async () => ({
      step: () => {
        const end = performance.now() + microseconds / 1000;
        while (performance.now() < end);
      },
      loss: () => loss,
      dispose: () => {},
    }),
  };
}

test('quantile interpolates between neighbours', () => {
  expect(quantile([3, 1, 2, 4], 0.5)).toBe(2.5);
  expect(spread([1, 2, 3, 4, 5])).toEqual({ median: 3, lower: 2, upper: 4 });
});

test('measure refuses to time contestants whose losses differ', async () => {
  const wrong = [fake('right', 1, 0.5), fake('wrong', 1, 0.51)];
  await expect(measure(WORKLOADS[0]!, wrong, { rounds: 1, slice: 1 })).rejects.toThrow(
    /same loss after 24 steps, received 0.5 \(right\) and 0.51 \(wrong\)/,
  );
});

test('measure lists a contestant that cannot do the workload', async () => {
  const unable: Contestant = { name: 'unable', prepare: async () => null };
  const result = await measure(WORKLOADS[0]!, [fake('able', 1, 1), unable], {
    rounds: 2,
    slice: 1,
  });
  expect(result.unable).toEqual(['unable']);
  expect(result.rounds).toHaveLength(2);
  expect(Object.keys(result.rounds[0]!)).toEqual(['able']);
});

test('rows divide within a round, and table prints them', () => {
  const measurement = {
    workload: 'W1',
    rounds: [
      { a: 1, b: 10 },
      { a: 4, b: 40 },
      { a: 2, b: 20 },
    ],
    unable: [],
  };
  const all = rows([measurement], 'a');
  expect(all.map(({ ratio }) => ratio.median)).toEqual([1, 10]);
  expect(table(all, 'a')).toContain('| W1 | b | 20.0 | 10.0 | 10.0 to 10.0 |');
});
