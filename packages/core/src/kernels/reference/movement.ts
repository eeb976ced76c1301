import { sizeOf, stridesOf } from '../../tensor/shape.js';
import type { OtherKernels, View } from '../contract.js';
import { take, walk } from './walk.js';

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((total, x, i) => total + x * b[i]!, 0);
}

/** Puts x into a larger tensor, its first number at `start`. */
function put(x: View, out: View, start: number): void {
  const [from, to] = [x.values, out.values];
  const places = walk(x.shape, stridesOf(out.shape), start);
  for (let i = 0; i < places.length; i++) to[places[i]!] = from[i]!;
}

type MovementName = 'transpose' | 'slice' | 'pad' | 'reverse' | 'gather' | 'scatterAdd' | 'oneHot';

/** Kernels that copy numbers to other places. */
export const movementKernels: Pick<OtherKernels, MovementName> = {
  transpose(x, out, perm) {
    const strides = stridesOf(x.shape);
    take(
      x,
      out,
      walk(
        out.shape,
        perm.map((axis) => strides[axis]!),
      ),
    );
  },

  slice(x, out, begin) {
    const strides = stridesOf(x.shape);
    take(x, out, walk(out.shape, strides, dot(begin, strides)));
  },

  pad(x, out, begin, value) {
    out.values.fill(value);
    put(x, out, dot(begin, stridesOf(out.shape)));
  },

  reverse(x, out, axes) {
    const strides = stridesOf(x.shape);
    const ends = axes.reduce((total, i) => total + (x.shape[i]! - 1) * strides[i]!, 0);
    const signed = strides.map((step, i) => (axes.includes(i) ? -step : step));
    take(x, out, walk(out.shape, signed, ends));
  },

  gather(x, indices, out, axis) {
    take(x, out, placesAlong(x, indices, axis));
  },

  scatterAdd(x, indices, out, axis) {
    const sums = new Float64Array(out.values.length);
    const from = x.values;
    const places = placesAlong(out, indices, axis);
    for (let i = 0; i < places.length; i++) sums[places[i]!]! += from[i]!;
    out.values.set(sums);
  },

  oneHot(indices, out, on, off) {
    const depth = out.shape[out.shape.length - 1]!;
    out.values.fill(off);
    indices.values.forEach((index: number, i: number) => {
      if (index >= 0 && index < depth) out.values[i * depth + index] = on;
    });
  },
};

/** Where the parts lie that indices pick along an axis. */
function placesAlong({ shape }: View, { values }: View, axis: number): Int32Array {
  const block = sizeOf(shape.slice(axis + 1));
  const outer = sizeOf(shape.slice(0, axis));
  const places = walk([outer, values.length, block], [shape[axis]! * block, 0, 1]);
  for (let i = 0; i < places.length; i++) {
    places[i]! += values[Math.floor(i / block) % values.length]! * block;
  }
  return places;
}

/** The kernel that puts tensors side by side. */
export const joinKernels: Pick<OtherKernels, 'concat'> = {
  concat(inputs, out, axis) {
    const step = stridesOf(out.shape)[axis]!;
    let start = 0;
    for (const x of inputs) {
      put(x, out, start);
      start += x.shape[axis]! * step;
    }
  },
};
