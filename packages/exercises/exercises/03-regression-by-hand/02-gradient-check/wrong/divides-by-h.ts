// Your slopes are twice as steep as they should be: the points x - h and x + h lie 2h apart, not h.
type Coefficients = [number, number, number, number];

function cubic([c0, c1, c2, c3]: Coefficients, x: number): number {
  return c0 + c1 * x + c2 * x ** 2 + c3 * x ** 3;
}

export function nudgedSlope(coefficients: Coefficients, x: number, h: number): number {
  return (cubic(coefficients, x + h) - cubic(coefficients, x - h)) / h;
}

export function relativeError(computed: number, nudged: number): number {
  const size = Math.abs(computed) + Math.abs(nudged);
  return size === 0 ? 0 : Math.abs(computed - nudged) / size;
}
