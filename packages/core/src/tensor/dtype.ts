import { describe } from '../errors/describe.js';
import { DtypeError } from '../errors/errors.js';

/** Element types, narrowest first. `float32` is the default. */
export type DType = 'bool' | 'int32' | 'float32' | 'float64';

/** The memory behind a tensor: row-major elements. */
export type Values = Uint8Array | Int32Array | Float32Array | Float64Array;

const ORDER: readonly DType[] = ['bool', 'int32', 'float32', 'float64'];

const STORES = {
  bool: Uint8Array,
  int32: Int32Array,
  float32: Float32Array,
  float64: Float64Array,
} as const;

/** Bytes of one element of each type. */
export const BYTES: Readonly<Record<DType, number>> = { bool: 1, int32: 4, float32: 4, float64: 8 };

/** Whether gradients can flow through this type. */
export function isFloat(dtype: DType): boolean {
  return dtype === 'float32' || dtype === 'float64';
}

/**
 * The type that operands of two types meet in: the wider one, in the order
 * bool, int32, float32, float64.
 *
 * @example
 * widerDtype('int32', 'float32') //=> 'float32'
 */
export function widerDtype(a: DType, b: DType): DType {
  return a === b || ORDER.indexOf(a) >= ORDER.indexOf(b) ? a : b;
}

/**
 * Checks the name of an element type.
 *
 * @throws DtypeError for any other value
 */
export function checkDtype(operation: string, dtype: unknown): DType {
  if (ORDER.includes(dtype as DType)) return dtype as DType;
  throw new DtypeError({
    operation,
    expected: `dtype to be one of ${ORDER.join(', ')}`,
    received: describe(dtype),
    hint: 'float32 is the default',
  });
}

/** Fresh zeroed memory for `size` elements. May throw RangeError when there is not enough. */
export function newValues(dtype: DType, size: number): Values {
  // Most arrays are these, and engines make them at once where the type is written out.
  return dtype === 'float32' ? new Float32Array(size) : new STORES[dtype](size);
}

/** The type that a typed array's elements have as a tensor, or null if there is none. */
export function dtypeOfArray(array: ArrayBufferView): DType | null {
  if (array instanceof Float32Array) return 'float32';
  if (array instanceof Float64Array) return 'float64';
  if (array instanceof Int32Array) return 'int32';
  if (array instanceof Uint8Array) return 'int32';
  return null;
}
