/** How far a number may lie from the expected one: `absolute + relative · |expected|`. */
export interface Tolerance {
  absolute: number;
  relative: number;
}

/** How an answer is held against the right one. */
export type Comparison =
  /** Equal in every part; numbers to the last bit, where 0 and -0 are equal and NaN equals NaN. */
  | { kind: 'exact' }
  /** Equal in every part, numbers within the tolerance. */
  | ({ kind: 'close' } & Tolerance)
  /** Arrays of the same lengths at every depth, whatever the numbers in them. */
  | { kind: 'shape' }
  /** What `read` finds in the answer is the gradient of the solution's function `of`. */
  | ({ kind: 'finite-difference' } & Tolerance & FiniteDifference)
  /** A rule that holds between arguments and answer. */
  | { kind: 'property'; holds: Property };

export interface FiniteDifference {
  /** A function that solution.ts exports; gets the case's arguments and returns one number. */
  of: string;
  /** Which argument the gradient is taken by, counted from 0. */
  by: number;
  /** Half the distance between the two points, per unit of the number that is moved. */
  step: number;
  /** Finds the gradient in the learner's answer; the answer itself by default. */
  read: (answer: unknown, args: readonly unknown[]) => unknown;
}

/** True when the rule holds, else a sentence for the learner that says what does not. */
export type Property = (args: readonly unknown[], answer: unknown) => true | string;

/**
 * Numbers to the last bit.
 *
 * @example
 * exact() //=> { kind: 'exact' }
 */
export const exact = (): Comparison => ({ kind: 'exact' });

/**
 * Numbers within `absolute + relative · |expected|`.
 *
 * The defaults leave room for another order of the same float64 operations, and for nothing else.
 *
 * @param tolerance `absolute` (default 1e-12) and `relative` (default 1e-9)
 * @example
 * close({ relative: 1e-6 }) //=> { kind: 'close', absolute: 1e-12, relative: 1e-6 }
 */
export const close = ({
  absolute = 1e-12,
  relative = 1e-9,
}: Partial<Tolerance> = {}): Comparison => ({ kind: 'close', absolute, relative });

/**
 * The right lengths at every depth, whatever the numbers.
 *
 * @example
 * shape() //=> { kind: 'shape' }
 */
export const shape = (): Comparison => ({ kind: 'shape' });

/**
 * A gradient that agrees with central differences of the solution's function `of`.
 *
 * @param options `of`, the function's name, and `by`, which argument is moved; `step` (default
 *   1e-4), the tolerances (default 1e-6) and `read`, which finds the gradient in the answer
 * @example
 * const comparison = finiteDifference({ of: 'loss', by: 0, read: (answer) => answer.dw });
 * comparison.kind //=> 'finite-difference'
 * comparison.step //=> 0.0001
 * comparison.read({ dw: [1, 2] }) //=> [1, 2]
 */
export const finiteDifference = ({
  of,
  by,
  step = 1e-4,
  absolute = 1e-6,
  relative = 1e-6,
  read = (answer) => answer,
}: Pick<FiniteDifference, 'of' | 'by'> & Partial<FiniteDifference & Tolerance>): Comparison => ({
  kind: 'finite-difference',
  of,
  by,
  step,
  absolute,
  relative,
  read,
});

/**
 * A rule that the author writes.
 *
 * @param holds gets the arguments and the answer; returns true, or a sentence for the learner
 * @example
 * const sorted = property((_, answer) =>
 *   answer.every((x, i) => i === 0 || answer[i - 1] <= x) || 'the numbers should rise',
 * );
 * sorted.holds([], [1, 2, 2]) //=> true
 * sorted.holds([], [2, 1]) //=> 'the numbers should rise'
 */
export const property = (holds: Property): Comparison => ({ kind: 'property', holds });
