import {
  append,
  dateText,
  eachOfMap,
  eachOfSet,
  getOwnPropertyDescriptor,
  is,
  isArray,
  mapSize,
  min,
  ownKeys,
  setSize,
  symbolText,
  toText,
  typedArrayName,
} from '../intrinsics.js';
import type { Shown } from '../protocol.js';
import { describeError } from './describe-error.js';
import {
  attempt,
  builtInKind,
  className,
  cutText,
  functionName,
  isErrorLike,
  isReadable,
  isTensor,
  lengthOf,
  type TensorLike,
  tensorData,
} from './read-safely.js';
import { type GraphValue, isGraphValue, labelOf, operationOf } from './value-graph.js';

/** How much of a value is shown. */
export interface ShowLimits {
  depth: number;
  /** Most items of one list or entries of one object. */
  items: number;
  /** Most numbers of one tensor. */
  numbers: number;
  /** Most characters of one text. */
  text: number;
  /** Most nodes of the whole tree. */
  nodes: number;
}

export const SHOW_LIMITS: ShowLimits = {
  depth: 6,
  items: 100,
  numbers: 1000,
  text: 10_000,
  nodes: 2000,
};

/** Of so many names of one object it is asked whether they are to be seen. */
const MOST_NAMES = 10_000;

interface Walk {
  limits: ShowLimits;
  depth: number;
  nodesLeft: number;
  /** The objects that we are inside of. */
  path: object[];
}

/**
 * Makes a bounded tree of plain nodes of any value whatever. It reads properties, so getters and
 * proxies run; what they throw is shown in their place.
 *
 * @example
 * show([1, 2]).kind //=> 'array'
 */
export function show(value: unknown, limits: ShowLimits = SHOW_LIMITS): Shown {
  return part(value, { limits, depth: 0, nodesLeft: limits.nodes, path: [] });
}

/** What cannot be read leaves the parts beside it as they are. */
function part(value: unknown, walk: Walk): Shown {
  const result = attempt(() => node(value, walk));
  return 'value' in result ? result.value : unreadable(result.thrown);
}

function unreadable(thrown: unknown): Shown {
  const error = attempt(() => describeError(thrown));
  if ('value' in error) return { kind: 'error', error: error.value };
  return { kind: 'cut', why: 'size', text: 'cannot be read' };
}

function node(value: unknown, walk: Walk): Shown {
  walk.nodesLeft--;
  if (!isReadable(value)) return primitive(value, walk.limits.text);
  if (typeof value === 'function') return { kind: 'function', name: functionName(value) };
  if (walk.nodesLeft < 0) return { kind: 'cut', why: 'size', text: '…' };
  for (let outer = 0; outer < walk.path.length; outer++) {
    if (walk.path[outer] === value) return { kind: 'cut', why: 'cycle', text: 'itself' };
  }
  if (isTensor(value)) return tensor(value, walk.limits.numbers);
  if (isGraphValue(value)) return graphValue(value);
  if (isErrorLike(value)) return { kind: 'error', error: describeError(value) };
  if (walk.depth >= walk.limits.depth) {
    return { kind: 'cut', why: 'depth', text: isArray(value) ? '[…]' : '{…}' };
  }
  append(walk.path, value);
  walk.depth++;
  const shown = attempt(() => compound(value, walk));
  walk.depth--;
  walk.path.length--;
  return 'value' in shown ? shown.value : unreadable(shown.thrown);
}

export function primitive(value: unknown, limit: number): Shown {
  switch (typeof value) {
    case 'number':
      return { kind: 'primitive', type: 'number', text: is(value, -0) ? '-0' : toText(value) };
    case 'string':
      return { kind: 'primitive', type: 'string', text: cutText(value, limit) };
    case 'bigint':
      return { kind: 'primitive', type: 'bigint', text: bigIntText(value, limit) };
    case 'symbol':
      return { kind: 'primitive', type: 'symbol', text: cutText(symbolText(value), limit) };
    case 'boolean':
      return { kind: 'primitive', type: 'boolean', text: toText(value) };
    default:
      if (value === null) return { kind: 'primitive', type: 'null', text: 'null' };
      return { kind: 'primitive', type: 'undefined', text: 'undefined' };
  }
}

