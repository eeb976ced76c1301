import { spawnSync } from 'node:child_process';

/** The interpreter that has Keras, where it is not the machine's own. */
const INTERPRETER = process.env.BACKPROP_PYTHON ?? 'python3';

/** Runs Python code with a text as its input. */
export const python = (code: string, input: string) =>
  spawnSync(INTERPRETER, ['-c', code], { input, encoding: 'utf8', timeout: 600_000 });

/** Whether Python is there and can import a module; if not, that is said. */
export function hasPython(module: string): boolean {
  if (python(`import ${module}`, '').status === 0) return true;
  console.warn(`SKIPPED: no ${INTERPRETER} with ${module} on this machine`);
  return false;
}
