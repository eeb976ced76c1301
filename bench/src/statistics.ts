/** The p-quantile (0 to 1) of some numbers, linear between neighbours. */
export function quantile(values: readonly number[], p: number): number {
  if (values.length === 0)
    throw new RangeError('quantile: expected at least one number, received none');
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * p;
  const low = sorted[Math.floor(at)]!;
  const high = sorted[Math.ceil(at)]!;
  return low + (high - low) * (at - Math.floor(at));
}

export interface Spread {
  median: number;
  lower: number;
  upper: number;
}

/** Median and quartiles. */
export function spread(values: readonly number[]): Spread {
  return {
    median: quantile(values, 0.5),
    lower: quantile(values, 0.25),
    upper: quantile(values, 0.75),
  };
}

/**
 * The exponent k of y = c·x^k that fits best by least squares of the logarithms: 1 is a cost in
 * proportion to x, 2 a cost that grows with its square.
 */
export function growthExponent(points: readonly { x: number; y: number }[]): number {
  const logs = points.map(({ x, y }) => ({ u: Math.log(x), v: Math.log(y) }));
  const mean = (pick: (log: { u: number; v: number }) => number) =>
    logs.reduce((sum, log) => sum + pick(log), 0) / logs.length;
  const [u, v] = [mean((log) => log.u), mean((log) => log.v)];
  const spreadOfX = mean((log) => (log.u - u) ** 2);
  if (!(spreadOfX > 0)) {
    throw new RangeError(
      `growthExponent: expected two sizes or more, received ${points.length} points`,
    );
  }
  return mean((log) => (log.u - u) * (log.v - v)) / spreadOfX;
}
