import type { OtherKernels } from '../contract.js';
import { linesOf } from './reduce.js';

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
