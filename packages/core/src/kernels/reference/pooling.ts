import type { OtherKernels, View, Window } from '../contract.js';
import { take } from './walk.js';
import { forEachMeeting, type Image, image } from './window.js';

type PoolName = 'maxPool' | 'maxPoolInput' | 'maxPoolSelect' | 'avgPool' | 'avgPoolInput';

/** Kernels that summarise windows. */
export const poolKernels: Pick<OtherKernels, PoolName> = {
  maxPool(x, out, window) {
    take(x, out, findMaxima(x, image(out), window));
  },

  maxPoolInput(dy, x, out, window) {
    const places = findMaxima(x, image(dy), window);
    const from = dy.values;
    const sums = new Float64Array(out.values.length);
    for (let i = 0; i < places.length; i++) sums[places[i]!]! += from[i]!;
    out.values.set(sums);
  },

  maxPoolSelect(h, x, out, window) {
    take(h, out, findMaxima(x, image(out), window));
  },

  avgPool(x, out, window) {
    average(x, out, window, false);
  },

  avgPoolInput(dy, out, window) {
    average(dy, out, window, true);
  },
};

/** The pixels of each window of one image: those of window w from `starts[w]` to `starts[w + 1]`. */
interface Windows {
  readonly starts: Int32Array;
  readonly pixels: Int32Array;
}

function windowsOf(x: Image, y: Image, window: Window): Windows {
  const starts = new Int32Array(y[1] * y[2] + 1);
  const pixels: number[] = [];
  forEachMeeting([1, x[1], x[2], 1], [1, y[1], y[2], 1], window, (pixel, outPixel) => {
    starts[outPixel + 1] = pixels.push(pixel);
  });
  // A window without pixels ends where the one before it does.
  for (let w = 1; w < starts.length; w++) starts[w] = Math.max(starts[w]!, starts[w - 1]!);
  return { starts, pixels: Int32Array.from(pixels) };
}

/**
 * Adds numbers of images to those of the windows that they lie in, each divided by how many share
 * the window; or, backwards, numbers of windows to those of the images.
 */
function average(from: View, out: View, window: Window, backwards: boolean): void {
  const [x, y] = backwards ? [image(out), image(from)] : [image(from), image(out)];
  const { starts, pixels } = windowsOf(x, y, window);
  const [images, height, width, channels] = x;
  const numbers = from.values;
  const sums = new Float64Array(out.values.length);
  let o = 0;
  for (let n = 0; n < images; n++) {
    const first = n * height * width;
    for (let w = 1; w < starts.length; w++) {
      const [start, end] = [starts[w - 1]!, starts[w]!];
      for (let c = 0; c < channels; c++, o++) {
        for (let k = start; k < end; k++) {
          const i = (first + pixels[k]!) * channels + c;
          if (backwards) sums[i]! += numbers[o]! / (end - start);
          else sums[o]! += numbers[i]! / (end - start);
        }
      }
    }
  }
  out.values.set(sums);
}

/** Where the first greatest number of each window lies; NaN counts as greatest. */
function findMaxima(x: View, y: Image, window: Window): Int32Array {
  const [images, height, width, channels] = image(x);
  const { starts, pixels } = windowsOf(image(x), y, window);
  const from = x.values;
  const places = new Int32Array(images * (starts.length - 1) * channels);
  let o = 0;
  for (let n = 0; n < images; n++) {
    for (let w = 1; w < starts.length; w++) {
      for (let c = 0; c < channels; c++) {
        let best = -1;
        let champion = Number.NEGATIVE_INFINITY;
        for (let k = starts[w - 1]!; k < starts[w]!; k++) {
          const i = (n * height * width + pixels[k]!) * channels + c;
          const value = from[i]!;
          const beaten = value > champion || best < 0;
          if (beaten || (Number.isNaN(value) && !Number.isNaN(champion))) {
            best = i;
            champion = value;
          }
        }
        places[o++] = best;
      }
    }
  }
  return places;
}
