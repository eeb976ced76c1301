import {
  attempt,
  builtInKind,
  className,
  isReadable,
  isTensor,
  lengthOf,
  type TensorLike,
  tensorData,
} from './display/read-safely.js';
import { append, defineProperty, getOwnPropertyDescriptor, ownKeys } from './intrinsics.js';
import type { TensorNote } from './protocol.js';

export type PlainResult = { value: unknown; tensors: TensorNote[] } | { reason: string };

const DEEPEST = 64;
const MOST_NODES = 2_000_000;
const LONGEST_TEXT = 10_000_000;

interface Copying {
  mostNodes: number;
  nodesLeft: number;
  textLeft: number;
  path: object[];
  tensors: TensorNote[];
}

/** Why a value is no data; thrown and caught in this file only. */
class NotData {
  constructor(readonly reason: string) {}
}

function tooMany({ mostNodes }: Copying): NotData {
  return new NotData(`it has more than ${mostNodes} parts`);
}

/**
 * Copies a value as plain data: null, undefined, booleans, numbers, strings, arrays and objects
 * of those. Typed arrays and tensors become arrays; an instance of a class becomes its fields.
 *
 * @param mostNodes More values than that in one are refused.
 * @returns The copy and where tensors stood in it, or why the value is no data.
 * @example
 * toPlain(new Float32Array([1, 2])) //=> {value: [1, 2], tensors: []}
 */
export function toPlain(value: unknown, mostNodes = MOST_NODES): PlainResult {
  const copying: Copying = {
    mostNodes,
    nodesLeft: mostNodes,
    textLeft: LONGEST_TEXT,
    path: [],
    tensors: [],
  };
  const result = attempt(() => copy(value, '', copying));
  if ('value' in result) return { value: result.value, tensors: copying.tensors };
  if (result.thrown instanceof NotData) return { reason: result.thrown.reason };
  return { reason: 'reading it throws an error' };
}

function copy(value: unknown, path: string, copying: Copying): unknown {
  if (--copying.nodesLeft < 0) throw tooMany(copying);
  switch (typeof value) {
    case 'string':
      copying.textLeft -= value.length;
      if (copying.textLeft < 0) throw new NotData(`it has over ${LONGEST_TEXT} characters`);
      return value;
    case 'function':
    case 'symbol':
    case 'bigint':
      throw new NotData(`${path === '' ? 'it' : path} is a ${typeof value}`);
    default:
  }
  if (!isReadable(value)) return value;
  if (copying.path.length >= DEEPEST) throw new NotData(`it is nested deeper than ${DEEPEST}`);
  for (let at = 0; at < copying.path.length; at++) {
    if (copying.path[at] === value) throw new NotData(`${path} is an object that it lies in`);
  }
  append(copying.path, value as object);
  const copied = copyObject(value, path, copying);
  copying.path.length--;
  return copied;
}

function copyObject(value: object, path: string, copying: Copying): unknown {
  if (isTensor(value)) return copyTensor(value, path, copying);
  const kind = builtInKind(value);
  if (kind === 'array' || kind === 'typed') return copyList(value, path, copying);
  if (kind !== null || isThenable(value)) {
    throw new NotData(`${path === '' ? 'it' : path} is a ${className(value) || kind}`);
  }
  return copyFields(value as Record<string, unknown>, path, copying);
}

function isThenable(value: object): boolean {
  return typeof (value as { then?: unknown }).then === 'function';
}

function copyList(value: object, path: string, copying: Copying): unknown[] {
  const list: unknown[] = [];
  const length = lengthOf(value);
  // Known before anything is copied: no second is spent on a list that will be refused.
  if (length > copying.nodesLeft) throw tooMany(copying);
  for (let at = 0; at < length; at++) {
    append(list, copy((value as ArrayLike<unknown>)[at], `${path}[${at}]`, copying));
  }
  return list;
}

function copyFields(value: Record<string, unknown>, path: string, copying: Copying) {
  const fields = {};
  const names = ownKeys(value);
  for (let at = 0; at < names.length; at++) {
    const name = names[at]!;
    if (typeof name !== 'string' || !getOwnPropertyDescriptor(value, name)?.enumerable) continue;
    const field = copy(value[name], `${path}.${name}`, copying);
    // Assignment would call the setter of a field named `__proto__`.
    defineProperty(fields, name, {
      value: field,
      writable: true,
      enumerable: true,
      configurable: true,
      __proto__: null,
    } as PropertyDescriptor);
  }
  return fields;
}

function copyTensor(tensor: TensorLike, path: string, copying: Copying): unknown {
  const data = tensorData(tensor);
  const shape = copyList(tensor.shape, path, copying) as number[];
  copying.nodesLeft -= data.length;
  if (copying.nodesLeft < 0) throw tooMany(copying);
  append(copying.tensors, { path, dtype: tensor.dtype, shape });
  const cursor = { at: 0 };
  return nested(data, shape, 0, cursor);
}

function nested(
  data: ArrayLike<number>,
  shape: number[],
  axis: number,
  cursor: { at: number },
): unknown {
  if (axis === shape.length) return data[cursor.at++];
  const rows: unknown[] = [];
  for (let row = 0; row < shape[axis]!; row++) append(rows, nested(data, shape, axis + 1, cursor));
  return rows;
}
