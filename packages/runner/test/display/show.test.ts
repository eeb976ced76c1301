import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeError } from '../../src/display/describe-error.js';
import { SHOW_LIMITS, show } from '../../src/display/show.js';
import { formatNumber, showText } from '../../src/display/show-text.js';
import { weighOutput } from '../../src/display/weigh.js';

const text = (value: unknown) => showText(show(value));

describe('a value as text', () => {
  it.each([
    [1.5, '1.5'],
    [-0, '-0'],
    ['a "b"', 'a "b"'],
    [['a "b"'], '["a \\"b\\""]'],
    [10n ** 3n, '1000n'],
    [undefined, 'undefined'],
    [null, 'null'],
    [Symbol('s'), 'Symbol(s)'],
    [Math.max, 'function max'],
    [{ a: 1, 'b c': [] }, '{a: 1, "b c": []}'],
    [new Map([['k', { v: 1 }]]), 'Map {k: {v: 1}}'],
    [new Set([1, 'x']), 'Set [1, "x"]'],
    [new Float32Array([1, 2]), 'Float32Array [1, 2]'],
    [new Date(0), '1970-01-01T00:00:00.000Z'],
    [new TypeError('no'), 'TypeError: no'],
    [[1, [2, [3]]], '[1, [2, [3]]]'],
  ])('%o', (value, expected) => {
    expect(text(value)).toBe(expected);
  });

  it('names the class of an instance', () => {
    class Point {
      x = 1;
    }
    expect(text(new Point())).toBe('Point {x: 1}');
  });

  it('breaks over lines where one does not do', () => {
    const lines = text(Array.from({ length: 30 }, (_, at) => at * 1000)).split('\n');
    expect(lines[0]).toBe('[');
    expect(lines[1]).toBe('  0,');
    expect(lines.at(-1)).toBe(']');
  });
});

describe('a part that cannot be read', () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  const trap = () => {
    throw new RangeError('trap');
  };
  const hostile = new Proxy({}, { get: trap, getPrototypeOf: trap, ownKeys: trap });

  it.each([
    ['an object', { a: 1, b: proxy, c: 2 }, /^\{\s*a: 1,\s*b: TypeError: .*,\s*c: 2\s*\}$/],
    ['a list', [1, hostile, 2], /^\[\s*1,\s*RangeError: trap,\s*2\s*\]$/],
    ['a map', new Map([['k', hostile]]), /^Map \{\s*k: RangeError: trap\s*\}$/],
    ['a set', new Set([1, proxy]), /^Set \[\s*1,\s*TypeError: .*\s*\]$/],
  ])('leaves the rest of %s', (_, value, expected) => {
    expect(text(value)).toMatch(expected);
  });
});

it('an object of very many names is counted without asking each', () => {
  let asked = 0;
  const names = Array.from({ length: 50_000 }, (_, at) => `n${at}`);
  const huge = new Proxy(
    {},
    {
      ownKeys: () => names,
      getOwnPropertyDescriptor: () => {
        asked++;
        return { value: 1, enumerable: true, configurable: true };
      },
    },
  );
  expect(show(huge)).toMatchObject({ kind: 'object', size: 50_000 });
  expect(asked).toBeLessThan(11_000);
});

