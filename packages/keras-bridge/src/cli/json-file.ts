import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { UsageError } from './exit-code.js';
import { askSystem, lookAt } from './system-fault.js';

/** What a command wants of a file, for the error. */
export interface Wanted {
  operation: string;
  expected: string;
  hint: string;
}

/**
 * The content of a JSON file.
 *
 * @throws UsageError when it is not there or is not JSON
 * @throws SystemFault when it may not be read
 */
export function readJsonFile(path: string, cwd: string, wanted: Wanted): unknown {
  const full = resolve(cwd, path);
  const found = lookAt(full);
  if (path === '' || found === undefined) {
    throw new UsageError({ ...wanted, received: `no file ${path || 'of an empty name'}` });
  }
  if (found.isDirectory()) throw new UsageError({ ...wanted, received: `the folder ${path}` });
  const text = askSystem(wanted.operation, `to read ${path}`, () => readFileSync(full, 'utf8'));
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    const received = `${path}, which is not JSON (${(error as Error).message})`;
    throw new UsageError({ ...wanted, received });
  }
}
