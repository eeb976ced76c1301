import type { Comparison, Tolerance } from '../define/comparison.js';
import { printable, showValue } from './show-value.js';

/** The first place where an answer is not as it should be. */
export interface Difference {
  /** A sentence for the learner: "W1[0][1] should be 0.12, and is 0.11". */
  why: string;
}

type SameNumber = (expected: number, received: number) => boolean;

/** 0 and -0 are the same answer, and so are two NaN. */
const sameToTheBit: SameNumber = (a, b) => a === b || Object.is(a, b);

const within =
  ({ absolute, relative }: Tolerance): SameNumber =>
  (expected, received) =>
    sameToTheBit(expected, received) ||
    // An infinite bound would let any number pass for an infinite one.
    (Number.isFinite(expected) &&
      Math.abs(received - expected) <= absolute + relative * Math.abs(expected));

/** The rule for numbers that a comparison stands for; a property has none of its own. */
export function numbersAgree(compare: Comparison): SameNumber {
  switch (compare.kind) {
    case 'close':
    case 'finite-difference':
      return within(compare);
    case 'shape':
      return () => true;
    default:
      return sameToTheBit;
  }
}

/**
 * Walks along what is expected, so that no answer, however large or deep, makes it walk further.
 *
 * @param expected Plain data from the solution.
 * @param received Whatever the learner's program answered.
 * @returns The first difference, or null when there is none.
 * @example
 * findDifference([1, 2], [1, 3], Object.is)?.why //=> '[1] should be 2, and is 3'
 */
export function findDifference(
  expected: unknown,
  received: unknown,
  sameNumber: SameNumber,
  path = '',
): Difference | null {
  if (typeof expected === 'number' && typeof received === 'number') {
    return sameNumber(expected, received) ? null : unlike(path, expected, received);
  }
  if (Array.isArray(expected)) return compareLists(expected, received, sameNumber, path);
  if (typeof expected === 'object' && expected !== null) {
    return compareFields(expected, received, sameNumber, path);
  }
  return Object.is(expected, received) ? null : unlike(path, expected, received);
}

function compareLists(
  expected: unknown[],
  received: unknown,
  sameNumber: SameNumber,
  path: string,
): Difference | null {
  if (!Array.isArray(received)) return unlike(path, expected, received);
  if (expected.length !== received.length) {
    const [due, is] = [expected.length, received.length];
    return { why: `${nameOf(path)} should have ${due} item${due === 1 ? '' : 's'}, and has ${is}` };
  }
  for (const [at, item] of expected.entries()) {
    const difference = findDifference(item, received[at], sameNumber, `${path}[${at}]`);
    if (difference) return difference;
  }
  return null;
}

function compareFields(
  expected: object,
  received: unknown,
  sameNumber: SameNumber,
  path: string,
): Difference | null {
  if (typeof received !== 'object' || received === null || Array.isArray(received)) {
    return unlike(path, expected, received);
  }
  const inside = (name: string) => (path === '' ? name : `${path}.${name}`);
  for (const [name, value] of Object.entries(expected)) {
    const has = Object.hasOwn(received, name);
    if (!has && value !== undefined) return { why: `${inside(name)} is missing` };
    const field = has ? (received as Record<string, unknown>)[name] : undefined;
    const difference = findDifference(value, field, sameNumber, inside(name));
    if (difference) return difference;
  }
  const extra = Object.keys(received).find(
    (name) =>
      !Object.hasOwn(expected, name) && (received as Record<string, unknown>)[name] !== undefined,
  );
  return extra === undefined
    ? null
    : { why: `${printable(inside(extra).slice(0, 80))} should not be there` };
}

const nameOf = (path: string) => path || 'the answer';

function unlike(path: string, expected: unknown, received: unknown): Difference {
  return { why: `${nameOf(path)} should be ${showValue(expected)}, and is ${showValue(received)}` };
}
