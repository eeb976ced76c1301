import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { claimFits, throwFits } from '../../src/claims/claim-fits.js';
import { ClaimError, parseClaim } from '../../src/claims/parse-claim.js';

const fits = (claim: string, value: unknown) => claimFits(parseClaim(claim), value);

/** What TensorFlow.js and the course's engine have in common. */
const tensor = (shape: number[], data: number[], dtype = 'float32') => ({
  shape,
  dtype,
  dataSync: () => Float32Array.from(data),
});

describe('numbers', () => {
  it.each([
    ['0.333', 1 / 3, true],
    ['0.33', 0.336, false],
    ['0.25', 0.255, true],
    ['0.1', Math.fround(0.1), true],
    ['1.60', 1.604, true],
    ['1.60', 1.606, false],
    ['3', 3.0000005, true],
    ['3', 3.00001, false],
    ['1000000', 1000000.5, true],
    ['1.5e-3', 0.00154, true],
    ['1.5e-3', 0.00156, false],
    ['-2.5', -2.51, true],
    ['0', -0, true],
    ['-0', 0, false],
    ['-0', -0, true],
    ['NaN', Number.NaN, true],
    ['NaN', 1, false],
    ['Infinity', Number.POSITIVE_INFINITY, true],
    ['-Infinity', Number.POSITIVE_INFINITY, false],
    ['1.7976931348623157e308', Number.POSITIVE_INFINITY, false],
    ['1', '1', false],
    ['1', 1n, false],
    ['2n', 2n, true],
    ['-2n', 2n, false],
    ['1_000.5', 1000.54, true],
  ])('%s of %s: %s', (claim, value, expected) => {
    expect(fits(claim, value)).toBe(expected);
  });

  it('hold when a value is rounded to the digits that are written', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.integer({ min: 1, max: 12 }),
        (value, digits) => {
          const written = value.toFixed(digits);
          expect(fits(written, Number(written))).toBe(true);
          // toFixed writes "-0.00" for small negatives, which promises the zero with its sign.
          if (Number(written) !== 0) expect(fits(written, value)).toBe(true);
        },
      ),
    );
  });

  it('fail one digit away', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.integer({ min: 1, max: 8 }),
        (value, digits) => {
          const written = value.toFixed(digits);
          expect(fits(written, Number(written) + 10 ** -digits)).toBe(false);
        },
      ),
    );
  });
});

describe('other values', () => {
  it.each([
    ["'a\\n'", 'a\n', true],
    ['`a`', 'a', true],
    ['"a"', 'b', false],
    ['true', true, true],
    ['true', 1, false],
    ['null', null, true],
    ['null', undefined, false],
    ['undefined', undefined, true],
    ['[]', [], true],
    ['[1, [2]]', [1, [2]], true],
    ['[1, 2]', [1, 2, 3], false],
    ['[1, 2, …]', [1, 2, 3], true],
    ['[1, ...]', [1], true],
    ['[1, 2, ...]', [1], false],
    ["['…']", ['…'], true],
    ['{}', {}, true],
    ['{}', [], false],
    ['{}', { a: 1 }, false],
    ['{ a: 1, "b c": [2] }', { a: 1, 'b c': [2] }, true],
    ['{ a: 1 }', { a: 1, b: 2 }, false],
    ['{ a: 1, … }', { a: 1, b: 2 }, true],
    ['{ toString: undefined }', {}, false],
    ['[1, 2]', new Float32Array([1, 2]), true],
    ['[1, 2]', new Set([1, 2]), false],
    ['{}', new Map(), false],
  ])('%s of %o: %s', (claim, value, expected) => {
    expect(fits(claim, value)).toBe(expected);
  });
});

describe('tensors', () => {
  const two = tensor([2, 2], [1, 2, 3, 4.0004]);

  it('are met as nested lists', () => {
    expect(fits('[[1, 2], [3, 4.000]]', two)).toBe(true);
    expect(fits('[[1, 2], [3, 4]]', two)).toBe(false);
    expect(fits('[[1, 2], …]', two)).toBe(true);
    expect(fits('[[1, …], [3, …]]', two)).toBe(true);
    expect(fits('[[1], [3]]', two)).toBe(false);
    expect(fits('[1, 2, 3, 4.000]', two)).toBe(false);
  });

  it('of no rank are no lists, and of no size are empty ones', () => {
    expect(fits('[1]', tensor([], [1]))).toBe(false);
    expect(fits('[[], []]', tensor([2, 0], []))).toBe(true);
    expect(fits('[]', tensor([0, 2], []))).toBe(true);
    expect(fits('[[]]', tensor([0, 2], []))).toBe(false);
  });

  it('of three axes keep their order', () => {
    const cube = tensor([2, 1, 3], [1, 2, 3, 4, 5, 6]);
    expect(fits('[[[1, 2, 3]], [[4, 5, 6]]]', cube)).toBe(true);
    expect(fits('[[[1, 2, 3]], [[4, 5, 7]]]', cube)).toBe(false);
  });
});

describe('thrown errors', () => {
  const thrown = new TypeError('expected a number');
  it.each([
    ['throws', true],
    ['throws TypeError', true],
    ['throws TypeError: a number', true],
    ['throws : expected', true],
    ['throws RangeError', false],
    ['throws TypeError: a text', false],
  ])('%s: %s', (claim, expected) => {
    expect(throwFits(parseClaim(claim), thrown)).toBe(expected);
  });

  it('do not fit a value, nor a value a throw', () => {
    expect(fits('throws', thrown)).toBe(false);
    expect(throwFits(parseClaim('1'), 1)).toBe(false);
    expect(throwFits(parseClaim('throws : no'), 'no')).toBe(true);
  });
});

describe('a text that is no claim', () => {
  it.each(['', 'x', 'f()', '1 + 1', '[1, , 2]', '[...a]', '{ a }', '{ get a() {} }', '/x/'])(
    'is refused: %j',
    (claim) => {
      expect(() => parseClaim(claim)).toThrow(ClaimError);
    },
  );

  it.each(['1 2', '[1', `\`\${1}\``, '{ [a]: 1 }', "-'a'", '1)', '(1', '1; 2', '1 /* x'])(
    'is refused: %j',
    (claim) => {
      expect(() => parseClaim(claim)).toThrow(ClaimError);
    },
  );

  it('is refused with what a claim is', () => {
    expect(() => parseClaim('x + 1')).toThrow(/`x \+ 1`, which is not a literal/);
  });

  it('is never evaluated and never breaks the reader of claims', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (text) => {
        try {
          parseClaim(text);
        } catch (error) {
          expect(error).toBeInstanceOf(ClaimError);
        }
      }),
      { numRuns: 500 },
    );
  });
});

it('JSON of any data is a claim that the data meets', () => {
  const data = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.integer(),
      fc.string(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(
        fc.string().filter((key) => key !== '__proto__'),
        tie('value'),
        { maxKeys: 4 },
      ),
    ),
  })).value;
  fc.assert(
    fc.property(data, (value) => {
      expect(fits(JSON.stringify(value), value)).toBe(true);
    }),
  );
});
