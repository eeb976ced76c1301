import { describe, describeShape } from '../errors/describe.js';
import { ArgumentError, ShapeError } from '../errors/errors.js';
import type { View } from '../kernels/contract.js';
import type { TensorLike } from '../tensor/convert.js';
import type { Shape } from '../tensor/shape.js';
import { type CatalogueEntries, defineOp, type Op } from './define.js';
import { axesOption, badOption, numberOption, type Option, type Reading } from './options.js';

const MATRIX = [
  [1, 2, 3],
  [4, 5, 6],
];

/** One whole number for each axis; missing ones, after the last given, are completed. */
function perAxis(
  value: unknown,
  reading: Reading,
  limits: { least: number; missing: number },
): number[] {
  const { shape } = reading.inputs[0]!;
  const list = typeof value === 'number' ? [value] : (value ?? []);
  const fits = (n: unknown) => Number.isInteger(n) && (n as number) >= limits.least;
  if (Array.isArray(list) && list.length <= shape.length && list.every(fits)) {
    return shape.map((_, i) => list[i] ?? limits.missing);
  }
  const expected = `at most ${shape.length} whole numbers from ${limits.least} up`;
  const hint = `one for each axis of shape ${describeShape(shape)}`;
  throw badOption(reading, expected, value, hint);
}

const beginOption: Option<number[]> = {
  kind: 'number | number[]',
  read: (value, reading) => {
    if (value !== undefined) return perAxis(value, reading, { least: 0, missing: 0 });
    throw badOption(reading, 'where the part begins', value, 'it has no default');
  },
};

/** Sizes of the part; -1 stands for all that follows. */
const sizeOption: Option<number[]> = {
  kind: 'number | number[]',
  fallback: null,
  read: (value, reading) => perAxis(value, reading, { least: -1, missing: -1 }),
};

function partShape(x: View, begin: readonly number[], size: readonly number[]): Shape {
  const shape = size.map((n, i) => (n < 0 ? x.shape[i]! - begin[i]! : n));
  if (shape.every((n, i) => n >= 0 && begin[i]! + n <= x.shape[i]!)) return shape;
  throw new ShapeError({
    operation: 'slice',
    expected: `a part within shape ${describeShape(x.shape)}`,
    received: `begin ${describe(begin)} and size ${describe(size)}`,
    hint: 'begin plus size may not pass the end of an axis; -1 takes the rest',
  });
}

/**
 * The block of a tensor that starts at `begin` and has the given size.
 *
 * $$y_i = x_{i + \text{begin}}$$
 *
 * @param x tensor of rank r
 * @param begin first index along each axis; missing ones are 0
 * @param size how many along each axis; -1, or a missing one, takes the rest
 * @returns tensor of rank r
 * @throws ArgumentError if begin is missing or negative, or a list is longer than r
 * @throws ShapeError if the block passes the end of an axis
 * @example
 * slice([[1, 2, 3], [4, 5, 6]], [0, 1], [2, 2]).arraySync() //=> [[2, 3], [5, 6]]
 * slice([1, 2, 3], 1).arraySync() //=> [2, 3]
 * @see https://js.tensorflow.org/api/latest/#slice
 */
export const slice: Op<
  [x: TensorLike],
  [begin: number | readonly number[], size?: number | readonly number[] | null],
  { begin: number | readonly number[]; size?: number | readonly number[] | null }
> = defineOp({
  name: 'slice',
  inputs: ['x'],
  accepts: 'any',
  options: { begin: beginOption, size: sizeOption },
  shape: ([x], { begin, size }) => partShape(x, begin, size),
  forward: (kernels, [x], out, { begin }) => kernels.slice(x, out, begin),
  backward: [
    (g, { inputs: [x], options: { begin } }) =>
      pad(
        g,
        begin.map((n, i) => [n, x.shape[i]! - n - g.shape[i]!] as const),
      ),
  ],
});

/** How many numbers to add before and after, along each axis. */
export type Paddings = readonly (readonly [before: number, after: number])[];

const paddingsOption: Option<Paddings> = {
  kind: '[number, number][]',
  read(value, reading) {
    const { shape } = reading.inputs[0]!;
    const isCount = (n: unknown) => Number.isInteger(n) && (n as number) >= 0;
    const isPair = (pair: unknown) =>
      Array.isArray(pair) && pair.length === 2 && pair.every(isCount);
    if (Array.isArray(value) && value.length === shape.length && value.every(isPair)) {
      return value.map(([before, after]) => [before, after] as const);
    }
    const expected = `${shape.length} pairs [before, after] of whole numbers from 0 up`;
    throw badOption(reading, expected, value, `the input has shape ${describeShape(shape)}`);
  },
};

