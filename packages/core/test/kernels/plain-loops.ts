// Products and windows in the plainest loops there are: what the kernels must give bit for bit.
import type { View, Window } from '../../src/kernels/contract.js';
import type { Values } from '../../src/tensor/dtype.js';

type Four = [number, number, number, number];
type Add = (pixel: number, outPixel: number, cell: number) => void;

const four = (view: View) => view.shape as unknown as Four;

/** The sum over k, first to last, of a[i, k] · b[k, j]. */
export function plainMatMul(a: View, b: View, out: View, transposeA: boolean, transposeB: boolean) {
  const [rows, columns] = out.shape as unknown as [number, number];
  const inner = a.shape[transposeA ? 0 : 1]!;
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      let sum = 0;
      for (let k = 0; k < inner; k++) {
        const x = a.values[transposeA ? k * rows + i : i * inner + k]!;
        const y = b.values[transposeB ? j * inner + k : k * columns + j]!;
        sum += x * y;
      }
      out.values[i * columns + j] = sum;
    }
  }
}

/** Every pixel of images, every window that it lies in, window by window. */
function meet(image: Four, output: Four, { size, strides, dilations, offset }: Window, add: Add) {
  for (let place = 0; place < output[0] * output[1] * output[2]; place++) {
    const n = Math.floor(place / output[2] / output[1]);
    const top = (Math.floor(place / output[2]) % output[1]) * strides[0] - offset[0];
    const left = (place % output[2]) * strides[1] - offset[1];
    for (let cell = 0; cell < size[0] * size[1]; cell++) {
      const y = top + Math.floor(cell / size[1]) * dilations[0];
      const x = left + (cell % size[1]) * dilations[1];
      if (y < 0 || x < 0 || y >= image[1] || x >= image[2]) continue;
      add((n * image[1] + y) * image[2] + x, place, cell);
    }
  }
}

/** One of the three products of a convolution: `sought` is 'x', 'filter' or 'y'. */
export function plainConvolution(
  parts: { x: View; filter: View; y: View },
  sought: 'x' | 'filter' | 'y',
  window: Window,
) {
  const { x, filter, y } = parts;
  const sums = new Float64Array(parts[sought].values.length);
  const [c, d] = [four(x)[3], four(y)[3]];
  meet(four(x), four(y), window, (pixel, outPixel, cell) => {
    for (let i = 0; i < c; i++) {
      for (let j = 0; j < d; j++) {
        const [p, q, r] = [pixel * c + i, (cell * c + i) * d + j, outPixel * d + j];
        if (sought === 'x') sums[p]! += y.values[r]! * filter.values[q]!;
        else if (sought === 'y') sums[r]! += x.values[p]! * filter.values[q]!;
        else sums[q]! += x.values[p]! * y.values[r]!;
      }
    }
  });
  parts[sought].values.set(sums);
}

/** For every number of the output, the numbers of the image in its window. */
function membersOf(x: View, y: View, window: Window): number[][] {
  const members = Array.from({ length: y.values.length }, (): number[] => []);
  const channels = four(x)[3];
  meet(four(x), four(y), window, (pixel, outPixel) => {
    for (let c = 0; c < channels; c++) {
      members[outPixel * channels + c]!.push(pixel * channels + c);
    }
  });
  return members;
}

/** The first greatest; NaN is greater than all. */
const greatest = (values: Values, places: readonly number[]) =>
  places.reduce((best, place) => {
    const [value, champion] = [values[place]!, values[best]!];
    if (Number.isNaN(champion)) return best;
    return value > champion || Number.isNaN(value) ? place : best;
  });

export const plainPools = {
  maxPool(x: View, out: View, window: Window) {
    membersOf(x, out, window).forEach((places, i) => {
      out.values[i] = x.values[greatest(x.values, places)]!;
    });
  },
  maxPoolInput(dy: View, x: View, out: View, window: Window) {
    const sums = new Float64Array(out.values.length);
    membersOf(x, dy, window).forEach((places, i) => {
      sums[greatest(x.values, places)]! += dy.values[i]!;
    });
    out.values.set(sums);
  },
  maxPoolSelect(h: View, x: View, out: View, window: Window) {
    membersOf(x, out, window).forEach((places, i) => {
      out.values[i] = h.values[greatest(x.values, places)]!;
    });
  },
  avgPool(x: View, out: View, window: Window) {
    membersOf(x, out, window).forEach((places, i) => {
      let sum = 0;
      for (const place of places) sum += x.values[place]! / places.length;
      out.values[i] = sum;
    });
  },
  avgPoolInput(dy: View, out: View, window: Window) {
    const sums = new Float64Array(out.values.length);
    membersOf(out, dy, window).forEach((places, i) => {
      for (const place of places) sums[place]! += dy.values[i]! / places.length;
    });
    out.values.set(sums);
  },
};
