import type { Kernels } from './contract.js';
import { contractionKernels } from './reference/contraction.js';
import { binaryKernels, parameterKernels, unaryKernels } from './reference/elementwise.js';
import { movementKernels } from './reference/movement.js';
import { alongKernels, reduceKernels } from './reference/reduce.js';

/** The reference kernels of every page. The others come with the operations that need them. */
export const everydayKernels = {
  ...unaryKernels,
  ...binaryKernels,
  ...parameterKernels,
  ...reduceKernels,
  ...alongKernels,
  ...movementKernels,
  ...contractionKernels,
} satisfies Partial<Kernels>;
