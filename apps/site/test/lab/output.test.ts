import { describe, expect, test } from 'vitest';
import { heatPixels } from '../../src/lab/output/HeatMap';
import { curvesOf } from '../../src/lab/output/history-curves';
import { hasLegend, readPlotSpec } from '../../src/lab/output/plot-spec';
import { readTable } from '../../src/lab/output/table-data';
import { formatNumber, slicesOf } from '../../src/lab/output/tensor-slices';

describe('slicesOf', () => {
  test('slicesOf cuts the last two axes and names the leading ones', () => {
    expect(slicesOf([], [7])).toEqual([{ index: [], rows: [[7]] }]);
    expect(slicesOf([3], [1, 2, 3])).toEqual([{ index: [], rows: [[1, 2, 3]] }]);
    expect(slicesOf([2, 2], [1, 2, 3, 4])).toEqual([
      {
        index: [],
        rows: [
          [1, 2],
          [3, 4],
        ],
      },
    ]);
    expect(slicesOf([2, 2, 1, 2], [1, 2, 3, 4, 5, 6, 7, 8]).map(({ index }) => index)).toEqual([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ]);
  });

  test('slicesOf shows what is there when the numbers were cut', () => {
    expect(slicesOf([2, 3], [1, 2, 3, 4])).toEqual([{ index: [], rows: [[1, 2, 3], [4]] }]);
    expect(slicesOf([0, 3], [])).toEqual([]);
  });
});

test('formatNumber keeps seven digits, or all of them', () => {
  expect(formatNumber(26.345577666415263, false)).toBe('26.34558');
  expect(formatNumber(26.345577666415263, true)).toBe('26.345577666415263');
  expect(formatNumber(0.1, false)).toBe('0.1');
  expect(formatNumber(-0, false)).toBe('-0');
  expect(formatNumber(Number.NaN, false)).toBe('NaN');
  expect(formatNumber(1e-300, false)).toBe('1e-300');
});

test('heatPixels gives sign by colour, size by strength, and nothing for NaN', () => {
  const pixels = heatPixels(
    [
      [4, -2],
      [Number.NaN, 0],
    ],
    2,
  );
  const alpha = [3, 7, 11, 15].map((at) => pixels[at]);
  expect(alpha).toEqual([255, 128, 0, 0]);
  expect(pixels[0]).toBeGreaterThan(pixels[2]!);
  expect(pixels[6]).toBeGreaterThan(pixels[4]!);
  expect(heatPixels([[Number.POSITIVE_INFINITY]], 1)[3]).toBe(0);
});

test('hasLegend names a few colours, and none when there are thousands', () => {
  const plot = (colours: number, fill = 'c') => {
    const data = Array.from({ length: 3000 }, (_, x) => ({ x, y: x, c: `c${x % colours}` }));
    return readPlotSpec({ marks: [{ type: 'dot', data, fill }] });
  };
  expect(hasLegend(plot(3))).toBe(true);
  expect(hasLegend(plot(21))).toBe(false);
  expect(hasLegend(plot(3, 'crimson'))).toBe(false);
});

test('curvesOf takes what is no number as a gap', () => {
  const odd = { loss: [{ valueOf: 1, toString: 1 }, 2, 'x', null], name: 'not a list' };
  const data = curvesOf({ history: odd }).flatMap((curve) => curve.data);
  expect(data.map(({ value }) => value)).toEqual([Number.NaN, 2, Number.NaN, Number.NaN]);
});

describe('readTable', () => {
  test('readTable reads objects, lists, values and columns', () => {
    expect(readTable([{ a: 1 }, { a: 2, b: 3 }])).toEqual({
      columns: ['a', 'b'],
      rows: [
        [1, undefined],
        [2, 3],
      ],
      more: 0,
    });
    expect(readTable([[1, 2], [3]])).toMatchObject({
      columns: ['0', '1'],
      rows: [
        [1, 2],
        [3, undefined],
      ],
    });
    expect(readTable([5, 6])).toMatchObject({ columns: ['0'], rows: [[5], [6]] });
    expect(readTable({ x: [1, 2], y: [3, 4] })).toMatchObject({
      columns: ['x', 'y'],
      rows: [
        [1, 3],
        [2, 4],
      ],
    });
    expect(readTable({ loss: 0.5 })).toMatchObject({ rows: [['loss', 0.5]] });
  });

  test('readTable puts the index of a console’s table before columns that are numbers', () => {
    const rows = [
      { '(index)': 0, 0: 1, 1: 2 },
      { '(index)': 'b', 0: 3 },
    ];
    expect(readTable(rows)).toEqual({
      columns: ['(index)', '0', '1'],
      rows: [
        [0, 1, 2],
        ['b', 3, undefined],
      ],
      more: 0,
    });
  });

  test('readTable bounds rows and columns and survives anything', () => {
    expect(readTable(Array.from({ length: 500 }, () => [1]))).toMatchObject({ more: 300 });
    expect(readTable([Array.from({ length: 99 }, () => 1)]).columns).toHaveLength(30);
    for (const odd of [null, undefined, 7, '', [], {}, [null], [undefined, { a: 1 }]]) {
      expect(() => readTable(odd)).not.toThrow();
    }
  });
});

describe('readPlotSpec', () => {
  test('readPlotSpec keeps known marks with their channels', () => {
    const { marks, x } = readPlotSpec({
      marks: [
        { type: 'line', data: [{ epoch: 1, loss: 2 }], x: 'epoch', y: 'loss', stroke: 'red' },
      ],
      x: { label: 'epoch', type: 'log', domain: [1, 10] },
    });
    expect(marks).toEqual([
      {
        type: 'line',
        data: [{ epoch: 1, loss: 2 }],
        options: { x: 'epoch', y: 'loss', stroke: 'red' },
      },
    ]);
    expect(x).toEqual({ label: 'epoch', type: 'log', domain: [1, 10] });
  });

  test('readPlotSpec takes pairs and plain numbers as x and y', () => {
    const { marks } = readPlotSpec({
      marks: [
        { type: 'dot', data: [[1, 2]] },
        { type: 'line', data: [5, 6] },
      ],
    });
    expect(marks[0]).toMatchObject({ data: [{ x: 1, y: 2 }], options: { x: 'x', y: 'y' } });
    expect(marks[1]!.data).toEqual([
      { x: 0, y: 5 },
      { x: 1, y: 6 },
    ]);
  });

  test('readPlotSpec lets no link, image, foreign colour or unknown mark through', () => {
    const { marks } = readPlotSpec({
      marks: [
        { type: 'image', data: [{ x: 1 }], src: 'https://example.org/x.png' },
        {
          type: 'dot',
          data: [{ x: 1, y: 1, u: 'javascript:alert(1)' }],
          href: 'u',
          title: 'u',
          fill: 'url(https://example.org/#a)',
          strokeDasharray: 'url(x)',
        },
        null,
        'line',
      ],
    });
    expect(marks).toHaveLength(1);
    expect(marks[0]!.options).toEqual({ x: 'x', y: 'y' });
  });

  test('readPlotSpec survives anything', () => {
    for (const odd of [null, 7, [], { marks: 3 }, { marks: [[]], x: 5, height: 'tall' }]) {
      expect(() => readPlotSpec(odd)).not.toThrow();
    }
  });
});
