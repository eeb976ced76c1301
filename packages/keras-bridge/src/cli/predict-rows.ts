import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type NestedArray, tensor } from '@backprop/core';
import { fromModelFile } from '../convert/to-core.js';
import type { ModelFile } from '../files/model-file.js';
import { UsageError } from './exit-code.js';

/** The model's output for each row of a JSON file. */
export function predictRows(file: ModelFile, path: string, cwd: string): NestedArray[] {
  const rows = readRows(path, cwd);
  const model = fromModelFile(file);
  return model.predict(tensor(rows as number[][])).arraySync() as NestedArray[];
}

function readRows(path: string, cwd: string): unknown[] {
  const full = resolve(cwd, path);
  const refuse = (received: string) =>
    new UsageError({
      operation: 'predict',
      expected: 'a JSON file with a list of rows',
      received,
      hint: 'write for example [[8, 8], [7, 9]]',
    });
  if (!existsSync(full)) throw refuse(`no file ${path}`);
  let rows: unknown;
  try {
    rows = JSON.parse(readFileSync(full, 'utf8'));
  } catch (error) {
    throw refuse(`${path}, which is not JSON (${(error as Error).message})`);
  }
  if (!Array.isArray(rows) || rows.length === 0) throw refuse(`other content in ${path}`);
  return rows;
}
