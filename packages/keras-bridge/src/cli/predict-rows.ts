import { BackpropError, type NestedArray, type Tensor, tensor } from '@backprop/core';
import { fromModelFile } from '../convert/to-core.js';
import type { ModelFile } from '../files/model-file.js';
import { UsageError } from './exit-code.js';
import { readJsonFile } from './json-file.js';

/** The model's output for each row of a JSON file. */
export function predictRows(file: ModelFile, path: string, cwd: string): NestedArray[] {
  const rows = readRows(path, cwd);
  const model = fromModelFile(file);
  const predict = (): Tensor => model.predict(tensor(rows as number[][]));
  return inFile(path, predict).arraySync() as NestedArray[];
}

/** What core says about the rows does not know from which file they are. */
function inFile<Result>(path: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof BackpropError)) throw error;
    const { expected, received, hint } = error;
    throw new UsageError({
      operation: 'predict',
      expected,
      received: `${received} in ${path}`,
      hint,
    });
  }
}

function readRows(path: string, cwd: string): unknown[] {
  const wanted = {
    operation: 'predict',
    expected: 'a JSON file with a list of rows',
    hint: 'write for example [[8, 8], [7, 9]]',
  };
  const rows = readJsonFile(path, cwd, wanted);
  if (Array.isArray(rows) && rows.length > 0) return rows;
  throw new UsageError({ ...wanted, received: `other content in ${path}` });
}
