import { checkFinite, checkNotNegative, checkOptions, checkWhole } from '../checks.js';
import { drawn, type Initializer, truncatedNormalDraw } from './initializer.js';

/** Checks a seed; undefined and null mean that one is drawn. */
export const checkSeed = (operation: string, seed: unknown): number | null =>
  seed === undefined || seed === null ? null : checkWhole(operation, 'seed', seed, 0);

/** Mean, spread and seed of a bell curve. */
export interface NormalArgs {
  mean?: number;
  stddev?: number;
  seed?: number | null;
}

const checkNormal = (operation: string, args: NormalArgs) => {
  checkOptions(operation, args, ['mean', 'stddev', 'seed']);
  return {
    mean: checkFinite(operation, 'mean', args.mean ?? 0),
    stddev: checkNotNegative(operation, 'stddev', args.stddev ?? 0.05),
    seed: checkSeed(operation, args.seed),
  };
};

/**
 * Starts a weight with numbers from a normal distribution.
 *
 * @param args - `mean` (0), `stddev` (0.05), `seed`.
 * @returns the initializer.
 * @throws ArgumentError when an argument is out of range or unknown.
 * @example
 * const start = initializers.randomNormal({ seed: 1 });
 * start.apply([3]).arraySync().join() === start.apply([3]).arraySync().join(); //=> true
 * @see https://keras.io/api/layers/initializers/#randomnormal-class
 */
export const randomNormal = (args: NormalArgs = {}): Initializer => {
  const { mean, stddev, seed } = checkNormal('randomNormal', args);
  return drawn('RandomNormal', seed, { mean, stddev }, (random) => () => {
    return mean + stddev * random.normal();
  });
};

/**
 * Starts a weight with normal numbers that lie within two standard deviations.
 *
 * @param args - `mean` (0), `stddev` (0.05) before cutting, `seed`.
 * @returns the initializer.
 * @throws ArgumentError when an argument is out of range or unknown.
 * @example
 * const values = initializers.truncatedNormal({ seed: 1 }).apply([100]).arraySync();
 * values.every((x) => Math.abs(x) <= 0.1); //=> true
 * @see https://keras.io/api/layers/initializers/#truncatednormal-class
 */
export const truncatedNormal = (args: NormalArgs = {}): Initializer => {
  const { mean, stddev, seed } = checkNormal('truncatedNormal', args);
  return drawn('TruncatedNormal', seed, { mean, stddev }, (random) => () => {
    return mean + stddev * truncatedNormalDraw(random);
  });
};

/**
 * Starts a weight with numbers spread evenly over an interval.
 *
 * @param args - `minval` (-0.05), `maxval` (0.05), `seed`.
 * @returns the initializer.
 * @throws ArgumentError when an argument is out of range or unknown.
 * @example
 * const values = initializers.randomUniform({ minval: 2, maxval: 3, seed: 1 }).apply([9]).arraySync();
 * values.every((x) => x >= 2 && x < 3); //=> true
 * @see https://keras.io/api/layers/initializers/#randomuniform-class
 */
export const randomUniform = (
  args: { minval?: number; maxval?: number; seed?: number | null } = {},
): Initializer => {
  const op = 'randomUniform';
  checkOptions(op, args, ['minval', 'maxval', 'seed']);
  const minval = checkFinite(op, 'minval', args.minval ?? -0.05);
  const maxval = checkFinite(op, 'maxval', args.maxval ?? 0.05);
  const seed = checkSeed(op, args.seed);
  return drawn('RandomUniform', seed, { minval, maxval }, (random) => () => {
    return minval + (maxval - minval) * random.uniform();
  });
};
