import type { JsonObject } from '../json/read-json.js';
import type { FileShape } from '../model-file.js';

type Window = readonly [number, number];

/** One axis of a sliding window: `same` keeps ceil(size / stride), `valid` stays inside. */
function slide(size: number | null, window: number, stride: number, same: boolean): number | null {
  if (size === null) return null;
  return same ? Math.ceil(size / stride) : Math.floor((size - window) / stride) + 1;
}

function slideBoth(
  config: JsonObject,
  input: FileShape,
  window: Window,
  strides: Window,
  channels: number | null,
) {
  const same = config.padding === 'same';
  const height = slide(input[1] ?? null, window[0], strides[0], same);
  const width = slide(input[2] ?? null, window[1], strides[1], same);
  const fits = (size: number | null) => size === null || size > 0;
  return fits(height) && fits(width) ? [input[0] ?? null, height, width, channels] : null;
}

/** The output of a convolution, dilation included. */
export function convolved(config: JsonObject, input: FileShape): FileShape | null {
  const size = config.kernel_size as unknown as Window;
  const dilation = config.dilation_rate as unknown as Window;
  const reach: Window = [(size[0] - 1) * dilation[0] + 1, (size[1] - 1) * dilation[1] + 1];
  return slideBoth(
    config,
    input,
    reach,
    config.strides as unknown as Window,
    config.filters as number,
  );
}

/** The output of pooling; strides default to the window. */
export function pooled(config: JsonObject, input: FileShape): FileShape | null {
  const size = config.pool_size as unknown as Window;
  const strides = (config.strides ?? config.pool_size) as unknown as Window;
  return slideBoth(config, input, size, strides, input[3] ?? null);
}

/** All axes but the batch become one. */
export function flattened(_: JsonObject, input: FileShape): FileShape {
  return [input[0] ?? null, product(input.slice(1))];
}

/** The target shape with at most one -1 filled in. */
export function reshaped(config: JsonObject, input: FileShape): FileShape | null {
  const target = config.target_shape as number[];
  const total = product(input.slice(1));
  const known = target.filter((size) => size !== -1).reduce((a, b) => a * b, 1);
  const open = target.filter((size) => size === -1).length;
  if (open > 1) return null;
  if (total === null)
    return [input[0] ?? null, ...target.map((size) => (size === -1 ? null : size))];
  if (open === 0 ? known !== total : total % known !== 0) return null;
  return [input[0] ?? null, ...target.map((size) => (size === -1 ? total / known : size))];
}

/** The size of an axis, counted from the front or, when negative, from the end. */
export const sizeAlong = (axis: number, shape: FileShape): number | null => shape.at(axis) ?? null;

/** A normalization keeps the shape; its axis must be there, have a fixed size, and not be the batch. */
export function normalized(config: JsonObject, input: FileShape): FileShape | null {
  const axis = config.axis as number;
  const at = axis < 0 ? axis + input.length : axis;
  return at > 0 && typeof input[at] === 'number' ? input : null;
}

const product = (shape: FileShape): number | null =>
  shape.reduce<number | null>(
    (total, size) => (total === null || size === null ? null : total * size),
    1,
  );
