const SIGN = 0x8000_0000;
const cell = new DataView(new ArrayBuffer(4));

/** The place of a float32 on the line of all float32 numbers; 0 and -0 share place 0. */
function place(value: number): number {
  cell.setFloat32(0, value);
  const bits = cell.getUint32(0);
  return bits >= SIGN ? SIGN - bits : bits;
}

/**
 * How many float32 numbers apart two numbers are, each rounded to float32 first.
 *
 * 1 means neighbours: no float32 lies between them.
 *
 * @param a - any number
 * @param b - any number
 * @returns a whole number; 0 for equal ones and for two NaN, infinity when only one is NaN
 * @example
 * ulpsBetween(1, 1 + 2 ** -23) //=> 1
 * ulpsBetween(0, -0) //=> 0
 * @see https://randomascii.wordpress.com/2012/02/25/comparing-floating-point-numbers-2012-edition/
 */
export function ulpsBetween(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Object.is(a, b) ? 0 : Number.POSITIVE_INFINITY;
  return Math.abs(place(a) - place(b));
}
