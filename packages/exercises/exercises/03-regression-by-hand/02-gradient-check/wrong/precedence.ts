// Your slopes depend on h as h² would: / 2 * h divides by 2 and then multiplies by h. Put 2 * h into parentheses.
type Coefficients = [number, number, number, number];

function cubic([c0, c1, c2, c3]: Coefficients, x: number): number {
  return c0 + c1 * x + c2 * x ** 2 + c3 * x ** 3;
}

export function nudgedSlope(coefficients: Coefficients, x: number, h: number): number {
  return ((cubic(coefficients, x + h) - cubic(coefficients, x - h)) / 2) * h;
}

export function relativeError(computed: number, nudged: number): number {
  const size = Math.abs(computed) + Math.abs(nudged);
  return size === 0 ? 0 : Math.abs(computed - nudged) / size;
}
