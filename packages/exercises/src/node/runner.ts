import type { Runner } from '@backprop/runner';
import { createNodeRunner } from '@backprop/runner/node';

/**
 * Runs submissions in child processes, with the libraries that this package itself has.
 *
 * @returns a runner; `dispose()` ends its processes
 * @example
 * const runner = createExerciseRunner();
 * const program = compile('export const twice = (x) => 2 * x', { kind: 'module', imports: [] });
 * const { outcomes } = await runner.call(program, [{ export: 'twice', args: [21] }]);
 * runner.dispose();
 * outcomes[0].value //=> 42
 */
export const createExerciseRunner = (): Runner =>
  createNodeRunner({ resolve: (specifier) => import.meta.resolve(specifier) });