/**
 * Puts a margin of one number around a tensor.
 *
 * $$y_{i + \text{before}} = x_i, \quad \text{value elsewhere}$$
 *
 * @param x tensor of rank r
 * @param paddings for each axis, how many to put before and after
 * @param constantValue what to put there; 0 by default
 * @returns tensor of rank r
 * @throws ArgumentError if there is not one pair of whole numbers for each axis
 * @example
 * pad([1, 2], [[1, 2]]).arraySync() //=> [0, 1, 2, 0, 0]
 * @see https://js.tensorflow.org/api/latest/#pad
 */
export const pad: Op<
  [x: TensorLike],
  [paddings: Paddings, constantValue?: number],
  { paddings: Paddings; constantValue?: number }
> = defineOp({
  name: 'pad',
  inputs: ['x'],
  accepts: 'any',
  options: { paddings: paddingsOption, constantValue: numberOption(0) },
  shape: ([x], { paddings }) => x.shape.map((n, i) => paddings[i]![0] + n + paddings[i]![1]),
  forward: (kernels, [x], out, { paddings, constantValue }) =>
    kernels.pad(
      x,
      out,
      paddings.map(([before]) => before),
      constantValue,
    ),
  backward: [
    (g, { inputs: [x], options: { paddings } }) =>
      slice(
        g,
        paddings.map(([before]) => before),
        x.shape,
      ),
  ],
});

/**
 * The same numbers from last to first along some axes.
 *
 * $$y_i = x_{n - 1 - i}$$
 *
 * @param x tensor of any shape
 * @param axis axes to turn round; all of them by default
 * @returns tensor of the same shape
 * @throws ArgumentError if an axis is out of range or named twice
 * @example
 * reverse([[1, 2], [3, 4]], 1).arraySync() //=> [[2, 1], [4, 3]]
 * @see https://js.tensorflow.org/api/latest/#reverse
 */
export const reverse: Op<
  [x: TensorLike],
  [axis?: number | readonly number[] | null],
  { axis?: number | readonly number[] | null }
> = defineOp({
  name: 'reverse',
  inputs: ['x'],
  accepts: 'any',
  options: { axis: axesOption },
  shape: ([x]) => x.shape,
  forward: (kernels, [x], out, { axis }) => kernels.reverse(x, out, axis),
  backward: [(g, { options: { axis } }) => reverse(g, axis)],
});

export default {
  slice: {
    formula: 'y_i = x_{i + \\text{begin}}',
    samples: [
      { inputs: [MATRIX], options: { begin: [0, 1], size: [2, 1] } },
      { inputs: [MATRIX], options: { begin: 1 } },
      { inputs: [MATRIX], options: { begin: [1, 0], size: [-1, 2] } },
    ],
    errors: [
      { inputs: [MATRIX], options: { begin: [0, 2], size: [1, 2] }, error: ShapeError },
      { inputs: [MATRIX], options: { begin: 3 }, error: ShapeError },
      { inputs: [MATRIX], options: { begin: [-1, 0] }, error: ArgumentError },
      { inputs: [MATRIX], options: { begin: [0, 0, 0] }, error: ArgumentError },
      { inputs: [MATRIX], options: {}, error: ArgumentError },
    ],
    source: 'https://js.tensorflow.org/api/latest/#slice',
  },
  pad: {
    formula: 'y_{i + \\text{before}} = x_i, \\quad \\text{value elsewhere}',
    samples: [
      {
        inputs: [MATRIX],
        options: {
          paddings: [
            [0, 1],
            [1, 2],
          ],
        },
      },
      { inputs: [[1, 2]], options: { paddings: [[1, 0]], constantValue: 7 } },
    ],
    errors: [
      { inputs: [MATRIX], options: { paddings: [[0, 1]] }, error: ArgumentError },
      { inputs: [[1, 2]], options: { paddings: [[0, -1]] }, error: ArgumentError },
      { inputs: [[1, 2]], options: { paddings: [1, 1] }, error: ArgumentError },
    ],
    source: 'https://js.tensorflow.org/api/latest/#pad',
  },
  reverse: {
    formula: 'y_i = x_{n - 1 - i}',
    samples: [{ inputs: [MATRIX] }, { inputs: [MATRIX], options: { axis: 1 } }],
    errors: [{ inputs: [MATRIX], options: { axis: 2 }, error: ArgumentError }],
    source: 'https://js.tensorflow.org/api/latest/#reverse',
  },
} satisfies CatalogueEntries;
