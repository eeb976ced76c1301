import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { mersenne } from 'pure-rand/generator/mersenne';

/** A stream of random choices that a seed fixes; what draws the arguments of random cases. */
export interface Random {
  /** A number from [low, high). */
  uniform(low: number, high: number): number;
  /** A whole number from [low, high], both ends included. */
  integer(low: number, high: number): number;
  /** A number from [low, high) rounded to so many decimals: kinder to read in a failure. */
  rounded(low: number, high: number, decimals: number): number;
  /** One of the given items. */
  pick<T>(items: readonly T[]): T;
  /** `count` results of `draw`, in order. */
  times<T>(count: number, draw: (index: number) => T): T[];
}

/**
 * A stream of random choices.
 *
 * @param seed Any whole number; equal seeds give equal streams.
 * @example
 * randomFrom(7).integer(1, 6) === randomFrom(7).integer(1, 6) //=> true
 */
export function randomFrom(seed: number): Random {
  // Unlike its quicker kin, this generator differs from the first number on for seeds in a row.
  const generator = mersenne(seed);
  const uniform = (low: number, high: number) => low + (high - low) * uniformFloat64(generator);
  return {
    uniform,
    integer: (low, high) => uniformInt(generator, low, high),
    // Adding 0 makes 0 of -0, which nobody expects to read.
    rounded: (low, high, decimals) => Number(uniform(low, high).toFixed(decimals)) + 0,
    pick: (items) => items[uniformInt(generator, 0, items.length - 1)]!,
    times: (count, draw) => Array.from({ length: count }, (_, index) => draw(index)),
  };
}
