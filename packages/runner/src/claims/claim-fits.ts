import {
  builtInKind,
  isReadable,
  isTensor,
  lengthOf,
  readProperty,
  tensorData,
} from '../display/read-safely.js';
import {
  abs,
  getOwnPropertyDescriptor,
  includesText,
  is,
  isFiniteNumber,
  keys,
  toBigInt,
  toNumber,
} from '../intrinsics.js';
import type { Check } from '../protocol.js';

/**
 * Whether a value is what a claim says. Tensors and typed arrays are met as nested arrays.
 *
 * @param check A claim read by `parseClaim`.
 * @example
 * claimFits(parseClaim('0.333'), 1 / 3) //=> true
 */
export function claimFits(check: Check, value: unknown): boolean {
  switch (check.is) {
    case 'number':
      return typeof value === 'number' && numberFits(toNumber(check.text), check.within, value);
    case 'bigint':
      return typeof value === 'bigint' && value === toBigInt(check.text);
    case 'string':
      return value === check.text;
    case 'boolean':
      return value === check.value;
    case 'null':
      return value === null;
    case 'undefined':
      return value === undefined;
    case 'array':
      return arrayFits(check, value);
    case 'object':
      return objectFits(check, value);
    case 'throws':
      return false;
  }
}

/** Whether what was thrown has the name and holds the words that a claim gives. */
export function throwFits(check: Check, thrown: unknown): boolean {
  if (check.is !== 'throws') return false;
  const { name, message } = check;
  if (name !== '' && readProperty(thrown, 'name') !== name) return false;
  const said = isReadable(thrown) ? readProperty(thrown, 'message') : thrown;
  return message === '' || (typeof said === 'string' && includesText(said, message));
}

function numberFits(expected: number, within: number, received: number): boolean {
  if (is(expected, -0)) return is(received, -0);
  if (!isFiniteNumber(expected) || !isFiniteNumber(received)) return is(expected, received);
  return abs(received - expected) <= within;
}

type ArrayCheck = Extract<Check, { is: 'array' }>;
type ObjectCheck = Extract<Check, { is: 'object' }>;

function arrayFits(check: ArrayCheck, value: unknown): boolean {
  if (isTensor(value)) {
    if (value.shape.length === 0) return false;
    return tensorFits(check, value.shape, 0, tensorData(value), 0);
  }
  if (!isReadable(value)) return false;
  const kind = builtInKind(value);
  if (kind !== 'array' && kind !== 'typed') return false;
  if (!lengthFits(check, lengthOf(value))) return false;
  for (let at = 0; at < check.items.length; at++) {
    if (!claimFits(check.items[at]!, value[at])) return false;
  }
  return true;
}

function lengthFits({ items, more }: ArrayCheck, length: number): boolean {
  return more ? length >= items.length : length === items.length;
}

/** Compares along one axis of a tensor, whose numbers begin at `start`. */
function tensorFits(
  check: Check,
  shape: number[],
  axis: number,
  data: ArrayLike<number>,
  start: number,
): boolean {
  if (axis === shape.length) return claimFits(check, data[start]);
  if (check.is !== 'array' || !lengthFits(check, shape[axis]!)) return false;
  let stride = 1;
  for (let inner = axis + 1; inner < shape.length; inner++) stride *= shape[inner]!;
  for (let at = 0; at < check.items.length; at++) {
    if (!tensorFits(check.items[at]!, shape, axis + 1, data, start + at * stride)) return false;
  }
  return true;
}

function objectFits(check: ObjectCheck, value: unknown): boolean {
  if (!isReadable(value) || builtInKind(value) !== null) return false;
  for (let at = 0; at < check.entries.length; at++) {
    const key = check.entries[at]![0];
    if (getOwnPropertyDescriptor(value, key) === undefined) return false;
    if (!claimFits(check.entries[at]![1], value[key])) return false;
  }
  return check.more || keys(value).length === check.entries.length;
}
