// Where both slopes are 0 you divide 0 by 0, which is NaN. They agree, so the error is 0; the rest is right.
type Coefficients = [number, number, number, number];

function cubic([c0, c1, c2, c3]: Coefficients, x: number): number {
  return c0 + c1 * x + c2 * x ** 2 + c3 * x ** 3;
}

export function nudgedSlope(coefficients: Coefficients, x: number, h: number): number {
  return (cubic(coefficients, x + h) - cubic(coefficients, x - h)) / (2 * h);
}

export function relativeError(computed: number, nudged: number): number {
  return Math.abs(computed - nudged) / (Math.abs(computed) + Math.abs(nudged));
}
