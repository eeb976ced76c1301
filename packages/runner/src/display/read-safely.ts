import {
  dateTime,
  ErrorType,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  isArray,
  isInteger,
  mapSize,
  setSize,
  sliceText,
  typedArrayLength,
  typedArrayName,
} from '../intrinsics.js';

/** A tensor as TensorFlow.js and this course's engine have it. */
export interface TensorLike {
  shape: number[];
  dtype: string;
  dataSync(): ArrayLike<number>;
}

type Readable = Record<PropertyKey, unknown>;

/** Whether a value is an object or function, so that it has properties. */
export function isReadable(value: unknown): value is Readable {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

/** Property names of a proxy or getter may throw; then the value is what was thrown. */
export function attempt<T>(read: () => T): { value: T } | { thrown: unknown } {
  try {
    return { value: read() };
  } catch (thrown) {
    return { thrown };
  }
}

/** A property's value, or undefined when reading it throws. */
export function readProperty(value: unknown, key: PropertyKey): unknown {
  if (!isReadable(value)) return undefined;
  const result = attempt(() => value[key]);
  return 'value' in result ? result.value : undefined;
}

/** The kind of a built-in object, found by its internal slots, which cannot be feigned. */
export function builtInKind(value: object): 'array' | 'typed' | 'map' | 'set' | 'date' | null {
  if (isArray(value)) return 'array';
  if (typedArrayName(value) !== undefined) return 'typed';
  if ('value' in attempt(() => mapSize(value))) return 'map';
  if ('value' in attempt(() => setSize(value))) return 'set';
  if ('value' in attempt(() => dateTime(value as Date))) return 'date';
  return null;
}

/** A list's length, whichever list it is. */
export function lengthOf(value: object): number {
  return isArray(value) ? value.length : typedArrayLength(value);
}

export function isTensor(value: unknown): value is TensorLike {
  if (typeof value !== 'object' || value === null || isArray(value)) return false;
  if (typeof readProperty(value, 'dtype') !== 'string') return false;
  if (typeof readProperty(value, 'dataSync') !== 'function') return false;
  const shape = readProperty(value, 'shape');
  if (!isArray(shape) || shape.length > 16) return false;
  for (let axis = 0; axis < shape.length; axis++) {
    if (!isInteger(shape[axis]) || (shape[axis] as number) < 0) return false;
  }
  return true;
}

/** The numbers of a tensor; throws what the tensor throws, for instance when it is disposed. */
export function tensorData(tensor: TensorLike): ArrayLike<number> {
  const data = tensor.dataSync() as unknown;
  return isArray(data) || typedArrayName(data) !== undefined ? (data as ArrayLike<number>) : [];
}

/** Errors, also those of another realm or library. */
export function isErrorLike(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (value instanceof ErrorType) return true;
  return (
    typeof readProperty(value, 'message') === 'string' &&
    typeof readProperty(value, 'stack') === 'string'
  );
}

/** The name of the class of an object; empty when it has none. */
export function className(value: object): string {
  const result = attempt(() => {
    let prototype = getPrototypeOf(value) as object | null;
    while (prototype !== null) {
      const maker = getOwnPropertyDescriptor(prototype, 'constructor')?.value as unknown;
      if (typeof maker === 'function') {
        const name = getOwnPropertyDescriptor(maker, 'name')?.value as unknown;
        return typeof name === 'string' ? name : '';
      }
      prototype = getPrototypeOf(prototype) as object | null;
    }
    return '';
  });
  return 'value' in result ? cutText(result.value, 100) : '';
}

/** A text no longer than `limit`, saying how long it was. */
export function cutText(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return `${sliceText(text, 0, limit)}… (${text.length} characters)`;
}

/** The own name of a function; empty when it has none. */
export function functionName(value: object): string {
  const name = attempt(() => getOwnPropertyDescriptor(value, 'name')?.value as unknown);
  return 'value' in name && typeof name.value === 'string' ? cutText(name.value, 100) : '';
}
