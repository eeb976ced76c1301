// You return the exact derivative. A check that derives the same formula makes the same slips; call cubic twice and nudge x.
type Coefficients = [number, number, number, number];

export function nudgedSlope([, c1, c2, c3]: Coefficients, x: number, h: number): number {
  return c1 + 2 * c2 * x + 3 * c3 * x ** 2;
}

export function relativeError(computed: number, nudged: number): number {
  const size = Math.abs(computed) + Math.abs(nudged);
  return size === 0 ? 0 : Math.abs(computed - nudged) / size;
}
