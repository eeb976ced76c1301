import { stridesOf } from '../../tensor/shape.js';
import type {
  AlongKernel,
  AlongName,
  ArgName,
  OtherKernels,
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

function linesOf(x: View, axes: readonly number[]): Lines {
  const strides = stridesOf(x.shape);
  const kept = x.shape.map((_, i) => i).filter((i) => !axes.includes(i));
  const pick = (list: readonly number[], indices: readonly number[]) =>
    indices.map((i) => list[i]!);
  return {
    starts: walk(pick(x.shape, kept), pick(strides, kept)),
    steps: walk(pick(x.shape, axes), pick(strides, axes)),
  };
}

/** A kernel that turns each line into one number, computed in float64. */
function reduce(f: (line: Line) => number): ReduceKernel {
  return (x, out, axes) => {
    const { starts, steps } = linesOf(x, axes);
    const line = new Line(x, steps);
    for (let i = 0; i < starts.length; i++) {
      line.start = starts[i]!;
      out.values[i] = f(line);
    }
  };
}

/** Numbers that lie `steps` apart in a tensor. */
class Line {
  start = 0;

  constructor(
    private readonly x: View,
    private readonly steps: Int32Array,
  ) {}

  get length(): number {
    return this.steps.length;
  }

  at(i: number): number {
    return this.x.values[this.start + this.steps[i]!]!;
  }

  /** Combines the numbers from first to last. */
  fold(from: number, f: (total: number, x: number) => number): number {
    let total = from;
    for (let i = 0; i < this.steps.length; i++) total = f(total, this.at(i));
    return total;
  }

  sum(): number {
    let total = 0;
    for (let i = 0; i < this.steps.length; i++) total += this.at(i);
    return total;
  }

  max(): number {
    return this.fold(Number.NEGATIVE_INFINITY, Math.max);
  }

  /** log Σ eˣ, with the greatest number taken out so that nothing overflows. */
  logSumExp(): number {
    const max = this.max();
    if (!Number.isFinite(max)) return max;
    return max + Math.log(this.fold(0, (total, x) => total + Math.exp(x - max)));
  }

  /** Position of the first number that no other beats; NaN beats all. */
  best(beats: (a: number, b: number) => boolean): number {
    let best = 0;
    for (let i = 1; i < this.length; i++) {
      const x = this.at(i);
      const champion = this.at(best);
      if (beats(x, champion) || (Number.isNaN(x) && !Number.isNaN(champion))) best = i;
    }
    return best;
  }
}

/** Kernels that make one number of many. */
export const reduceKernels: Record<ReduceName, ReduceKernel> = {
  sum: reduce((line) => line.sum()),
  mean: reduce((line) => line.sum() / line.length),
  max: reduce((line) => line.max()),
  min: reduce((line) => line.fold(Number.POSITIVE_INFINITY, Math.min)),
  logSumExp: reduce((line) => line.logSumExp()),
  all: reduce((line) => line.fold(1, (total, x) => Number(total !== 0 && x !== 0))),
  any: reduce((line) => line.fold(0, (total, x) => Number(total !== 0 || x !== 0))),
};

function positions(beats: (a: number, b: number) => boolean): AlongKernel {
  const kernel = reduce((line) => line.best(beats));
  return (x, out, axis) => kernel(x, out, [axis]);
}

/**
 * A kernel that rewrites each line, given each number's distance from the greatest and the sum of
 * the exponentials of these distances. Taking the greatest out first keeps all digits.
 */
function normalise(f: (distance: number, total: number) => number): AlongKernel {
  return (x, out, axis) => {
    const { starts, steps } = linesOf(x, [axis]);
    const line = new Line(x, steps);
    for (const start of starts) {
      line.start = start;
      const max = line.max();
      const total = line.fold(0, (sum, v) => sum + Math.exp(v - max));
      for (const step of steps) out.values[start + step] = f(x.values[start + step]! - max, total);
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

/** Running sums, kept in float64 until they are stored. */
export const cumulativeKernels: Pick<OtherKernels, 'cumsum'> = {
  cumsum(x, out, axis, exclusive, reverse) {
    const { starts, steps } = linesOf(x, [axis]);
    const order = reverse ? steps.slice().reverse() : steps;
    for (const start of starts) {
      let total = 0;
      for (const step of order) {
        const before = total;
        total += x.values[start + step]!;
        out.values[start + step] = exclusive ? before : total;
      }
    }
  },
};
