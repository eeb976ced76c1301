import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomFrom } from '../../src/define/index.js';
import { casesOf, LARGEST_SEED } from '../../src/grade/cases.js';
import { theSquare } from '../the-square.js';

describe('randomFrom', () => {
  it('gives the same stream for the same seed', () => {
    const draw = (seed: number) => randomFrom(seed).times(20, () => 0.5);
    expect(draw(7)).toEqual(draw(7));
    expect(randomFrom(7).uniform(0, 1)).toBe(randomFrom(7).uniform(0, 1));
  });

  it('gives other first numbers for seeds in a row', () => {
    const firsts = Array.from({ length: 500 }, (_, seed) => randomFrom(seed).uniform(0, 1));
    expect(new Set(firsts.map((first) => first.toFixed(4))).size).toBeGreaterThan(450);
    const mean = firsts.reduce((sum, first) => sum + first, 0) / firsts.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.06);
  });

  it('keeps within its bounds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), (seed) => {
        const random = randomFrom(seed);
        const [uniform, integer] = [random.uniform(-2, 3), random.integer(1, 6)];
        expect(uniform).toBeGreaterThanOrEqual(-2);
        expect(uniform).toBeLessThan(3);
        expect([1, 2, 3, 4, 5, 6]).toContain(integer);
        expect(['a', 'b']).toContain(random.pick(['a', 'b']));
        const rounded = random.rounded(-1, 1, 2);
        expect(rounded).toBe(Number(rounded.toFixed(2)));
      }),
    );
  });
});

describe('casesOf', () => {
  it('leaves the cases of a group alone when another group is added before it', () => {
    const { definition } = theSquare();
    const [whole, random] = definition.groups;
    const alone = casesOf({ ...definition, groups: [random!] }, 7);
    const after = casesOf({ ...definition, groups: [whole!, random!] }, 7);
    expect(after.slice(-alone.length)).toEqual(alone);
  });

  it('takes every seed that it may print, and no other', () => {
    const { definition } = theSquare();
    expect(casesOf(definition, 0)).toHaveLength(10);
    expect(casesOf(definition, LARGEST_SEED)).toHaveLength(10);
    for (const seed of [-1, LARGEST_SEED + 1, 0.5, Number.NaN]) {
      expect(() => casesOf(definition, seed)).toThrow('grade: expected a whole number from 0');
    }
  });
});
