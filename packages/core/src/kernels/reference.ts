import type { Kernels } from './contract.js';
import { contractionKernels } from './reference/contraction.js';
import { convolutionKernels, poolKernels } from './reference/convolution.js';
import { binaryKernels, parameterKernels, unaryKernels } from './reference/elementwise.js';
import { movementKernels } from './reference/movement.js';
import { alongKernels, cumulativeKernels, reduceKernels } from './reference/reduce.js';

/**
 * The kernels that say what is right: plain loops that compute in float64 and round only when they
 * store. Sums are kept in float64 until they are complete, so a float32 result is off by half a
 * unit in its last place, whatever its length. Every faster set is tested against this one.
 */
export const referenceKernels: Kernels = {
  ...unaryKernels,
  ...binaryKernels,
  ...parameterKernels,
  ...reduceKernels,
  ...alongKernels,
  ...cumulativeKernels,
  ...movementKernels,
  ...contractionKernels,
  ...convolutionKernels,
  ...poolKernels,
};
