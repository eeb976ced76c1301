import { refuse } from '../checks.js';

/** A number for height and width, or one for each. */
export type Pair = number | readonly [height: number, width: number];

/** What surrounds an image: nothing, or zeros that keep its size. */
export type LayerPadding = 'valid' | 'same';

/** How a window moves over an image. */
export interface LayerWindow {
  readonly size: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly padding: LayerPadding;
  readonly dilation: readonly [number, number];
}

/** Reads a number or a pair of whole numbers from 1 up. */
export function readPair(operation: string, name: string, value: unknown): [number, number] {
  const pair = typeof value === 'number' ? [value, value] : value;
  const isCount = (n: unknown): boolean => Number.isSafeInteger(n) && (n as number) >= 1;
  if (Array.isArray(pair) && pair.length === 2 && pair.every(isCount)) return [pair[0], pair[1]];
  const hint = 'write for example 3 or [3, 3]';
  throw refuse(operation, `${name} to be a whole number from 1 up, or two of them`, value, hint);
}

/** Reads a padding; Keras has no others for these layers. */
export function readPadding(operation: string, value: unknown): LayerPadding {
  if (value === 'valid' || value === 'same') return value;
  throw refuse(operation, "padding to be 'valid' or 'same'", value, "'same' keeps the size");
}

/** Refuses the layout that is not supported: channels come last, as TensorFlow has it by default. */
export function checkChannelsLast(operation: string, value: unknown): void {
  if (value === undefined || value === 'channelsLast') return;
  const hint = 'transpose the images to [batch, height, width, channels]';
  throw refuse(operation, "dataFormat 'channelsLast'", value, hint);
}

/**
 * Number of positions of a window along an axis, or null if the size is not known.
 *
 * $\lfloor (n - \delta(k-1) - 1)/s \rfloor + 1$, and $\lceil n/s\rceil$ with padding `same`
 */
export function positions(size: number | null, window: LayerWindow, axis: 0 | 1): number | null {
  if (size === null) return null;
  const stride = window.strides[axis];
  if (window.padding === 'same') return Math.ceil(size / stride);
  const covered = window.dilation[axis] * (window.size[axis] - 1) + 1;
  return Math.floor((size - covered) / stride) + 1;
}
