import { describe } from '../errors/describe.js';
import { ArgumentError } from '../errors/errors.js';
import { currentTrace } from '../tape/trace.js';
import { checkTensor } from './check-tensor.js';
import { swapScope } from './memory.js';
import { Tensor } from './tensor.js';

/** Anything that may hold tensors: one, lists and plain objects of them, or values without any. */
export type TensorContainer = unknown;

/**
 * Runs a function and disposes every tensor it made, except those it returns, those given to
 * `keep`, and variables.
 *
 * The garbage collector frees memory here with or without `tidy`; it exists so that programs for
 * TensorFlow.js run unchanged and so that a use after disposal is found.
 *
 * @param nameOrFn a label (ignored) or the function
 * @param fn the function, if a label came first; it must not be async
 * @returns what the function returns
 * @throws ArgumentError if the function is missing or returns a promise
 * @example
 * tidy(() => tensor([1, 2]).square().sum()).item() //=> 5
 */
export function tidy<T>(nameOrFn: string | (() => T), fn?: () => T): T {
  const run = typeof nameOrFn === 'function' ? nameOrFn : fn;
  if (typeof run === 'function') return tidyUnless(() => false, run);
  throw new ArgumentError({
    operation: 'tidy',
    expected: 'a function',
    received: describe(run),
    hint: 'write tidy(() => …)',
  });
}

/**
 * Runs a function as `tidy` does, but asks at the end whether everything must stay: gradients that
 * will be differentiated again need the tensors in between.
 */
export function tidyUnless<T>(keepsAll: () => boolean, run: () => T): T {
  const made: Tensor[] = [];
  const outer = swapScope(made);
  let result: T;
  try {
    result = run();
  } catch (error) {
    swapScope(outer);
    disposeAll(made, new Set());
    throw error;
  }
  swapScope(outer);
  const staying = new Set<Tensor>(keepsAll() ? made : []);
  if (staying.size === 0) collect(result, staying);
  disposeAll(made, staying);
  if (outer !== null) for (const x of made) if (!x.isDisposed) outer.push(x);
  if (!(result instanceof Promise)) return result;
  throw new ArgumentError({
    operation: 'tidy',
    expected: 'a function that returns its result at once',
    received: 'a promise',
    hint: 'await outside of tidy, and dispose by hand',
  });
}

function disposeAll(tensors: readonly Tensor[], except: ReadonlySet<Tensor>): void {
  for (const tensor of tensors) {
    if (!tensor.kept && !except.has(tensor)) tensor.dispose();
  }
}

function collect(value: unknown, into: Set<Tensor>): void {
  if (value instanceof Tensor) {
    into.add(value);
  } else if (Array.isArray(value)) {
    for (const item of value) collect(item, into);
  } else if (isPlainObject(value)) {
    for (const item of Object.values(value)) collect(item, into);
  }
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/**
 * Protects a tensor from the `tidy` it is made in.
 *
 * @param tensor the tensor, of any shape
 * @returns the same tensor
 * @throws ArgumentError if it is no tensor
 * @example
 * const kept = [];
 * tidy(() => {
 *   kept.push(keep(square(3)));
 * });
 * kept[0].item() //=> 9
 * @see https://js.tensorflow.org/api/latest/#keep
 */
export function keep<T extends Tensor>(tensor: T): T {
  checkTensor('keep', tensor).kept = true;
  currentTrace()?.hinder('it keeps a tensor; return it and do so outside');
  return tensor;
}

/**
 * Disposes a tensor, or all tensors in lists and plain objects.
 *
 * Any later use of them throws a ResourceError.
 *
 * @param container a tensor, or tensors in lists and plain objects, also nested
 * @example
 * const made = { w: tensor([1, 2]), rest: [tensor(3)] };
 * dispose(made);
 * made.w.isDisposed //=> true
 * made.rest[0].isDisposed //=> true
 * @see https://js.tensorflow.org/api/latest/#dispose
 */
export function dispose(container: TensorContainer): void {
  const found = new Set<Tensor>();
  collect(container, found);
  for (const tensor of found) tensor.dispose();
}
