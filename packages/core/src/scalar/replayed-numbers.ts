import { describe } from '../errors/describe.js';
import { ArgumentError } from '../errors/errors.js';
import type { Value } from './value.js';

/** How many numbers of each node lie side by side: data, grad, ∂node/∂a, ∂node/∂b. */
export const WIDTH = 4;

/** Where a node that a replay calculates has its numbers. */
interface Place {
  readonly memory: Float64Array;
  readonly at: number;
}

/** A property of a node that looks into the memory. */
function numberAt(offset: number, name: string): PropertyDescriptor & ThisType<Place> {
  return {
    enumerable: true,
    get() {
      return this.memory[this.at + offset];
    },
    set(number: unknown) {
      this.memory[this.at + offset] = checkNumber(number, name);
    },
  };
}

const NUMBERS = Object.fromEntries(
  ['data', 'grad', 'inA', 'inB'].map((name, offset) => [name, numberAt(offset, name)]),
);

/**
 * Moves the four numbers of a node into the memory of a replay. It stays the same node; its numbers
 * cannot get stale, for there is no other copy.
 */
export function moveInto(memory: Float64Array, at: number, node: Value): void {
  memory.set([node.data, node.grad, node.inA, node.inB], at);
  Object.defineProperties(node, NUMBERS);
  Object.defineProperties(node, {
    memory: { value: memory },
    at: { value: at },
    isReplayed: { value: true },
  });
}

/** @throws ArgumentError if it is no number; a typed array would make NaN of it */
export function checkNumber(number: unknown, operation: string): number {
  if (typeof number === 'number') return number;
  const hint = 'give it a number';
  throw new ArgumentError({ operation, expected: 'a number', received: describe(number), hint });
}
