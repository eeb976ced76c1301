import type { Kernels } from './contract.js';
import { contractionKernels } from './reference/contraction.js';
import { binaryKernels, parameterKernels, unaryKernels } from './reference/elementwise.js';
import { movementKernels } from './reference/movement.js';
import { alongKernels, cumulativeKernels, reduceKernels } from './reference/reduce.js';

/** The reference kernels without those of windows, which come with the operations that need them. */
export const everydayKernels = {
  ...unaryKernels,
  ...binaryKernels,
  ...parameterKernels,
  ...reduceKernels,
  ...alongKernels,
  ...cumulativeKernels,
  ...movementKernels,
  ...contractionKernels,
} satisfies Partial<Kernels>;