/** Writing a number of a million digits takes seconds, so such numbers are only described. */
function bigIntText(value: bigint, limit: number): string {
  const huge = 1n << 40_000n;
  return value < huge && value > -huge
    ? cutText(`${value}n`, limit)
    : 'a number of over 12000 digits';
}

function tensor(value: TensorLike, limit: number): Shown {
  const shape: number[] = [];
  let size = 1;
  for (let axis = 0; axis < value.shape.length; axis++) {
    append(shape, value.shape[axis]!);
    size *= value.shape[axis]!;
  }
  const read = attempt(() => tensorData(value));
  if ('thrown' in read) return unreadable(read.thrown);
  const values: number[] = [];
  const length = min(read.value.length, size, limit);
  for (let at = 0; at < length; at++) append(values, +read.value[at]!);
  return { kind: 'tensor', dtype: cutText(value.dtype, 20), shape, size, values };
}

/** A number of a graph in a line; `display` shows what is behind it. */
function graphValue(value: GraphValue): Shown {
  const entries: [string, Shown][] = [];
  const add = (name: string, item: unknown) => append(entries, [name, primitive(item, 40)]);
  const label = labelOf(value);
  if (label !== '') add('label', label);
  add('data', value.data);
  add('grad', value.grad);
  add('op', operationOf(value));
  return object(className(value), entries, entries.length);
}

function compound(value: object, walk: Walk): Shown {
  switch (builtInKind(value)) {
    case 'array':
    case 'typed':
      return list(value, walk);
    case 'map':
      return map(value as Map<unknown, unknown>, walk);
    case 'set':
      return set(value as Set<unknown>, walk);
    case 'date': {
      const text = attempt(() => dateText(value as Date));
      return object('Date', [['time', primitive('value' in text ? text.value : 'invalid', 40)]], 1);
    }
    default:
      return properties(value, walk);
  }
}

function object(type: string, entries: [string, Shown][], size: number): Shown {
  return { kind: 'object', type, entries, size };
}

function list(value: object, walk: Walk): Shown {
  const length = lengthOf(value);
  const items: Shown[] = [];
  for (let at = 0; at < length && hasRoom(items, walk); at++) {
    append(items, propertyOf(value, at, walk));
  }
  const type = typedArrayName(value) ?? className(value);
  return { kind: 'array', type: type || 'Array', length, items };
}

/** What is left out is counted, and said in one line. */
function hasRoom(taken: unknown[], walk: Walk): boolean {
  return taken.length < walk.limits.items && walk.nodesLeft > 0;
}

function map(value: Map<unknown, unknown>, walk: Walk): Shown {
  const entries: [string, Shown][] = [];
  eachOfMap(value, (item, key) => {
    if (hasRoom(entries, walk)) append(entries, [keyText(key), part(item, walk)]);
  });
  return object('Map', entries, mapSize(value));
}

function keyText(key: unknown): string {
  const shown = isReadable(key) ? null : primitive(key, 200);
  return shown?.kind === 'primitive' ? shown.text : `(${className(key as object) || 'object'})`;
}

function set(value: Set<unknown>, walk: Walk): Shown {
  const items: Shown[] = [];
  eachOfSet(value, (item) => {
    if (hasRoom(items, walk)) append(items, part(item, walk));
  });
  return { kind: 'array', type: 'Set', length: setSize(value), items };
}

function properties(value: object, walk: Walk): Shown {
  const names = ownKeys(value);
  const entries: [string, Shown][] = [];
  let size = 0;
  for (let at = 0; at < names.length; at++) {
    const name = names[at]!;
    // Nobody waits for the exact number of what is left out of a huge object.
    if (at < MOST_NAMES && !getOwnPropertyDescriptor(value, name)?.enumerable) continue;
    size++;
    if (at >= MOST_NAMES || !hasRoom(entries, walk)) continue;
    const text = typeof name === 'symbol' ? `[${symbolText(name)}]` : cutText(name, 200);
    append(entries, [text, propertyOf(value, name, walk)]);
  }
  const type = className(value);
  return object(type === 'Object' ? '' : type, entries, size);
}

function propertyOf(value: object, key: PropertyKey, walk: Walk): Shown {
  const result = attempt(() => (value as Record<PropertyKey, unknown>)[key]);
  return 'value' in result ? part(result.value, walk) : unreadable(result.thrown);
}
