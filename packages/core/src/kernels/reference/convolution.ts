import type { OtherKernels, View, Window } from '../contract.js';

type Image = readonly [count: number, height: number, width: number, channels: number];

/**
 * Visits every place of a window: which output pixel it makes, and which input pixel and window
 * cell meet there. Cells that lie in the padding are not visited.
 */
function forEachMeeting(
  image: Image,
  output: Image,
  window: Window,
  visit: (pixel: number, outPixel: number, cell: number) => void,
): void {
  const [count, height, width] = image;
  const [, outHeight, outWidth] = output;
  const { size, strides, dilations, offset } = window;
  for (let n = 0; n < count; n++) {
    for (let oy = 0; oy < outHeight; oy++) {
      for (let ox = 0; ox < outWidth; ox++) {
        const outPixel = (n * outHeight + oy) * outWidth + ox;
        for (let ky = 0; ky < size[0]; ky++) {
          const y = oy * strides[0] + ky * dilations[0] - offset[0];
          if (y < 0 || y >= height) continue;
          for (let kx = 0; kx < size[1]; kx++) {
            const x = ox * strides[1] + kx * dilations[1] - offset[1];
            if (x < 0 || x >= width) continue;
            visit((n * height + y) * width + x, outPixel, ky * size[1] + kx);
          }
        }
      }
    }
  }
}

const image = (view: View): Image => view.shape as unknown as Image;

/** Calls f with the places of every product of a convolution: in the image, filter and output. */
function forEachProduct(
  x: Image,
  y: Image,
  window: Window,
  f: (inImage: number, inFilter: number, inOutput: number) => void,
): void {
  const channels = x[3];
  const filters = y[3];
  forEachMeeting(x, y, window, (pixel, outPixel, cell) => {
    for (let c = 0; c < channels; c++) {
      for (let d = 0; d < filters; d++) {
        f(pixel * channels + c, (cell * channels + c) * filters + d, outPixel * filters + d);
      }
    }
  });
}

type ConvolutionName = 'conv2d' | 'conv2dInput' | 'conv2dFilter';

/** The three products of a convolution: each is the adjoint of the others in one argument. */
export const convolutionKernels: Pick<OtherKernels, ConvolutionName> = {
  conv2d(x, filter, out, window) {
    const sums = new Float64Array(out.values.length);
    forEachProduct(image(x), image(out), window, (i, f, o) => {
      sums[o]! += x.values[i]! * filter.values[f]!;
    });
    out.values.set(sums);
  },

  conv2dInput(dy, filter, out, window) {
    const sums = new Float64Array(out.values.length);
    forEachProduct(image(out), image(dy), window, (i, f, o) => {
      sums[i]! += dy.values[o]! * filter.values[f]!;
    });
    out.values.set(sums);
  },

  conv2dFilter(x, dy, out, window) {
    const sums = new Float64Array(out.values.length);
    forEachProduct(image(x), image(dy), window, (i, f, o) => {
      sums[f]! += x.values[i]! * dy.values[o]!;
    });
    out.values.set(sums);
  },
};

type PoolName = 'maxPool' | 'maxPoolInput' | 'maxPoolSelect' | 'avgPool' | 'avgPoolInput';

/** Kernels that summarise windows. */
export const poolKernels: Pick<OtherKernels, PoolName> = {
  maxPool(x, out, window) {
    const winners = findMaxima(x, image(out), window);
    winners.forEach((place, i) => {
      out.values[i] = x.values[place]!;
    });
  },

  maxPoolInput(dy, x, out, window) {
    const sums = new Float64Array(out.values.length);
    findMaxima(x, image(dy), window).forEach((place, i) => {
      sums[place]! += dy.values[i]!;
    });
    out.values.set(sums);
  },

  maxPoolSelect(h, x, out, window) {
    findMaxima(x, image(out), window).forEach((place, i) => {
      out.values[i] = h.values[place]!;
    });
  },

  avgPool(x, out, window) {
    const sums = new Float64Array(out.values.length);
    const counts = countCells(image(x), image(out), window);
    forEachChannel(image(x), image(out), window, (i, o) => {
      sums[o]! += x.values[i]! / counts[o]!;
    });
    out.values.set(sums);
  },

  avgPoolInput(dy, out, window) {
    const sums = new Float64Array(out.values.length);
    const counts = countCells(image(out), image(dy), window);
    forEachChannel(image(out), image(dy), window, (i, o) => {
      sums[i]! += dy.values[o]! / counts[o]!;
    });
    out.values.set(sums);
  },
};

/** Calls f with the places of every image number and of the output number it counts towards. */
function forEachChannel(
  x: Image,
  y: Image,
  window: Window,
  f: (inImage: number, inOutput: number) => void,
): void {
  const channels = x[3];
  forEachMeeting(x, y, window, (pixel, outPixel) => {
    for (let c = 0; c < channels; c++) f(pixel * channels + c, outPixel * channels + c);
  });
}

function countCells(x: Image, y: Image, window: Window): Int32Array {
  const counts = new Int32Array(y[0] * y[1] * y[2] * y[3]);
  forEachChannel(x, y, window, (_, o) => {
    counts[o]!++;
  });
  return counts;
}

/** Where the first greatest number of each window lies; NaN counts as greatest. */
function findMaxima(x: View, y: Image, window: Window): Int32Array {
  const places = new Int32Array(y[0] * y[1] * y[2] * y[3]).fill(-1);
  forEachChannel(image(x), y, window, (i, o) => {
    const champion = places[o]!;
    const value = x.values[i]!;
    const beaten = champion < 0 || value > x.values[champion]!;
    if (beaten || (Number.isNaN(value) && !Number.isNaN(x.values[champion]!))) places[o] = i;
  });
  return places;
}
