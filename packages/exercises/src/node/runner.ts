import type { Runner } from '@backprop/runner';
import { createNodeRunner } from '@backprop/runner/node';

/** Runs submissions in child processes, with the libraries that this package itself has. */
export const createExerciseRunner = (): Runner =>
  createNodeRunner({ resolve: (specifier) => import.meta.resolve(specifier) });
