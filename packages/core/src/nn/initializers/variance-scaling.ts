import type { Shape } from '../../tensor/shape.js';
import { checkOptions, checkPositive, refuse } from '../checks.js';
import { drawn, type Initializer, truncatedNormalDraw } from './initializer.js';
import { checkSeed } from './random.js';

type Mode = 'fanIn' | 'fanOut' | 'fanAvg';
type Distribution = 'uniform' | 'truncatedNormal' | 'untruncatedNormal';

/** How the spread follows from the numbers of connections. */
export interface VarianceScalingArgs {
  scale?: number;
  mode?: Mode;
  distribution?: Distribution | 'normal';
  seed?: number | null;
}

const MODES: Record<Mode, string> = { fanIn: 'fan_in', fanOut: 'fan_out', fanAvg: 'fan_avg' };

const DISTRIBUTIONS: Record<Distribution, string> = {
  uniform: 'uniform',
  truncatedNormal: 'truncated_normal',
  untruncatedNormal: 'untruncated_normal',
};

/** Standard deviation of a standard normal cut at ±2: what cutting takes away is put back. */
const TRUNCATED_STDDEV = 0.8796256610342398;

/**
 * Numbers of connections into and out of one unit.
 *
 * For a kernel `[…, in, out]` the leading axes are the window of a convolution, which counts for
 * both.
 *
 * @param shape - of the kernel.
 * @returns fan-in and fan-out.
 * @example
 * computeFans([3, 3, 8, 16]); //=> [72, 144]
 */
export function computeFans(shape: Shape): [fanIn: number, fanOut: number] {
  if (shape.length === 0) return [1, 1];
  const last = shape[shape.length - 1] as number;
  if (shape.length === 1) return [last, last];
  const window = shape.slice(0, -2).reduce((product, size) => product * size, 1);
  return [(shape[shape.length - 2] as number) * window, last * window];
}

/** The variance that a weight of this shape should have. */
function variance(shape: Shape, scale: number, mode: Mode): number {
  const [fanIn, fanOut] = computeFans(shape);
  const fan = { fanIn, fanOut, fanAvg: (fanIn + fanOut) / 2 }[mode];
  return scale / Math.max(1, fan);
}

function scaled(
  className: string,
  seed: number | null | undefined,
  [scale, mode, distribution]: [number, Mode, Distribution],
  config: Record<string, unknown>,
): Initializer {
  const checked = checkSeed(className, seed);
  return drawn(className, checked, config, (random, shape) => {
    const spread = Math.sqrt(variance(shape, scale, mode));
    if (distribution === 'uniform') {
      const limit = Math.sqrt(3) * spread;
      return () => limit * (2 * random.uniform() - 1);
    }
    if (distribution === 'untruncatedNormal') return () => spread * random.normal();
    return () => (spread / TRUNCATED_STDDEV) * truncatedNormalDraw(random);
  });
}

/**
 * Starts a weight with a variance that follows from its numbers of connections.
 *
 * $\operatorname{Var} w = s / n$, with $n$ the fan-in, the fan-out or their mean.
 *
 * @param args - `scale` $s$ (1), `mode` (`fanIn`), `distribution` (`truncatedNormal`), `seed`.
 * @returns the initializer.
 * @throws ArgumentError when an argument is out of range or unknown.
 * @example
 * const start = initializers.varianceScaling({ scale: 3, distribution: 'uniform', seed: 1 });
 * start.apply([9, 4]).arraySync().flat().every((w) => Math.abs(w) <= 1); //=> true
 * @see https://keras.io/api/layers/initializers/#variancescaling-class
 */
export function varianceScaling(args: VarianceScalingArgs = {}): Initializer {
  const op = 'varianceScaling';
  checkOptions(op, args, ['scale', 'mode', 'distribution', 'seed']);
  const scale = checkPositive(op, 'scale', args.scale ?? 1);
  const mode = args.mode ?? 'fanIn';
  const named = args.distribution ?? 'truncatedNormal';
  const distribution = named === 'normal' ? 'truncatedNormal' : named;
  if (!Object.hasOwn(MODES, mode)) {
    throw refuse(op, 'mode to be fanIn, fanOut or fanAvg', mode, 'fanIn is the default');
  }
  if (!Object.hasOwn(DISTRIBUTIONS, distribution)) {
    const expected = `distribution to be one of ${Object.keys(DISTRIBUTIONS).join(', ')}`;
    throw refuse(op, expected, distribution, 'truncatedNormal is the default');
  }
  const config = { scale, mode: MODES[mode], distribution: DISTRIBUTIONS[distribution] };
  return scaled('VarianceScaling', args.seed, [scale, mode, distribution], config);
}