describe('a tensor', () => {
  const tensor = (shape: number[], data: number[], dtype = 'float32') => ({
    shape,
    dtype,
    dataSync: () => Float32Array.from(data),
  });

  it('is shown by its rows, with the digits that float32 holds', () => {
    expect(text(tensor([2, 2], [0.1, 1, -2.5, 3]))).toBe(
      'Tensor float32 [2, 2]\n[[ 0.1,    1],\n [-2.5,    3]]',
    );
    expect(text(tensor([], [3]))).toBe('Tensor float32 [] 3');
    expect(text(tensor([0, 2], []))).toBe('Tensor float32 [0, 2] []');
    expect(text(tensor([2], [1, 0], 'bool'))).toBe('Tensor bool [2]\n[true, false]');
  });

  it('that is large is cut', () => {
    const shown = show(tensor([5000], Array(5000).fill(1)));
    expect(shown).toMatchObject({ kind: 'tensor', size: 5000, shape: [5000] });
    expect(shown.kind === 'tensor' && shown.values.length).toBe(SHOW_LIMITS.numbers);
    expect(showText(shown)).toContain('… 4000 more numbers');
  });

  it('that was disposed of shows why it cannot be read', () => {
    const disposed = { shape: [1], dtype: 'float32', dataSync: () => fail() };
    function fail(): never {
      throw new RangeError('dataSync: expected a live tensor');
    }
    expect(text(disposed)).toBe('RangeError: dataSync: expected a live tensor');
  });
});

describe('what has no bounds', () => {
  it('is cut by depth, width, cycle and length', () => {
    let deep: unknown = 1;
    for (let at = 0; at < 50; at++) deep = [deep];
    expect(text(deep)).toContain('[…]');
    expect(text(Array(1e6).fill(0))).toContain('… 999900 more');
    const cycle: Record<string, unknown> = {};
    cycle.self = cycle;
    expect(text(cycle)).toBe('{self: (itself)}');
    expect(text('x'.repeat(1e6))).toMatch(/\(1000000 characters\)$/);
    expect(text(2n ** 100_000n)).toBe('a number of over 12000 digits');
  });

  it('stays under a weight whatever it is', () => {
    const wide = (depth: number): unknown =>
      depth === 0 ? 'x'.repeat(100) : Array.from({ length: 40 }, () => wide(depth - 1));
    const weight = weighOutput({ kind: 'display', value: show(wide(3)) });
    expect(weight).toBeLessThan(SHOW_LIMITS.nodes * 200);
  });

  it('survives getters and proxies that throw', () => {
    const hostile = {
      get a(): number {
        throw new Error('boo');
      },
      b: 1,
    };
    expect(text(hostile)).toBe('{a: Error: boo, b: 1}');
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    expect(show(proxy).kind).toBe('error');
  });
});

it('shows anything as data that can be sent', () => {
  fc.assert(
    fc.property(
      fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true }),
      (value) => {
        const shown = show(value);
        expect(structuredClone(shown)).toEqual(shown);
        expect(typeof showText(shown)).toBe('string');
      },
    ),
    { numRuns: 300 },
  );
});

it('writes a float32 in the fewest digits that name it', () => {
  fc.assert(
    fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
      const written = formatNumber(value, 'float32');
      expect(Object.is(Math.fround(Number(written)), value)).toBe(true);
      expect(
        Number(written)
          .toString()
          .replace(/e.*|\D/g, '')
          .replace(/^0+|0+$/g, '').length,
      ).toBeLessThanOrEqual(9);
    }),
  );
  expect(formatNumber(Math.fround(0.1), 'float32')).toBe('0.1');
  expect(formatNumber(0.1)).toBe('0.1');
});

describe('an error', () => {
  it('has its name, message, fields and trace', () => {
    class ShapeError extends Error {
      override name = 'ShapeError';
      expected = '[2]';
    }
    const described = describeError(new ShapeError('no'));
    expect(described).toMatchObject({
      name: 'ShapeError',
      message: 'no',
      details: { expected: '[2]' },
      stack: [],
    });
    expect(described.trace).not.toMatch(/^ShapeError/);
  });

  it('may be any value', () => {
    expect(describeError('text')).toMatchObject({ name: 'Thrown', message: 'text' });
    expect(describeError(Symbol('s'))).toMatchObject({ message: 'a symbol' });
    expect(describeError({ toString: null })).toMatchObject({ message: 'a value without words' });
    expect(describeError(new Error('x'.repeat(9999))).message.length).toBeLessThan(2100);
  });
});
