import type { Kernels } from './contract.js';
import { referenceKernels } from './reference.js';

let current: Kernels = referenceKernels;

/** The kernels that operations run on at this moment. */
export function currentKernels(): Kernels {
  return current;
}

/**
 * Makes all operations run on another set of kernels.
 *
 * @param kernels a complete set; `referenceKernels` is the default
 * @returns the set that was in use, to be put back
 */
export function setKernels(kernels: Kernels): Kernels {
  const previous = current;
  current = kernels;
  return previous;
}