/** A seed, or none to have one drawn. */
export interface SeedArgs {
  seed?: number | null;
}

const named =
  (className: string, op: string, rule: [number, Mode, Distribution]) =>
  (args: SeedArgs = {}): Initializer => {
    checkOptions(op, args, ['seed']);
    return scaled(className, args.seed, rule, {});
  };

/**
 * Uniform in $\pm\sqrt{6/(n_{in}+n_{out})}$: Keras's default for kernels.
 *
 * TensorFlow.js starts dense kernels with glorotNormal instead.
 *
 * @param args - `seed`.
 * @returns the initializer.
 * @throws ArgumentError when `seed` is not a whole number.
 * @example
 * const w = initializers.glorotUniform({ seed: 1 }).apply([2, 4]).arraySync();
 * w.flat().every((x) => Math.abs(x) <= 1); //=> true
 * @see https://proceedings.mlr.press/v9/glorot10a.html
 */
export const glorotUniform = named('GlorotUniform', 'glorotUniform', [1, 'fanAvg', 'uniform']);

/**
 * Normal with $\sigma = \sqrt{2/(n_{in}+n_{out})}$, cut at two standard deviations.
 *
 * @param args - `seed`.
 * @returns the initializer.
 * @throws ArgumentError when `seed` is not a whole number.
 * @example
 * initializers.glorotNormal({ seed: 1 }).apply([2, 4]).shape; //=> [2, 4]
 * @see https://proceedings.mlr.press/v9/glorot10a.html
 */
export const glorotNormal = named('GlorotNormal', 'glorotNormal', [1, 'fanAvg', 'truncatedNormal']);

/**
 * Normal with $\sigma = \sqrt{2/n_{in}}$, cut at two standard deviations: made for relu.
 *
 * @param args - `seed`.
 * @returns the initializer.
 * @throws ArgumentError when `seed` is not a whole number.
 * @example
 * initializers.heNormal({ seed: 1 }).apply([2, 4]).shape; //=> [2, 4]
 * @see https://arxiv.org/abs/1502.01852
 */
export const heNormal = named('HeNormal', 'heNormal', [2, 'fanIn', 'truncatedNormal']);

/**
 * Uniform in $\pm\sqrt{6/n_{in}}$: made for relu.
 *
 * @param args - `seed`.
 * @returns the initializer.
 * @throws ArgumentError when `seed` is not a whole number.
 * @example
 * initializers.heUniform({ seed: 1 }).apply([2, 4]).shape; //=> [2, 4]
 * @see https://arxiv.org/abs/1502.01852
 */
export const heUniform = named('HeUniform', 'heUniform', [2, 'fanIn', 'uniform']);

/**
 * Normal with $\sigma = \sqrt{1/n_{in}}$, cut at two standard deviations: made for selu.
 *
 * @param args - `seed`.
 * @returns the initializer.
 * @throws ArgumentError when `seed` is not a whole number.
 * @example
 * initializers.leCunNormal({ seed: 1 }).apply([2, 4]).shape; //=> [2, 4]
 * @see https://arxiv.org/abs/1706.02515
 */
export const leCunNormal = named('LecunNormal', 'leCunNormal', [1, 'fanIn', 'truncatedNormal']);

/**
 * Uniform in $\pm\sqrt{3/n_{in}}$.
 *
 * @param args - `seed`.
 * @returns the initializer.
 * @throws ArgumentError when `seed` is not a whole number.
 * @example
 * initializers.leCunUniform({ seed: 1 }).apply([2, 4]).shape; //=> [2, 4]
 * @see https://keras.io/api/layers/initializers/#lecununiform-class
 */
export const leCunUniform = named('LecunUniform', 'leCunUniform', [1, 'fanIn', 'uniform']);
