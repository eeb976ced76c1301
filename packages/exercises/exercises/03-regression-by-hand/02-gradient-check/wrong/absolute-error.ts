// You return the absolute error: a slope of 1e-6 with nothing right in it would look fine. Divide by |computed| + |nudged|.
type Coefficients = [number, number, number, number];

function cubic([c0, c1, c2, c3]: Coefficients, x: number): number {
  return c0 + c1 * x + c2 * x ** 2 + c3 * x ** 3;
}

export function nudgedSlope(coefficients: Coefficients, x: number, h: number): number {
  return (cubic(coefficients, x + h) - cubic(coefficients, x - h)) / (2 * h);
}

export function relativeError(computed: number, nudged: number): number {
  return Math.abs(computed - nudged);
}
