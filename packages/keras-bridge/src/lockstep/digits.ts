import type { DigitComparison } from './rows.js';

/** Nine significant digits tell any two float32 numbers apart. */
const FLOAT32_DIGITS = 9;
const SMALLEST_PLAIN = -7;
const LARGEST_PLAIN = 15;

/**
 * Writes two numbers to the same decimal place and finds the first digit that differs.
 *
 * The larger one is written with nine significant digits, which tell any two float32 apart.
 *
 * @param core - a number
 * @param tfjs - the number to hold against it
 * @returns both texts, and the first difference as a place in the text and as a significant digit
 * @example
 * compareDigits(0.37336501, 0.37336504).digit //=> 8
 * compareDigits(0.37336501, 0.37336504).core //=> '0.373365010'
 * compareDigits(2, 2).at //=> null
 */
export function compareDigits(core: number, tfjs: number): DigitComparison {
  const [left, right] = writeAlike(core, tfjs);
  const at = firstDifference(left, right);
  return {
    core: left,
    tfjs: right,
    at,
    digit: at === null ? null : significantDigit(left, right, at),
  };
}

function writeAlike(core: number, tfjs: number): [string, string] {
  const largest = Math.max(Math.abs(core), Math.abs(tfjs));
  if (!Number.isFinite(largest)) return [String(core), String(tfjs)];
  const exponent = exponentOf(largest);
  if (exponent >= SMALLEST_PLAIN && exponent < LARGEST_PLAIN) {
    const decimals = Math.max(0, FLOAT32_DIGITS - 1 - exponent);
    return [core.toFixed(decimals), tfjs.toFixed(decimals)];
  }
  // Very small and very large numbers: one power of ten for both, so that digits stand in columns.
  const write = (value: number) =>
    `${(value / 10 ** exponent).toFixed(FLOAT32_DIGITS - 1)}e${exponent}`;
  return [write(core), write(tfjs)];
}

/** The power of ten of the first digit, after rounding to nine digits. */
const exponentOf = (value: number): number =>
  value === 0 ? 0 : Number(value.toExponential(FLOAT32_DIGITS - 1).split('e')[1]);

function firstDifference(left: string, right: string): number | null {
  if (left === right) return null;
  // 9.5 and 10.5 differ from the start, whatever their second characters are.
  if (left.length !== right.length) return 0;
  return [...left].findIndex((letter, i) => letter !== right[i]);
}

/** Leading zeros are not significant: 0.012 and 0.013 differ in the second digit. */
function significantDigit(left: string, right: string, at: number): number {
  const before = (text: string) =>
    text
      .slice(0, at)
      .replace(/[^0-9]/g, '')
      .replace(/^0+/, '').length;
  return Math.max(before(left), before(right)) + 1;
}
