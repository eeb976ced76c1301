import { expect, test } from 'vitest';
import type { Measurement } from '../src/measure.js';
import { mergeResults, ownFailures } from '../src/merge.js';
import { plot } from '../src/plot/plot.js';
import {
  absences,
  detailTable,
  duration,
  growthCurves,
  growthTable,
  productTable,
  rows,
  short,
  summaryTable,
} from '../src/report.js';

const OURS = 'core jit simd';
const measurement: Measurement = {
  workload: 'W1',
  title: 'a small net',
  agreementSteps: 24,
  rounds: [{ [OURS]: 1, peer: 10 }, { [OURS]: 4, peer: 40 }, { [OURS]: 2 }],
  unable: { absent: 'is not here' },
  wrong: { off: 'expected 1, received 2' },
  differences: { peer: 'SGD' },
  remarks: { peer: 'version 2' },
};
const empty = { measurements: [], products: [], growth: [] };

test('rows divide within a round, by the fastest of ours, and take only rounds that were run', () => {
  const all = rows([measurement]);
  expect(all.map(({ ratio }) => ratio.median)).toEqual([1, 10]);
  expect(all.map(({ microseconds }) => microseconds.median)).toEqual([2, 25]);
});

test('a graph of single numbers is told in nanoseconds a node', () => {
  const graph = { ...measurement, nodes: 1000, rounds: [{ 'core eager': 50 }] };
  expect(rows([graph])[0]!.remark).toBe('50.0 ns a node');
});

test('the tables print times, ratios, remarks and who was wrong', () => {
  const all = rows([measurement]);
  expect(detailTable(all)).toContain(
    '| W1 | peer | 25.0 µs | 10.0 | 10.0 to 10.0 | SGD; version 2 |',
  );
  expect(summaryTable([measurement], all)).toContain('| peer | 25.0 µs\\* (10.0×) |');
  expect(absences([measurement])).toBe(
    '- W1: off is WRONG: expected 1, received 2\n- W1: absent skipped: is not here',
  );
});

test('a remark alone is no other algorithm: it earns no star', () => {
  const same = { ...measurement, differences: {} };
  const all = rows([same]);
  expect(all[1]).toMatchObject({ remark: 'version 2', differs: false });
  expect(summaryTable([same], all)).toContain('| peer | 25.0 µs (10.0×) |');
});

test('short and duration keep three digits', () => {
  expect([0, 0.01234, 1.5, 99.96, 1234.5].map(short)).toEqual([
    '0',
    '0.0123',
    '1.50',
    '100.0',
    '1,235',
  ]);
  expect([0.5, 1500, 2.5e6].map(duration)).toEqual(['0.500 µs', '1.50 ms', '2.50 s']);
});

test('processes are merged: rounds add up, and wrong in one is wrong in all', () => {
  const again = { ...measurement, rounds: [{ [OURS]: 3, peer: 9 }], wrong: { peer: 'off' } };
  const merged = mergeResults([
    { ...empty, measurements: [measurement] },
    { ...empty, measurements: [again] },
  ]).measurements;
  expect(merged).toHaveLength(1);
  expect(merged[0]!.rounds).toEqual([{ [OURS]: 1 }, { [OURS]: 4 }, { [OURS]: 2 }, { [OURS]: 3 }]);
  expect(Object.keys(merged[0]!.wrong)).toEqual(['off', 'peer']);
});

test("the engine's own mistakes count as failures, others' do not", () => {
  const failing = { ...measurement, wrong: { [OURS]: 'off', peer: 'off' } };
  const own = new Set([OURS, 'core eager']);
  expect(ownFailures({ ...empty, measurements: [failing] }, own)).toEqual([`W1: ${OURS}: off`]);
  const thrown = { ...measurement, unable: { 'core eager': 'fails: no memory', peer: 'fails: x' } };
  expect(ownFailures({ ...empty, measurements: [thrown] }, own)).toEqual([
    'W1: core eager: fails: no memory',
  ]);
  expect(ownFailures({ ...empty, measurements: [measurement] }, own)).toEqual([]);
});

test('the product table gives the share of the peak of the same round', () => {
  const product = { backend: 'simd' as const, product: 'A·B', size: [8, 8, 8] as [8, 8, 8] };
  const timed = { ...product, rate: [10, 40, 20], peak: [20, 80, 40] };
  expect(productTable([timed])).toContain('| A·B | 8 × 8 × 8 | simd | 20.0 | 40.0 | 50 % |');
  expect(productTable([{ ...timed, wrong: 'off' }])).toContain('| wrong |');
});

const growth = [1, 10, 100].map((size) => ({
  axis: 'batch' as const,
  size,
  measurement: { ...measurement, rounds: [{ [OURS]: 5 * size, peer: 7 }] },
}));

test('growth is the exponent in the last decade', () => {
  const curves = growthCurves(growth);
  expect(curves.map(({ exponent }) => exponent)).toEqual([expect.closeTo(1), expect.closeTo(0)]);
  expect(growthTable(curves)).toContain(
    `| batch | ${OURS} | 5.00 µs at 1 | 500 µs at 100 | 1.00 |`,
  );
});

test('plot draws a bar for each row and a line for each curve, and escapes text', () => {
  const svg = plot(rows([measurement]), growthCurves(growth), 'a <machine> & a date');
  expect(svg.match(/<rect/g)).toHaveLength(1 + 2);
  expect(svg.match(/<polyline/g)).toHaveLength(2);
  expect(svg).toContain('a &#60;machine&#62; &#38; a date');
  expect(svg).not.toMatch(/NaN|Infinity|undefined/);
});
