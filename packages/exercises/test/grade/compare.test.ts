import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { close, exact, shape } from '../../src/define/index.js';
import { findDifference, numbersAgree } from '../../src/grade/compare.js';

const why = (compare: Parameters<typeof numbersAgree>[0], expected: unknown, received: unknown) =>
  findDifference(expected, received, numbersAgree(compare))?.why ?? null;

describe('findDifference', () => {
  it('names the place of the first difference', () => {
    expect(why(exact(), { W1: [[1, 2]] }, { W1: [[1, 3]] })).toBe('W1[0][1] should be 2, and is 3');
  });

  it('tells lengths, missing fields, extra fields and wrong kinds', () => {
    expect(why(exact(), [1], [1, 2])).toBe('the answer should have 1 item, and has 2');
    expect(why(exact(), { a: [1, 2] }, { a: [] })).toBe('a should have 2 items, and has 0');
    expect(why(exact(), { a: 1 }, {})).toBe('a is missing');
    expect(why(exact(), { a: 1 }, { a: 1, b: 2 })).toBe('b should not be there');
    expect(why(exact(), [1], { 0: 1, length: 1 })).toContain('should be [1]');
    expect(why(exact(), {}, [])).toContain('should be {}');
  });

  it('does not find fields on the prototype', () => {
    expect(why(exact(), { constructor: 1 }, {})).toBe('constructor is missing');
  });

  it('takes a field that is undefined for one that is not there', () => {
    expect(why(exact(), { a: undefined }, {})).toBeNull();
    expect(why(exact(), {}, { a: undefined })).toBeNull();
  });

  it('accepts any data as equal to its own copy', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(why(exact(), value, structuredClone(value))).toBeNull();
        expect(why(close(), value, structuredClone(value))).toBeNull();
      }),
      { numRuns: 100 },
    );
  });

  it('walks no further than what is expected, however deep the answer is', () => {
    let deep: unknown = 0;
    for (let depth = 0; depth < 100_000; depth++) deep = [deep];
    expect(why(exact(), [[1]], deep)).toMatch(/^\[0\]\[0\] should be 1, and is \[/);
  });
});

describe('exact', () => {
  it('is equal to the last bit, but takes 0 for -0 and NaN for NaN', () => {
    expect(why(exact(), 0.1 + 0.2, 0.3)).not.toBeNull();
    expect(why(exact(), 0, -0)).toBeNull();
    expect(why(exact(), Number.NaN, Number.NaN)).toBeNull();
  });
});

describe('close', () => {
  it('allows absolute + relative · |expected|, and not more', () => {
    const compare = close({ absolute: 0.1, relative: 0.01 });
    expect(why(compare, 100, 101.09)).toBeNull();
    expect(why(compare, 100, 98.91)).toBeNull();
    expect(why(compare, 100, 101.11)).not.toBeNull();
    expect(why(compare, -100, -101.11)).not.toBeNull();
  });

  it('allows another order of the same sums by default, and no rounding to float32', () => {
    expect(why(close(), 0.3, 0.1 + 0.2)).toBeNull();
    expect(why(close(), 0.1, Math.fround(0.1))).not.toBeNull();
  });

  it('lets no number pass for NaN or an infinite one, nor the other way', () => {
    const compare = close();
    for (const [expected, received] of [
      [Number.POSITIVE_INFINITY, 1],
      [1, Number.POSITIVE_INFINITY],
      [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
      [1, Number.NaN],
      [Number.NaN, 1],
    ]) {
      expect(why(compare, expected, received)).not.toBeNull();
    }
    expect(why(compare, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY)).toBeNull();
  });
});

describe('shape', () => {
  it('asks for lengths at every depth and for numbers, whatever they are', () => {
    expect(why(shape(), [[1, 2]], [[8, 9]])).toBeNull();
    expect(why(shape(), [[1, 2]], [[8]])).toBe('[0] should have 2 items, and has 1');
    expect(why(shape(), [1], ['1'])).not.toBeNull();
  });
});
