import { describe } from '../errors/describe.js';
import { ArgumentError } from '../errors/errors.js';
import { changes } from '../tensor/changes.js';
import type { Kernels } from './contract.js';
import { everydayKernels } from './everyday.js';
import { referenceKernels } from './reference.js';

/** The reference kernels, as far as the operations of this page need them. */
const brought: Partial<Kernels> = { ...everydayKernels };

let current = brought as Kernels;
let replaced = false;

/** Adds reference kernels: a page without convolutions shall not carry theirs. */
export function bringKernels(kernels: Partial<Kernels>): void {
  Object.assign(brought, kernels);
}

/** Whether they are others than the reference kernels: tapes calculate as those do. */
export function areKernelsReplaced(): boolean {
  return replaced;
}

/** The kernels that operations run on at this moment. */
export function currentKernels(): Kernels {
  return current;
}

function checkKernels(kernels: unknown): void {
  const given = Object(kernels) as Record<string, unknown>;
  const missing = Object.keys(referenceKernels).find((name) => typeof given[name] !== 'function');
  if (missing === undefined) return;
  throw new ArgumentError({
    operation: 'setKernels',
    expected: 'a function for every kernel',
    received: `${describe(given[missing])} for ${missing}`,
    hint: 'begin with { ...referenceKernels } and replace what is yours',
  });
}

/**
 * Makes all operations run on another set of kernels.
 *
 * @param kernels a complete set; `referenceKernels` is the default
 * @returns the set that was in use, to be put back
 * @throws ArgumentError if a kernel is missing; then nothing is changed
 * @example
 * let products = 0;
 * const counting = { ...referenceKernels };
 * counting.matMul = (...args) => {
 *   products++;
 *   referenceKernels.matMul(...args);
 * };
 * const previous = setKernels(counting);
 * grad((x) => x.matMul([[1], [2]]))([[3, 4]]);
 * setKernels(previous);
 * products //=> 2
 */
export function setKernels(kernels: Kernels): Kernels {
  checkKernels(kernels);
  const previous = current === brought ? referenceKernels : current;
  current = kernels;
  replaced = kernels !== referenceKernels;
  changes.count++;
  return previous;
}
