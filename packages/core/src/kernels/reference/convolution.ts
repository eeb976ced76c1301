import type { OtherKernels, View, Window } from '../contract.js';
import { type Factor, product } from './product.js';
import { walk } from './walk.js';
import { forEachMeeting, type Image, image } from './window.js';

type ConvolutionName = 'conv2d' | 'conv2dInput' | 'conv2dFilter';

/**
 * The three products of a convolution: each is the adjoint of the others in one argument.
 *
 * Each is a product of two matrices. The windows of an image are the rows of one of them, with
 * zeros for padding. As 0 · ∞ is not 0, windows meet infinities and NaN one by one instead.
 */
export const convolutionKernels: Pick<OtherKernels, ConvolutionName> = {
  conv2d(x, filter, out, window) {
    if (oneByOne(filter, [x, filter, out], 2, window)) return;
    product(windowsOf(x, out, window), columnsOf(filter), out.values, 0);
  },

  conv2dInput(dy, filter, out, window) {
    if (oneByOne(filter, [out, filter, dy], 0, window)) return;
    // Seen from the image, the windows lie in dy, and the filter's cells run backwards.
    const { size, strides, dilations, offset } = window;
    const before = (axis: 0 | 1) => (size[axis] - 1) * dilations[axis] - offset[axis];
    const seen = { size, dilations, strides: ONE, offset: [before(0), before(1)] as const };
    const [channels, filters] = filter.shape.slice(2) as [number, number];
    const [cells, cell] = [size[0] * size[1], channels * filters];
    const backwards: Factor = {
      values: filter.values,
      lines: walk([channels], [filters]),
      terms: walk([cells, filters], [-cell, 1], (cells - 1) * cell),
    };
    product(windowsOf(dy, out, seen, strides), backwards, out.values, 0);
  },

  conv2dFilter(x, dy, out, window) {
    if (oneByOne(dy, [x, out, dy], 1, window)) return;
    const { values, lines, terms } = windowsOf(x, dy, window);
    product({ values, lines: terms, terms: lines }, columnsOf(dy), out.values, 0);
  },
};

const ONE = [1, 1] as const;

/** A matrix in memory, whose columns are the last axis. */
function columnsOf({ values, shape }: View): Factor {
  const columns = shape[3]!;
  return { values, lines: walk([columns], [1]), terms: walk([values.length / columns], [columns]) };
}

/**
 * The windows of images as rows of a matrix: one for each pixel of `y`, with the window's cells and
 * their channels in it. Pixels of x stand `spacing` apart among zeros, and zeros are around them.
 */
function windowsOf(
  x: View,
  y: View,
  window: Window,
  spacing: readonly [number, number] = ONE,
): Factor {
  const [count, height, width, channels] = image(x);
  const [, outHeight, outWidth] = image(y);
  const { size, strides, dilations, offset } = window;
  const extent = (axis: 0 | 1, places: number) =>
    (places - 1) * strides[axis] + (size[axis] - 1) * dilations[axis] + 1;
  const [rows, columns] = [extent(0, outHeight), extent(1, outWidth)];
  const row = columns * channels;
  const values = new Float64Array(count * rows * row);
  for (let from = 0; from < count * height; from++) {
    const i = (from % height) * spacing[0] + offset[0];
    if (i < 0 || i >= rows) continue;
    const to = (Math.floor(from / height) * rows + i) * row;
    for (let x0 = 0; x0 < width; x0++) {
      const j = x0 * spacing[1] + offset[1];
      if (j < 0 || j >= columns) continue;
      const pixel = (from * width + x0) * channels;
      for (let c = 0; c < channels; c++) values[to + j * channels + c] = x.values[pixel + c]!;
    }
  }
  return {
    values,
    lines: walk(
      [count, outHeight, outWidth],
      [rows * row, strides[0] * row, strides[1] * channels],
    ),
    terms: walk([...size, channels], [dilations[0] * row, dilations[1] * channels, 1]),
  };
}

/**
 * Where a factor has infinities or NaN: visits every product of image, filter and output, and sums
 * up the one of the three that is sought.
 *
 * @returns whether it was so
 */
function oneByOne(factor: View, parts: readonly View[], sought: number, window: Window): boolean {
  let zero = 0;
  for (let i = 0; i < factor.values.length; i++) zero += factor.values[i]! * 0;
  if (zero === 0) return false;
  const [x, , y] = parts.map(image) as [Image, Image, Image];
  const [a, b] = parts.filter((_, i) => i !== sought) as [View, View];
  const out = parts[sought]!.values;
  const sums = new Float64Array(out.length);
  forEachMeeting(x, y, window, (pixel, outPixel, cell) => {
    for (let c = 0; c < x[3]; c++) {
      for (let d = 0; d < y[3]; d++) {
        const places = [pixel * x[3] + c, (cell * x[3] + c) * y[3] + d, outPixel * y[3] + d];
        const [to] = places.splice(sought, 1);
        sums[to!]! += a.values[places[0]!]! * b.values[places[1]!]!;
      }
    }
  });
  out.set(sums);
  return true;
}
