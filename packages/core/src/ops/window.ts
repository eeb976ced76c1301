import { describe, describeShape } from '../errors/describe.js';
import { ShapeError } from '../errors/errors.js';
import type { View, Window } from '../kernels/contract.js';
import type { Shape } from '../tensor/shape.js';
import { badOption, choiceOption, type Option } from './options.js';

/** A number for height and width, or one for each. */
export type Pair = number | readonly [height: number, width: number];

/**
 * What surrounds the image: nothing (`valid`), as many zeros as keep the size at stride 1 (`same`,
 * the odd one goes below and right), the same number on every side, or `[before, after]` for each
 * axis in the order batch, height, width, channels.
 */
export type Padding = 'valid' | 'same' | number | readonly (readonly [number, number])[];

/** A rule that finds the numbers, or `[before, after]` for each axis. */
type ReadPadding = 'valid' | 'same' | readonly (readonly [number, number])[];

/** Options of every operation that moves a window, as rules see them. */
export interface WindowOptions {
  readonly strides: readonly [number, number] | null;
  readonly padding: ReadPadding;
  readonly dilations: readonly [number, number];
}

function readPair(value: unknown): readonly [number, number] | null {
  const pair = typeof value === 'number' ? [value, value] : value;
  const isCount = (n: unknown) => Number.isInteger(n) && (n as number) >= 1;
  if (!Array.isArray(pair) || pair.length !== 2 || !pair.every(isCount)) return null;
  return [pair[0], pair[1]];
}

/** A whole number from 1 up for height and width, or a pair of them. */
export function pairOption(fallback?: number): Option<readonly [number, number]> {
  return {
    kind: 'number | [number, number]',
    fallback,
    read(value, reading) {
      const pair = readPair(value);
      if (pair !== null) return pair;
      const hint = 'the first of two is for the height';
      throw badOption(reading, 'a whole number from 1 up, or two', value, hint);
    },
  };
}

/** Strides that are the window's own size unless they are given. */
export const ownStridesOption: Option<readonly [number, number] | null> = {
  kind: 'number | [number, number] | null',
  fallback: null,
  read: (value, reading) => (value === null ? null : pairOption().read(value, reading)),
};

/** See `Padding`. */
export const paddingOption: Option<ReadPadding> = {
  kind: "'valid' | 'same' | number | [number, number][]",
  fallback: 'valid',
  read(value, reading) {
    if (value === 'valid' || value === 'same') return value;
    const isCount = (n: unknown) => Number.isInteger(n) && (n as number) >= 0;
    const n = value as number;
    const pairs = isCount(value)
      ? [
          [0, 0],
          [n, n],
          [n, n],
          [0, 0],
        ]
      : value;
    const isPair = (p: unknown) => Array.isArray(p) && p.length === 2 && p.every(isCount);
    if (Array.isArray(pairs) && pairs.length === 4 && pairs.every(isPair)) {
      const outer = [...pairs[0], ...pairs[3]];
      if (outer.every((count) => count === 0)) return pairs;
    }
    const hint = 'pairs are [[0, 0], [top, bottom], [left, right], [0, 0]]';
    throw badOption(reading, "'valid', 'same', a whole number or four pairs", value, hint);
  },
};

/** The order of axes; there is one. */
export const dataFormatOption = choiceOption('NHWC', ['NHWC']);

/** Where a window goes over an image, and the size of the result. */
export interface Placement {
  readonly window: Window;
  readonly size: readonly [number, number];
}

/** Places a window of the given size on an image of the given height and width. */
export function placeWindow(
  operation: string,
  imageSize: readonly [number, number],
  size: readonly [number, number],
  options: WindowOptions,
): Placement {
  const strides = options.strides ?? size;
  const axis = (i: 0 | 1) => placeAlong(imageSize[i], size[i], strides[i], options, i);
  const rows = axis(0);
  const columns = axis(1);
  if (rows.count < 1 || columns.count < 1) {
    throw new ShapeError({
      operation,
      expected: 'a window that fits into the image',
      received: `window ${describeShape(size)} on image ${describeShape(imageSize)}`,
      hint: "use a smaller window, or padding 'same'",
    });
  }
  return {
    window: {
      size,
      strides,
      dilations: options.dilations,
      offset: [rows.before, columns.before],
    },
    size: [rows.count, columns.count],
  };
}

/** How many places there are along one axis, and how much padding comes first. */
function placeAlong(
  length: number,
  size: number,
  stride: number,
  { padding, dilations }: WindowOptions,
  axis: 0 | 1,
): { count: number; before: number } {
  const extent = (size - 1) * dilations[axis] + 1;
  if (padding === 'same') {
    const count = Math.ceil(length / stride);
    const total = Math.max((count - 1) * stride + extent - length, 0);
    return { count, before: Math.floor(total / 2) };
  }
  const [before, after] = padding === 'valid' ? [0, 0] : padding[axis + 1]!;
  return { count: Math.floor((before + length + after - extent) / stride) + 1, before };
}

/** Images as kernels want them: one image without a batch becomes a batch of one. */
export function asBatch(view: View): View {
  return view.shape.length === 4 ? view : { values: view.values, shape: [1, ...view.shape] };
}

/** Checks that a tensor is one image or a batch of them, and returns its height and width. */
export function imageSize(operation: string, x: View): readonly [number, number] {
  const { shape } = x;
  if (shape.length === 3) return [shape[0]!, shape[1]!];
  if (shape.length === 4) return [shape[1]!, shape[2]!];
  throw new ShapeError({
    operation,
    expected:
      'images of shape [batch, height, width, channels] or one of [height, width, channels]',
    received: `shape ${describeShape(shape)}`,
    hint: 'add missing axes with expandDims or reshape',
  });
}

/** The shape of an image (or batch) with another size and number of channels. */
export function withSize(shape: Shape, size: readonly [number, number], channels: number): Shape {
  return [...shape.slice(0, -3), ...size, channels];
}

/** Checks that a tensor has the shape that the window makes of another. */
export function checkMade(operation: string, name: string, made: Shape, expected: Shape): void {
  if (made.length === expected.length && made.every((n, i) => n === expected[i])) return;
  throw new ShapeError({
    operation,
    expected: `${name} to have shape ${describeShape(expected)}`,
    received: describe(made),
    hint: 'strides, padding and sizes must be those of the forward operation',
  });
}
