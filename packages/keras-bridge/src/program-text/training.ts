import { ArgumentError } from '@backprop/core';
import type { Json } from '../files/json/read-json.js';
import type { FileCompile, ModelFile } from '../files/model-file.js';

/** What a written program trains with, in the order in which it is given. */
export interface ProgramTraining {
  /** Inputs, one row for each sample. */
  x: readonly Json[];
  /** Targets, one row for each sample. */
  y: readonly Json[];
  batchSize: number;
  epochs: number;
}

/** A program with more numbers than this is no longer read by anyone. */
const MOST_NUMBERS = 20_000;

/** @throws ArgumentError when the weights are too many to be written out */
export function checkSize({ layers }: ModelFile, operation: string): void {
  const numbers = layers
    .flatMap(({ weights }) => weights)
    .reduce((sum, { values }) => sum + values.length, 0);
  if (numbers <= MOST_NUMBERS) return;
  throw new ArgumentError({
    operation,
    expected: `at most ${MOST_NUMBERS} weights to write out`,
    received: String(numbers),
    hint: 'save as .keras and open it with keras.models.load_model',
  });
}

/**
 * What to know of a schedule: a program has no optimizer state, so the rate begins anew, too. One
 * comment behind the given sign, or none.
 */
export function scheduleComment({ compile, optimizerState }: ModelFile, sign: string): string[] {
  const steps = optimizerState?.iteration ?? 0;
  if (compile?.optimizer.schedule === undefined || steps === 0) return [];
  return [`${sign} The optimizer and its schedule begin anew, not after the ${steps} steps made.`];
}

/**
 * @param notes what the program's library lacks, if anything
 * @throws ArgumentError when there is no loss to train with
 */
export function needCompile(
  { compile }: ModelFile,
  operation: string,
  notes: readonly string[] = [],
): FileCompile {
  if (compile !== null) return compile;
  throw new ArgumentError({
    operation,
    expected: 'a compiled model to train',
    received: notes[0]?.replace(/\.$/, '') ?? 'one without optimizer and loss',
    hint: notes.length === 0 ? 'call compile first' : 'write it for core, or compile anew',
  });
}
