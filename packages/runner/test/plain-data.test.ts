import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toPlain } from '../src/plain-data.js';

describe('plain data', () => {
  it('is copied as it is, to the bit', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        expect(toPlain(value)).toEqual({ value, tensors: [] });
      }),
    );
    expect(toPlain([-0, Number.NaN, undefined])).toEqual({
      value: [-0, Number.NaN, undefined],
      tensors: [],
    });
  });

  it('keeps a field named __proto__ a field', () => {
    const copied = toPlain(JSON.parse('{"__proto__": {"polluted": 1}}'));
    expect('value' in copied && Object.keys(copied.value as object)).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it.each<[string, unknown]>([
    ['it is a function', () => 1],
    ['.a[0] is a bigint', { a: [1n] }],
    ['it is a symbol', Symbol('s')],
    ['it is a Map', new Map()],
    ['it is a Promise', Promise.resolve(1)],
    ['it is a Date', new Date()],
    ['it has over 10000000 characters', 'x'.repeat(10_000_001)],
  ])('is refused where %s', (reason, value) => {
    expect(toPlain(value)).toEqual({ reason });
  });

  it('is not what has a cycle, no end or a getter that throws', () => {
    const cycle: unknown[] = [];
    cycle.push([cycle]);
    expect(toPlain(cycle)).toEqual({ reason: '[0][0] is an object that it lies in' });
    let deep: unknown = 1;
    for (let at = 0; at < 100; at++) deep = { deep };
    expect(toPlain(deep)).toEqual({ reason: 'it is nested deeper than 64' });
    expect(
      toPlain({
        length: 1,
        get a() {
          throw new TypeError();
        },
      }),
    ).toEqual({
      reason: 'reading it throws an error',
    });
    expect(toPlain(new Proxy([], { get: (_, key) => (key === 'length' ? 1e9 : 1) }))).toEqual({
      reason: 'it has more than 2000000 parts',
    });
  });
});
