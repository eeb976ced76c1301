import { describe } from '../errors/describe.js';
import { ArgumentError } from '../errors/errors.js';
import { fillEachTime } from '../tape/trace.js';
import { checkDtype, type DType, type Values } from './dtype.js';
import { checkSeed, Random, standardRandom } from './random.js';
import { checkShape, type Shape } from './shape.js';
import { allocate, type Tensor } from './tensor.js';
import { type TensorOptions, watched } from './tensor-options.js';

/** Fills a new tensor with draws from a seeded or the standard generator. */
function drawn(
  operation: string,
  shape: Shape,
  dtype: DType | undefined,
  seed: number | undefined,
  parameters: readonly number[],
  draw: (random: Random) => number,
): Tensor {
  const checked = checkShape(operation, shape);
  const made = allocate(operation, checked, checkDtype(operation, dtype ?? 'float32'));
  if (seed !== undefined) {
    const random = new Random(checkSeed(operation, seed));
    fillFrom(made.values, random, draw);
  } else {
    fillEachTime(made, [operation, ...parameters], (values) =>
      fillFrom(values, standardRandom(), draw),
    );
  }
  return made;
}

function fillFrom(values: Values, random: Random, draw: (random: Random) => number): void {
  for (let i = 0; i < values.length; i++) values[i] = draw(random);
}

function checkNumbers(operation: string, numbers: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(numbers)) {
    if (typeof value === 'number' && Number.isFinite(value)) continue;
    throw new ArgumentError({
      operation,
      expected: `${name} to be a finite number`,
      received: describe(value),
      hint: 'leave it out for the default',
    });
  }
}

/**
 * Numbers from a normal distribution.
 *
 * @param shape sizes
 * @param mean centre; 0 by default
 * @param stdDev standard deviation; 1 by default
 * @param dtype element type; float32 by default
 * @param seed whole number; the standard generator goes on if it is left out
 * @returns tensor of that shape
 * @throws ShapeError for a bad shape
 * @throws ArgumentError if mean, stdDev or seed is not a number it can use
 * @example
 * randomNormal([2], 0, 1, 'float32', 7).shape //=> [2]
 * @see https://js.tensorflow.org/api/latest/#randomNormal
 */
export function randomNormal(
  shape: Shape,
  mean = 0,
  stdDev = 1,
  dtype?: DType,
  seed?: number,
): Tensor {
  checkNumbers('randomNormal', { mean, stdDev });
  return drawn(
    'randomNormal',
    shape,
    dtype,
    seed,
    [mean, stdDev],
    (random) => mean + stdDev * random.normal(),
  );
}

/**
 * Numbers from a normal distribution, none farther than two standard deviations from the mean.
 *
 * @param shape sizes
 * @param mean centre; 0 by default
 * @param stdDev standard deviation before truncation; 1 by default
 * @param dtype element type; float32 by default
 * @param seed whole number; the standard generator goes on if it is left out
 * @returns tensor of that shape
 * @throws ShapeError for a bad shape
 * @throws ArgumentError if mean, stdDev or seed is not a number it can use
 * @example
 * truncatedNormal([100], 0, 1, 'float32', 7).abs().max().item() <= 2 //=> true
 * @see https://js.tensorflow.org/api/latest/#truncatedNormal
 */
export function truncatedNormal(
  shape: Shape,
  mean = 0,
  stdDev = 1,
  dtype?: DType,
  seed?: number,
): Tensor {
  checkNumbers('truncatedNormal', { mean, stdDev });
  const draw = (random: Random) => mean + stdDev * random.truncatedNormal();
  return drawn('truncatedNormal', shape, dtype, seed, [mean, stdDev], draw);
}

/**
 * Numbers from a uniform distribution.
 *
 * @param shape sizes
 * @param minval least number; 0 by default
 * @param maxval the limit above, which is never reached; 1 by default
 * @param dtype element type; float32 by default. int32 gives whole numbers
 * @param seed whole number; the standard generator goes on if it is left out
 * @returns tensor of that shape
 * @throws ShapeError for a bad shape
 * @throws ArgumentError if minval, maxval or seed is not a number it can use
 * @example
 * randomUniform([2, 3], -1, 1).shape //=> [2, 3]
 * @see https://js.tensorflow.org/api/latest/#randomUniform
 */
export function randomUniform(
  shape: Shape,
  minval = 0,
  maxval = 1,
  dtype?: DType,
  seed?: number,
): Tensor {
  checkNumbers('randomUniform', { minval, maxval });
  const whole = dtype === 'int32' || dtype === 'bool';
  const draw = (random: Random) => {
    const x = minval + (maxval - minval) * random.uniform();
    return whole ? Math.floor(x) : x;
  };
  return drawn('randomUniform', shape, dtype, seed, [minval, maxval], draw);
}

/** How a random tensor is to be drawn, stored and watched. */
export interface RandomOptions extends Omit<TensorOptions, 'shape'> {
  /** Whole number; the standard generator goes on if it is left out. */
  seed?: number;
}

function checkNames(operation: string, options: unknown, names: readonly string[]): void {
  const isObject = typeof options === 'object' && options !== null;
  const odd = isObject ? Object.keys(options).find((name) => !names.includes(name)) : '';
  if (odd === undefined) return;
  throw new ArgumentError({
    operation,
    expected: `options among ${names.join(', ')}`,
    received: isObject ? `option ${odd}` : describe(options),
    hint: 'check the spelling',
  });
}

/**
 * Standard normal numbers, in the spelling of NumPy and PyTorch.
 *
 * @param shape sizes
 * @param options seed, dtype, requiresGrad
 * @returns tensor of that shape
 * @throws ShapeError for a bad shape
 * @throws ArgumentError for a bad seed
 * @example
 * randn([2, 3], { seed: 7, requiresGrad: true }).requiresGrad //=> true
 */
export function randn(shape: Shape, options: RandomOptions = {}): Tensor {
  checkNames('randn', options, ['seed', 'dtype', 'requiresGrad']);
  const { seed, dtype, requiresGrad } = options;
  const made = drawn('randn', shape, dtype, seed, [], (random) => random.normal());
  return watched('randn', made, requiresGrad);
}

/**
 * Uniform numbers in `[low, high)`, in the spelling of NumPy.
 *
 * @param shape sizes
 * @param options low (0), high (1), seed, dtype, requiresGrad
 * @returns tensor of that shape
 * @throws ShapeError for a bad shape
 * @throws ArgumentError for a bad limit or seed
 * @example
 * uniform([4], { low: 2, high: 3, seed: 1 }).min().item() >= 2 //=> true
 */
export function uniform(
  shape: Shape,
  options: RandomOptions & { low?: number; high?: number } = {},
): Tensor {
  checkNames('uniform', options, ['low', 'high', 'seed', 'dtype', 'requiresGrad']);
  const { low = 0, high = 1, seed, dtype, requiresGrad } = options;
  checkNumbers('uniform', { low, high });
  const made = randomUniform(shape, low, high, dtype, seed);
  return watched('uniform', made, requiresGrad);
}
