import type { Kernels } from './contract.js';
import { everydayKernels } from './everyday.js';
import { convolutionKernels } from './reference/convolution.js';
import { cumulativeKernels } from './reference/cumulative.js';
import { joinKernels } from './reference/movement.js';
import { poolKernels } from './reference/pooling.js';

/**
 * The kernels that say what is right: plain loops that compute in float64 and round only when they
 * store. Sums are kept in float64 until they are complete, so a float32 result is off by half a
 * unit in its last place, whatever its length. Every faster set is tested against this one.
 *
 * A kernel reads from and writes into memory that is given to it, with the shape beside it.
 *
 * @example
 * const out = { shape: [2], dtype: 'float32', values: new Float32Array(2) };
 * referenceKernels.exp({ shape: [2], dtype: 'float32', values: new Float32Array([0, 1]) }, out);
 * out.values //=> [1, 2.7182817459106445]
 */
export const referenceKernels: Kernels = {
  ...everydayKernels,
  ...convolutionKernels,
  ...poolKernels,
  ...joinKernels,
  ...cumulativeKernels,
};
