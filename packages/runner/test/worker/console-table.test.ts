import { describe, expect, it } from 'vitest';
import { weighOutput } from '../../src/display/weigh.js';
import type { Output } from '../../src/protocol.js';
import { makeConsole } from '../../src/worker/console.js';

/** What `console.table` says of these arguments. */
function said(...args: unknown[]): Output {
  const outputs: Output[] = [];
  const made = makeConsole(
    (output) => outputs.push(output),
    () => 0,
  ) as Console;
  (made.table as (...all: unknown[]) => void)(...args);
  expect(outputs).toHaveLength(1);
  return outputs[0]!;
}

/** The rows that are drawn, with the order of their columns. */
function rows(...args: unknown[]): [string, unknown][][] {
  const output = said(...args);
  if (output.kind !== 'display' || output.value.kind !== 'display') {
    throw new TypeError(`expected a table, received ${JSON.stringify(output)}`);
  }
  expect(output.value.type).toBe('table');
  return (output.value.data as object[]).map((row) => Object.entries(row));
}

/** The same without order, which integer names do not keep. */
const cells = (...args: unknown[]) => rows(...args).map((row) => Object.fromEntries(row));

describe('console.table', () => {
  it('draws a list of objects, with every property that some row has', () => {
    expect(rows([{ epoch: 1, loss: 26.35 }, { epoch: 2 }, { note: 'late' }])).toEqual([
      [
        ['(index)', 0],
        ['epoch', 1],
        ['loss', 26.35],
      ],
      [
        ['(index)', 1],
        ['epoch', 2],
      ],
      [
        ['(index)', 2],
        ['note', 'late'],
      ],
    ]);
  });

  it('draws lists of lists, typed arrays and tensors', () => {
    const lists = [
      { '(index)': 0, 0: 1, 1: 2 },
      { '(index)': 1, 0: 3, 1: 4 },
    ];
    expect(
      cells([
        [1, 2],
        [3, 4],
      ]),
    ).toEqual(lists);
    expect(cells([Float32Array.of(1, 2), Float32Array.of(3, 4)])).toEqual(lists);
    const tensor = { dtype: 'float32', shape: [2, 2], dataSync: () => [1, 2, 3, 4] };
    expect(cells(tensor)).toEqual(lists);
    const vector = { dtype: 'float32', shape: [2], dataSync: () => [1, 2] };
    expect(cells([vector])).toEqual([lists[0]]);
    expect(cells(Float32Array.of(0.5))).toEqual([{ '(index)': 0, Values: 0.5 }]);
  });

  it('draws an object of objects by name, and lists of plain values', () => {
    expect(cells({ sgd: { loss: 1 }, adam: { loss: 0.5 } })).toEqual([
      { '(index)': 'sgd', loss: 1 },
      { '(index)': 'adam', loss: 0.5 },
    ]);
    expect(cells(['a', null, undefined, true])).toEqual([
      { '(index)': 0, Values: 'a' },
      { '(index)': 1, Values: 'null' },
      { '(index)': 2, Values: null },
      { '(index)': 3, Values: true },
    ]);
  });

  it('draws only the columns that are asked for, in their order', () => {
    expect(rows([{ a: 1, b: 2, c: 3 }, 4], ['c', 'a', 'no'])).toEqual([
      [
        ['(index)', 0],
        ['c', 3],
        ['a', 1],
        ['no', null],
      ],
      [['(index)', 1]],
    ]);
  });

  it('tells in words what is no number or text', () => {
    const cycle: Record<string, unknown> = {};
    cycle.self = cycle;
    const row = { big: 10n, call: function relu() {}, inner: { a: [1] }, cycle };
    expect(cells([row])).toEqual([
      {
        '(index)': 0,
        big: '10n',
        call: 'function relu',
        inner: '{a: [1]}',
        cycle: '{self: (itself)}',
      },
    ]);
  });

  it('logs what has no rows', () => {
    for (const value of [1, 'text', null, undefined, [], {}, () => 1, new Map([[1, 2]])]) {
      expect(said(value)).toMatchObject({ kind: 'console', level: 'log', values: [{}] });
    }
  });

  it('survives getters and proxies that throw, and names that mean something', () => {
    const thrower = {
      ok: 1,
      get bad() {
        throw new RangeError('no');
      },
    };
    expect(cells([thrower])).toEqual([{ '(index)': 0, ok: 1, bad: null }]);
    const closed = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new RangeError('no');
        },
      },
    );
    expect(said(closed).kind).toBe('console');
    const named = rows([JSON.parse('{"__proto__": 1}')]);
    expect(named).toEqual([
      [
        ['(index)', 0],
        ['__proto__', 1],
      ],
    ]);
  });

  it('is bounded, and says so', () => {
    const huge = said(Array.from({ length: 50_000 }, (_, at) => ({ at, text: 'x'.repeat(500) })));
    expect(huge).toMatchObject({
      value: { text: 'a table of 50000 rows, the first 1000 of them' },
    });
    expect(weighOutput(huge)).toBeLessThan(256 * 1024);
    const wide = said(Array.from({ length: 500 }, () => Array(5000).fill('x'.repeat(500))));
    expect(wide.kind).toBe('display');
    expect(weighOutput(wide)).toBeLessThan(256 * 1024);
  });
});
