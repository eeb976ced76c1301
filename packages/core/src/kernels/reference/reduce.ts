import type { Values } from '../../tensor/dtype.js';
import { stridesOf } from '../../tensor/shape.js';
import type {
  AlongKernel,
  AlongName,
  ArgName,
  ReduceKernel,
  ReduceName,
  View,
} from '../contract.js';
import { walk } from './walk.js';

/** Where the lines to be reduced start, and where their elements lie from there. */
interface Lines {
  readonly starts: Int32Array;
  readonly steps: Int32Array;
}

export function linesOf({ shape }: View, axes: readonly number[]): Lines {
  const strides = stridesOf(shape);
  const along = (inside: boolean) =>
    walk(
      shape.map((length, i) => (axes.includes(i) === inside ? length : 1)),
      strides,
    );
  return { starts: along(false), steps: along(true) };
}

/** What is calculated from one line, in float64: its numbers lie `steps` away from its start. */
type OfLine = (x: Values, start: number, steps: Int32Array) => number;

/** A kernel that turns each line into one number. */
function reduce(f: OfLine): ReduceKernel {
  return (x, out, axes) => {
    const { starts, steps } = linesOf(x, axes);
    const [from, to] = [x.values, out.values];
    for (let i = 0; i < starts.length; i++) to[i] = f(from, starts[i]!, steps);
  };
}

const sum: OfLine = (x, start, steps) => {
  let total = 0;
  for (let i = 0; i < steps.length; i++) total += x[start + steps[i]!]!;
  return total;
};

const max: OfLine = (x, start, steps) => {
  let total = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < steps.length; i++) total = Math.max(total, x[start + steps[i]!]!);
  return total;
};

/** Σ eˣ⁻ᵐ */
function sumExp(x: Values, start: number, steps: Int32Array, m: number): number {
  let total = 0;
  for (let i = 0; i < steps.length; i++) total += Math.exp(x[start + steps[i]!]! - m);
  return total;
}

/** log Σ eˣ, with the greatest number taken out so that nothing overflows. */
const logSumExp: OfLine = (x, start, steps) => {
  const m = max(x, start, steps);
  return Number.isFinite(m) ? m + Math.log(sumExp(x, start, steps, m)) : m;
};

/** Combines a line's numbers from first to last. */
function fold(from: number, f: (total: number, x: number) => number): OfLine {
  return (x, start, steps) => {
    let total = from;
    for (let i = 0; i < steps.length; i++) total = f(total, x[start + steps[i]!]!);
    return total;
  };
}

/** Kernels that make one number of many. */
export const reduceKernels: Record<ReduceName, ReduceKernel> = {
  sum: reduce(sum),
  mean: reduce((x, start, steps) => sum(x, start, steps) / steps.length),
  max: reduce(max),
  min: reduce(fold(Number.POSITIVE_INFINITY, Math.min)),
  logSumExp: reduce(logSumExp),
  all: reduce(fold(1, (total, x) => Number(total !== 0 && x !== 0))),
  any: reduce(fold(0, (total, x) => Number(total !== 0 || x !== 0))),
};

/** Position of the first number of a line that no other beats; NaN beats all. */
function positions(beats: (a: number, b: number) => boolean): AlongKernel {
  const kernel = reduce((x, start, steps) => {
    let best = 0;
    for (let i = 1; i < steps.length; i++) {
      const value = x[start + steps[i]!]!;
      const champion = x[start + steps[best]!]!;
      if (beats(value, champion) || (Number.isNaN(value) && !Number.isNaN(champion))) best = i;
    }
    return best;
  });
  return (x, out, axis) => kernel(x, out, [axis]);
}

/**
 * A kernel that rewrites each line, given each number's distance from the greatest and the sum of
 * the exponentials of these distances. Taking the greatest out first keeps all digits.
 */
function normalise(f: (distance: number, total: number) => number): AlongKernel {
  return (x, out, axis) => {
    const { starts, steps } = linesOf(x, [axis]);
    const [from, to] = [x.values, out.values];
    for (const start of starts) {
      const m = max(from, start, steps);
      const total = sumExp(from, start, steps, m);
      for (const step of steps) to[start + step] = f(from[start + step]! - m, total);
    }
  };
}

/** Kernels along one axis. */
export const alongKernels: Record<ArgName | AlongName, AlongKernel> = {
  argMax: positions((a, b) => a > b),
  argMin: positions((a, b) => a < b),
  softmax: normalise((distance, total) => Math.exp(distance) / total),
  logSoftmax: normalise((distance, total) => distance - Math.log(total)),
};
