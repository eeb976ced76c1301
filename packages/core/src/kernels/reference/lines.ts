import type { Values } from '../../tensor/dtype.js';
import type { BinaryKernel, UnaryKernel } from '../contract.js';
import { broadcastStrides, walk } from './walk.js';

/**
 * A loop over a run of pairs: from `i` in a, `j` in b and `k` in `to`, until `end`. A step of 1 goes
 * through a memory, a step of 0 repeats one number.
 */
type PairLoop = (
  a: Values,
  i: number,
  stepA: number,
  b: Values,
  j: number,
  stepB: number,
  to: Values,
  k: number,
  end: number,
) => void;

/**
 * Applies f, which computes in float64, to every element; storing rounds to the type of `out`.
 *
 * One loop for many functions is slow, for engines make an object of every number that it hands
 * over. What runs often has a loop of its own.
 */
export function unary(f: (x: number) => number): UnaryKernel {
  return unaryLoop((from, to) => {
    for (let i = 0; i < to.length; i++) to[i] = f(from[i]!);
  });
}

/** A kernel of one number each, by its loop. */
export function unaryLoop(loop: (x: Values, to: Values) => void): UnaryKernel {
  return (x, out) => loop(x.values, out.values);
}

/** Applies f to every pair of elements of the broadcast shape. */
export function binary(f: (a: number, b: number) => number | boolean): BinaryKernel {
  return binaryLoop((a, i, stepA, b, j, stepB, to, k, end) => {
    for (; k < end; k++, i += stepA, j += stepB) to[k] = Number(f(a[i]!, b[j]!));
  });
}

/** A kernel of two numbers each, by its loop, which gets all numbers at once or row by row. */
export function binaryLoop(loop: PairLoop): BinaryKernel {
  return (a, b, out) => {
    const [left, right, to] = [a.values, b.values, out.values];
    const count = to.length;
    const [wholeA, wholeB] = [left.length === count, right.length === count];
    if ((wholeA || left.length === 1) && (wholeB || right.length === 1)) {
      loop(left, 0, Number(wholeA), right, 0, Number(wholeB), to, 0, count);
      return;
    }
    const last = out.shape.length - 1;
    const size = out.shape[last]!;
    const rows = out.shape.slice(0, last);
    const stepsA = broadcastStrides(a.shape, out.shape);
    const stepsB = broadcastStrides(b.shape, out.shape);
    const startsA = walk(rows, stepsA);
    const startsB = walk(rows, stepsB);
    for (let r = 0; r < startsA.length; r++) {
      const [i, j, k] = [startsA[r]!, startsB[r]!, r * size];
      loop(left, i, stepsA[last]!, right, j, stepsB[last]!, to, k, k + size);
    }
  };
}
