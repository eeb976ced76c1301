// You nudge to one side only: (f(x + h) - f(x)) / h is off by a multiple of h, and nudging to both sides by a multiple of h² only.
type Coefficients = [number, number, number, number];

function cubic([c0, c1, c2, c3]: Coefficients, x: number): number {
  return c0 + c1 * x + c2 * x ** 2 + c3 * x ** 3;
}

export function nudgedSlope(coefficients: Coefficients, x: number, h: number): number {
  return (cubic(coefficients, x + h) - cubic(coefficients, x)) / h;
}

export function relativeError(computed: number, nudged: number): number {
  const size = Math.abs(computed) + Math.abs(nudged);
  return size === 0 ? 0 : Math.abs(computed - nudged) / size;
}
