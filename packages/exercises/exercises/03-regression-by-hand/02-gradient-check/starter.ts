/** c0, c1, c2 and c3 of c0 + c1·x + c2·x² + c3·x³. */
export type Coefficients = [number, number, number, number];

/** The cubic's value at x. */
function cubic([c0, c1, c2, c3]: Coefficients, x: number): number {
  return c0 + c1 * x + c2 * x ** 2 + c3 * x ** 3;
}

/** The slope at x, estimated by nudging x to both sides by h. */
export function nudgedSlope(coefficients: Coefficients, x: number, h: number): number {
  return cubic(coefficients, x);
}

/** How far two slopes lie apart: 0 when they are equal, at most 1. */
export function relativeError(computed: number, nudged: number): number {
  return computed - nudged;
}
