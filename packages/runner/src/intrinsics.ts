/**
 * JavaScript's own functions, taken before any edited code runs.
 *
 * The code that shows, compares and sends values shares its global objects with edited code,
 * which may replace `Array.prototype.push` or `JSON`. So that code calls only what is taken here,
 * and keeps to syntax that looks nothing up: index loops, no spread, no destructuring of arrays.
 */

const { bind, call } = Function.prototype;

/** `uncurry(String.prototype.slice)('abc', 1)`: a method as a function, out of reach. */
export const uncurry = bind.bind(call) as <T, A extends unknown[], R>(
  method: (this: T, ...args: A) => R,
) => (self: T, ...args: A) => R;

export const { apply, ownKeys } = Reflect;
export const {
  create,
  defineProperty,
  freeze,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  is,
  keys,
} = Object;
export const { isArray } = Array;
export const { isInteger, isFinite: isFiniteNumber } = Number;
export const { abs, fround, max, min, trunc } = Math;
export const toText = String;
export const toNumber = Number;
export const toBigInt = BigInt;
export const { isView } = ArrayBuffer;
export const ErrorType = Error;
export const PromiseType = Promise;

export const sliceText = uncurry(String.prototype.slice);
export const includesText = uncurry(String.prototype.includes as (part: string) => boolean);
export const startsWith = uncurry(String.prototype.startsWith as (part: string) => boolean);
export const lowerCase = uncurry(String.prototype.toLowerCase);
export const toPrecision = uncurry(Number.prototype.toPrecision);
export const symbolText = uncurry(Symbol.prototype.toString);
export const dateText = uncurry(Date.prototype.toISOString);
export const dateTime = uncurry(Date.prototype.getTime);
export const regExpSource = uncurry(RegExp.prototype.toString);
export const eachOfMap = uncurry(Map.prototype.forEach) as (
  map: Map<unknown, unknown>,
  visit: (value: unknown, key: unknown) => void,
) => void;
export const eachOfSet = uncurry(Set.prototype.forEach) as (
  set: Set<unknown>,
  visit: (value: unknown) => void,
) => void;
export const mapSize = uncurry(getOwnPropertyDescriptor(Map.prototype, 'size')!.get!) as (
  map: unknown,
) => number;
export const setSize = uncurry(getOwnPropertyDescriptor(Set.prototype, 'size')!.get!) as (
  set: unknown,
) => number;
export const addTo = uncurry(Set.prototype.add as (value: unknown) => unknown);
export const removeFrom = uncurry(Set.prototype.delete as (value: unknown) => boolean);
export const hasOwn = uncurry(Object.prototype.hasOwnProperty);

const typedArray = getPrototypeOf(Uint8Array.prototype) as object;
/** `Float32Array`, …; undefined for everything that is no typed array. */
export const typedArrayName = uncurry(
  getOwnPropertyDescriptor(typedArray, Symbol.toStringTag)!.get!,
) as (value: unknown) => string | undefined;
export const typedArrayLength = uncurry(getOwnPropertyDescriptor(typedArray, 'length')!.get!) as (
  value: unknown,
) => number;

/** Adds to the end without `push`, and without any setter that edited code put on `Array`. */
export function append<T>(list: T[], value: T): void {
  defineProperty(list, list.length, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
    __proto__: null,
  } as PropertyDescriptor);
}
