import { spawnSync } from 'node:child_process';
import { delimiter } from 'node:path';

/**
 * The interpreters that have Keras, where they are not the machine's own: one path, or several with
 * the separator of PATH between them. What is tested against Keras is tested against each.
 */
export const INTERPRETERS = (process.env.BACKPROP_PYTHON || 'python3')
  .split(delimiter)
  .filter((path) => path !== '') as [string, ...string[]];

/** Runs Python code with a text as its input. */
export const python = (code: string, input: string, interpreter = INTERPRETERS[0]) =>
  spawnSync(interpreter, ['-c', code], { input, encoding: 'utf8', timeout: 600_000 });

/** Whether Python is there and can import a module; if not, that is said. */
export function hasPython(module: string, interpreter = INTERPRETERS[0]): boolean {
  if (python(`import ${module}`, '', interpreter).status === 0) return true;
  console.warn(`SKIPPED: no ${interpreter} with ${module} on this machine`);
  return false;
}
