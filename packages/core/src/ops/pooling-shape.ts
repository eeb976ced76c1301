import { describe, describeShape } from '../errors/describe.js';
import { ShapeError } from '../errors/errors.js';
import type { View } from '../kernels/contract.js';
import { bringKernels } from '../kernels/current.js';
import { poolKernels } from '../kernels/reference/pooling.js';
import {
  dataFormatOption,
  imageSize,
  ownStridesOption,
  paddingOption,
  pairOption,
  placeWindow,
  type WindowOptions,
  withSize,
} from './window.js';

bringKernels(poolKernels);

/** The options of both poolings, in their order. */
export const POOLING_OPTIONS = {
  poolSize: pairOption(),
  strides: ownStridesOption,
  padding: paddingOption,
  dataFormat: dataFormatOption,
};

/** The same, read. */
export interface ReadPooling extends Omit<WindowOptions, 'dilations'> {
  readonly poolSize: readonly [number, number];
}

/** An image of two channels, for samples. */
export const IMAGE = [
  [
    [1, -4],
    [-2, 0.75],
    [0.5, 3],
    [3, 0.25],
  ],
  [
    [0.25, 2],
    [4, -1.5],
    [-0.75, 1],
    [1.25, -3],
  ],
  [
    [2, -0.5],
    [-1, 1.75],
    [1.5, -2],
    [-0.5, 5],
  ],
];
/** What a window of 2 by 2 makes of it, in size. */
export const PART = [
  [
    [1, 2],
    [-1, 0.5],
  ],
];

/** The shape that pooling makes of images, and the window. */
export function pool(operation: string, x: View, options: ReadPooling) {
  const window = { ...options, dilations: [1, 1] as const };
  checkPadding(operation, options);
  const placed = placeWindow(operation, imageSize(operation, x), options.poolSize, window);
  const channels = x.shape[x.shape.length - 1]!;
  return { window: placed.window, shape: withSize(x.shape, placed.size, channels) };
}

/** A window that lies in the padding alone would have nothing to summarise. */
function checkPadding(operation: string, { padding, poolSize }: ReadPooling): void {
  if (typeof padding === 'string') return;
  const narrow = poolSize.every((size, i) => padding[i + 1]!.every((count) => count < size));
  if (narrow) return;
  throw new ShapeError({
    operation,
    expected: `padding narrower than the window ${describeShape(poolSize)}`,
    received: describe(padding),
    hint: 'every window must reach a pixel of the image',
  });
}
