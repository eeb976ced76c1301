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
    const { inImage, inOutput } = pairsOf(image(x), image(out), window);
    addShares(x, out, inImage, inOutput, inOutput);
  },

  avgPoolInput(dy, out, window) {
    const { inImage, inOutput } = pairsOf(image(out), image(dy), window);
    addShares(dy, out, inOutput, inImage, inOutput);
  },
};

/** Where each number of one image lies, and where the number of the output that it counts towards. */
interface Pairs {
  readonly inImage: Int32Array;
  readonly inOutput: Int32Array;
}

function pairsOf(x: Image, [, outHeight, outWidth, channels]: Image, window: Window): Pairs {
  const most = outHeight * outWidth * channels * window.size[0] * window.size[1];
  const inImage = new Int32Array(most);
  const inOutput = new Int32Array(most);
  let count = 0;
  forEachMeeting([1, x[1], x[2], channels], [1, outHeight, outWidth, channels], window, (i, o) => {
    for (let c = 0; c < channels; c++, count++) {
      inImage[count] = i * channels + c;
      inOutput[count] = o * channels + c;
    }
  });
  return { inImage: inImage.subarray(0, count), inOutput: inOutput.subarray(0, count) };
}

/** Adds numbers of `x` to those of `out`, each divided by how many share its window. */
function addShares(
  x: View,
  out: View,
  sources: Int32Array,
  targets: Int32Array,
  windows: Int32Array,
): void {
  const [images] = image(x);
  const from = x.values;
  const sums = new Float64Array(out.values.length);
  const [step, outStep] = [from.length / images, sums.length / images];
  const counts = new Int32Array(Math.max(step, outStep));
  for (let k = 0; k < windows.length; k++) counts[windows[k]!]!++;
  for (let n = 0; n < images; n++) {
    for (let k = 0; k < windows.length; k++) {
      sums[n * outStep + targets[k]!]! += from[n * step + sources[k]!]! / counts[windows[k]!]!;
    }
  }
  out.values.set(sums);
}

/** Where the first greatest number of each window lies; NaN counts as greatest. */
function findMaxima(x: View, y: Image, window: Window): Int32Array {
  const [images, , , channels] = y;
  const { inImage, inOutput } = pairsOf(image(x), y, window);
  const from = x.values;
  const [step, outStep] = [from.length / images, y[1] * y[2] * channels];
  const places = new Int32Array(images * outStep).fill(-1);
  for (let n = 0; n < images; n++) {
    for (let k = 0; k < inImage.length; k++) {
      const i = n * step + inImage[k]!;
      const o = n * outStep + inOutput[k]!;
      const best = places[o]!;
      const value = from[i]!;
      const beaten = best < 0 || value > from[best]!;
      if (beaten || (Number.isNaN(value) && !Number.isNaN(from[best]!))) places[o] = i;
    }
  }
  return places;
}
