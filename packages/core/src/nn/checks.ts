import { describe } from '../errors/describe.js';
import { ArgumentError } from '../errors/errors.js';

/** Refuses a value with the project's error grammar. */
export function refuse(
  operation: string,
  expected: string,
  received: unknown,
  hint: string,
): ArgumentError {
  return new ArgumentError({ operation, expected, received: describe(received), hint });
}

/** Passes a finite number on. @throws ArgumentError for anything else */
export function checkFinite(operation: string, name: string, value: unknown): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw refuse(operation, `${name} to be a finite number`, value, `check how ${name} was computed`);
}

/** Passes a finite number above zero on. @throws ArgumentError for anything else */
export function checkPositive(operation: string, name: string, value: unknown): number {
  if (typeof value === 'number' && Number.isFinite(value) && value > 0) return value;
  throw refuse(operation, `${name} to be a positive number`, value, `choose ${name} above 0`);
}

/** Passes a finite number that is not negative on. @throws ArgumentError for anything else */
export function checkNotNegative(operation: string, name: string, value: unknown): number {
  if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value;
  throw refuse(operation, `${name} to be 0 or more`, value, `choose ${name} at least 0`);
}

/** Passes a number in [0, 1) on. @throws ArgumentError for anything else */
export function checkFraction(operation: string, name: string, value: unknown): number {
  if (typeof value === 'number' && value >= 0 && value < 1) return value;
  throw refuse(operation, `${name} to be at least 0 and below 1`, value, 'it is a fraction');
}

/** Passes a whole number of at least `least` on. @throws ArgumentError for anything else */
export function checkWhole(operation: string, name: string, value: unknown, least = 1): number {
  if (Number.isSafeInteger(value) && (value as number) >= least) return value as number;
  const hint = `choose ${name} from ${least}, ${least + 1}, ${least + 2}, …`;
  throw refuse(operation, `${name} to be a whole number of at least ${least}`, value, hint);
}

/** Passes a boolean on. @throws ArgumentError for anything else */
export function checkBoolean(operation: string, name: string, value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  throw refuse(
    operation,
    `${name} to be true or false`,
    value,
    `leave ${name} out for its default`,
  );
}

/**
 * Refuses options that do not exist, so that a misspelt one cannot pass unnoticed.
 *
 * @throws ArgumentError naming the first unknown option
 */
export function checkOptions(operation: string, options: unknown, known: readonly string[]): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw refuse(operation, 'an object of options', options, `write ${operation}({ … })`);
  }
  const unknown = Object.keys(options).find((key) => !known.includes(key));
  if (unknown === undefined) return;
  const near = known.find((key) => key.toLowerCase() === unknown.replaceAll('_', '').toLowerCase());
  const hint = near === undefined ? 'remove it or check its spelling' : `did you mean ${near}?`;
  throw refuse(operation, `options among ${known.join(', ')}`, unknown, hint);
}
