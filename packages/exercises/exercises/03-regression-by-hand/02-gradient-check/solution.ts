/** c0, c1, c2 and c3 of c0 + c1·x + c2·x² + c3·x³. */
export type Coefficients = [number, number, number, number];

/** The cubic's value at x. */
function cubic([c0, c1, c2, c3]: Coefficients, x: number): number {
  return c0 + c1 * x + c2 * x ** 2 + c3 * x ** 3;
}

/** The exact slope, which the cases hold the nudged one against. */
export function derivative([, c1, c2, c3]: Coefficients, x: number): number {
  return c1 + 2 * c2 * x + 3 * c3 * x ** 2;
}

/** The slope at x, estimated by nudging x to both sides by h. */
export function nudgedSlope(coefficients: Coefficients, x: number, h: number): number {
  return (cubic(coefficients, x + h) - cubic(coefficients, x - h)) / (2 * h);
}

/** How far two slopes lie apart: 0 when they are equal, at most 1. */
export function relativeError(computed: number, nudged: number): number {
  const size = Math.abs(computed) + Math.abs(nudged);
  return size === 0 ? 0 : Math.abs(computed - nudged) / size;
}
