import type { CallOutcome } from '@backprop/runner';
import { type Comparison, close } from '../define/comparison.js';
import { findDifference, numbersAgree } from './compare.js';
import type { Reference } from './reference.js';
import { printable, showValue } from './show-value.js';

/** What is wrong with the answer to one case. */
export interface Fault {
  expected: string;
  received: string;
  why: string;
}

/**
 * Holds one answer against the right one, in the way that the case's group asks for.
 *
 * @returns Null when the answer is right.
 */
export function judge(index: number, outcome: CallOutcome, reference: Reference): Fault | null {
  const { group, args } = reference.cases[index]!;
  const right = reference.answers[index];
  if (outcome.how !== 'returned') return { expected: showValue(right), ...withoutAnswer(outcome) };

  const { compare } = group;
  const received = outcome.value;
  if (compare.kind === 'property') {
    const why = broken(() => compare.holds(args, received));
    return why === null ? null : fault(right, received, why);
  }
  if (compare.kind === 'finite-difference') {
    const gradient = reference.gradients.get(index);
    const read = attempt(() => compare.read(received, args));
    const difference = findDifference(gradient, read, numbersAgree(compare));
    return difference && fault(gradient, read, `in the gradient, ${difference.why}`);
  }
  const difference = findDifference(right, received, numbersAgree(compare));
  return difference && fault(right, received, difference.why);
}

const fault = (expected: unknown, received: unknown, why: string): Fault => ({
  expected: showValue(expected),
  received: showValue(received),
  why,
});

function withoutAnswer(outcome: Exclude<CallOutcome, { how: 'returned' }>) {
  switch (outcome.how) {
    case 'threw': {
      const text = printable(`${outcome.error.name}: ${outcome.error.message}`).slice(0, 400);
      return { received: text, why: `this call stopped with ${text}` };
    }
    case 'not-data': {
      const why = `the answer cannot be compared: ${printable(outcome.reason).slice(0, 200)}`;
      return { received: 'no plain data', why };
    }
    case 'missing':
      return { received: 'no answer', why: 'the function is not exported' };
    case 'unanswered':
      return { received: 'no answer', why: 'this call was never answered' };
  }
}

/** The author's rule meets answers of any form; what it cannot read does not hold. */
function broken(holds: () => true | string): string | null {
  try {
    const result = holds();
    return result === true ? null : printable(result).slice(0, 400);
  } catch {
    return 'the answer does not have the form that was asked for';
  }
}

function attempt(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** Whether two programs gave the same answer to a case of this comparison. */
export function sameAnswer(compare: Comparison, a: CallOutcome, b: CallOutcome): boolean {
  if (a.how !== 'returned' || b.how !== 'returned') return false;
  const rule = compare.kind === 'exact' || compare.kind === 'close' ? compare : close();
  return findDifference(a.value, b.value, numbersAgree(rule)) === null;
}
