import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { UsageError } from './exit-code.js';

/** What a command wants of a file, for the error. */
export interface Wanted {
  operation: string;
  expected: string;
  hint: string;
}

/** The content of a JSON file. @throws UsageError when it is not there or is not JSON */
export function readJsonFile(path: string, cwd: string, wanted: Wanted): unknown {
  const full = resolve(cwd, path);
  if (!existsSync(full)) throw new UsageError({ ...wanted, received: `no file ${path}` });
  try {
    return JSON.parse(readFileSync(full, 'utf8'));
  } catch (error) {
    const received = `${path}, which is not JSON (${(error as Error).message})`;
    throw new UsageError({ ...wanted, received });
  }
}
