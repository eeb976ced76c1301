import { describe } from '../errors/describe.js';
import { ArgumentError } from '../errors/errors.js';

let recording = true;
/** Whether a function runs whose gradient somebody is about to compute. */
let differentiating = false;

/** Whether operations remember how their results came about. */
export function isRecording(): boolean {
  return recording;
}

/**
 * Whether recording was asked for, as `grad` and `minimize` do, instead of being on as it is by
 * default: results will be differentiated, also in what the function took from around it.
 */
export function isDifferentiating(): boolean {
  return differentiating;
}

/**
 * Runs a function with recording on or off, and puts the old state back even if it throws.
 *
 * @returns what the function returns
 */
export function withRecording<T>(state: boolean, run: () => T): T {
  const previous = [recording, differentiating] as const;
  recording = state;
  differentiating = state;
  try {
    return run();
  } finally {
    [recording, differentiating] = previous;
  }
}

/**
 * Runs a function without recording, so that its results have no gradient.
 *
 * Use it to evaluate a model, or to update weights by hand.
 *
 * @param run a function that is not async (recording is back on at its first await)
 * @returns what the function returns
 * @throws ArgumentError if it is no function
 * @example
 * const w = tensor([1, 2], { requiresGrad: true });
 * noGrad(() => w.square()).requiresGrad //=> false
 */
export function noGrad<T>(run: () => T): T {
  if (typeof run === 'function') return withRecording(false, run);
  throw new ArgumentError({
    operation: 'noGrad',
    expected: 'a function',
    received: describe(run),
    hint: 'write noGrad(() => …)',
  });
}
