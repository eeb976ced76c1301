import { describe } from '../errors/describe.js';
import { ArgumentError, ShapeError } from '../errors/errors.js';
import { type DType, dtypeOfArray, newValues, type Values } from './dtype.js';
import { type Shape, sizeOf } from './shape.js';
import { Tensor } from './tensor.js';

/** Nested arrays of numbers or booleans; all lists on one level have the same length. */
export type NestedInput = number | boolean | readonly NestedInput[];

/** What operations accept in place of a tensor. */
export type TensorLike =
  | Tensor
  | NestedInput
  | Float32Array
  | Float64Array
  | Int32Array
  | Uint8Array;

/**
 * Makes a tensor from a number, a nested or a typed array; a tensor passes through.
 *
 * @param operation name for the error
 * @param name which argument it is, for the error
 * @param value what the caller gave
 * @param dtype type to store; by default float32 for numbers and bool for booleans
 * @throws ShapeError if lists on one level differ in length
 * @throws ArgumentError if something is not a number
 */
export function toTensor(operation: string, name: string, value: unknown, dtype?: DType): Tensor {
  if (value instanceof Tensor) return value;
  if (ArrayBuffer.isView(value)) {
    const own = dtypeOfArray(value);
    if (own !== null) {
      const source = value as Values;
      return fromFlat(operation, source, [source.length], dtype ?? own);
    }
  } else if (typeof value === 'number' || typeof value === 'boolean' || Array.isArray(value)) {
    const shape = inferShape(value);
    const flat: (number | boolean)[] = [];
    flatten(operation, name, value, shape, 0, flat);
    const inferred = flat.length > 0 && flat.every((x) => typeof x === 'boolean');
    return fromFlat(operation, flat, shape, dtype ?? (inferred ? 'bool' : 'float32'));
  }
  throw new ArgumentError({
    operation,
    expected: `${name} to be a tensor, a number or a nested array of numbers`,
    received: describe(value),
    hint: 'make one with tensor(…)',
  });
}

/** Stores numbers as elements of the given type. */
export function fromFlat(
  operation: string,
  flat: ArrayLike<number | boolean>,
  shape: Shape,
  dtype: DType,
): Tensor {
  const values = newValues(dtype, sizeOf(shape));
  for (let i = 0; i < flat.length; i++) {
    const x = Number(flat[i]);
    values[i] = dtype === 'bool' ? Number(x !== 0) : x;
    if (dtype === 'int32' && values[i] !== Math.trunc(x)) throw notAnInteger(operation, x);
  }
  return new Tensor(values, shape, dtype);
}

function notAnInteger(operation: string, received: number): ArgumentError {
  return new ArgumentError({
    operation,
    expected: 'numbers that fit int32',
    received: describe(received),
    hint: 'use dtype float32',
  });
}

/** The lengths met on the way to the first element. */
function inferShape(value: unknown): number[] {
  const shape: number[] = [];
  let inner = value;
  while (Array.isArray(inner)) {
    shape.push(inner.length);
    inner = inner[0];
  }
  return shape;
}

function flatten(
  operation: string,
  name: string,
  value: unknown,
  shape: Shape,
  axis: number,
  into: (number | boolean)[],
): void {
  if (axis < shape.length) {
    if (!Array.isArray(value) || value.length !== shape[axis]) {
      const length = shape[axis];
      throw new ShapeError({
        operation,
        expected: `${name} to have ${length} entries in every list at depth ${axis + 1}`,
        received: Array.isArray(value) ? `a list of ${value.length}` : describe(value),
        hint: 'rows of one length each: pad the short ones',
      });
    }
    for (const item of value) flatten(operation, name, item, shape, axis + 1, into);
  } else if (typeof value === 'number' || typeof value === 'boolean') {
    into.push(value);
  } else if (Array.isArray(value)) {
    throw new ShapeError({
      operation,
      expected: `${name} to have numbers at depth ${axis}, as its first entry has`,
      received: describe(value),
      hint: 'nest every entry equally deep',
    });
  } else {
    throw new ArgumentError({
      operation,
      expected: `${name} to hold numbers`,
      received: describe(value),
      hint:
        value instanceof Tensor
          ? 'join tensors with stack, or pass each by itself'
          : 'convert text and missing values to numbers first',
    });
  }
}
