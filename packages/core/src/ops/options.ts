import { describe, describeShape } from '../errors/describe.js';
import { ArgumentError, ShapeError } from '../errors/errors.js';
import type { View } from '../kernels/contract.js';
import { checkDtype, type DType } from '../tensor/dtype.js';
import { checkAxes, checkAxis, checkShape, type Shape } from '../tensor/shape.js';

/** Whose option is being read, for checks and messages. */
export interface Reading {
  readonly operation: string;
  readonly option: string;
  readonly inputs: readonly View[];
}

/** How one option is written, checked and completed. */
export interface Option<T> {
  /** The values it takes, in words, for the reference page. */
  readonly kind: string;
  /** What stands when the option is left out; undefined if it must be given. */
  readonly fallback?: unknown;
  /** Returns the canonical value, or throws ArgumentError or ShapeError. */
  read(value: unknown, reading: Reading): T;
}

/** The error for an option with a value it cannot have. */
export function badOption(
  reading: Reading,
  expected: string,
  received: unknown,
  hint: string,
): ArgumentError {
  return new ArgumentError({
    operation: reading.operation,
    expected: `${reading.option} to be ${expected}`,
    received: describe(received),
    hint,
  });
}

const rankOf = (reading: Reading) => reading.inputs[0]!.shape.length;

/** One axis, several, or null for all. Read as a sorted list without negatives. */
export const axesOption: Option<number[]> = {
  kind: 'number | number[] | null',
  fallback: null,
  read: (value, reading) => checkAxes(reading.operation, value, rankOf(reading)),
};

/** The options of a reduction, as its rules see them. */
export interface ReduceOptions {
  readonly axis: readonly number[];
  readonly keepDims: boolean;
}

/** The shape without the reduced axes, or with size 1 there. */
export function reducedShape(shape: Shape, { axis, keepDims }: ReduceOptions): Shape {
  if (keepDims) return shape.map((length, i) => (axis.includes(i) ? 1 : length));
  return shape.filter((_, i) => !axis.includes(i));
}

/** The error for a reduction that has no value for nothing. */
export function nothingToReduce(operation: string, x: View): ShapeError {
  return new ShapeError({
    operation,
    expected: 'at least one number to reduce',
    received: `shape ${describeShape(x.shape)}`,
    hint: 'only sum, prod, all and any have a value for nothing',
  });
}

/** One axis. */
export function axisOption(fallback: number): Option<number> {
  return {
    kind: 'number',
    fallback,
    read: (value, reading) => checkAxis(reading.operation, value, rankOf(reading)),
  };
}

/** An axis of the result, which has one more than the inputs. */
export const newAxisOption: Option<number> = {
  kind: 'number',
  fallback: 0,
  read: (value, reading) => checkAxis(reading.operation, value, rankOf(reading) + 1),
};

/** Yes or no. */
export function flagOption(fallback: boolean): Option<boolean> {
  return {
    kind: 'boolean',
    fallback,
    read(value, reading) {
      if (typeof value === 'boolean') return value;
      throw badOption(reading, 'true or false', value, `the default is ${fallback}`);
    },
  };
}

/** Limits of a numeric option. */
export interface NumberLimits {
  readonly min?: number;
  readonly max?: number;
  readonly integer?: boolean;
}

/** A number within limits; NaN never passes. */
export function numberOption(
  fallback: number | undefined,
  limits: NumberLimits = {},
): Option<number> {
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, integer } = limits;
  const noun = integer ? 'a whole number' : 'a number';
  const range = Number.isFinite(min) || Number.isFinite(max) ? ` in ${min} … ${max}` : '';
  return {
    kind: 'number',
    fallback,
    read(value, reading) {
      const fits = typeof value === 'number' && value >= min && value <= max;
      if (fits && (!integer || Number.isInteger(value))) return value;
      const hint = fallback === undefined ? 'it has no default' : `the default is ${fallback}`;
      throw badOption(reading, noun + range, value, hint);
    },
  };
}

/** One of a few words. */
export function choiceOption<T extends string>(fallback: T, choices: readonly T[]): Option<T> {
  return {
    kind: choices.map((choice) => `'${choice}'`).join(' | '),
    fallback,
    read(value, reading) {
      if (choices.includes(value as T)) return value as T;
      throw badOption(reading, `one of ${choices.join(', ')}`, value, `the default is ${fallback}`);
    },
  };
}

/** A shape with all sizes known. */
export const shapeOption: Option<Shape> = {
  kind: 'number[]',
  read: (value, reading) => checkShape(reading.operation, value),
};

/** An element type. */
export function dtypeOption(fallback?: DType): Option<DType> {
  return {
    kind: 'DType',
    fallback,
    read: (value, reading) => checkDtype(reading.operation, value),
  };
}
