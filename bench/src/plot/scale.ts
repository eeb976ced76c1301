/** A logarithmic axis: where a value lies between two ends in pixels. */
export interface LogScale {
  at(value: number): number;
  /** The powers of ten within it. */
  ticks: number[];
}

/** An axis from the power of ten below the smallest value to the one above the largest. */
export function logScale(values: readonly number[], from: number, to: number): LogScale {
  const low = Math.floor(Math.log10(Math.min(...values)));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values))));
  return {
    at: (value) => from + ((Math.log10(value) - low) / (high - low)) * (to - from),
    ticks: Array.from({ length: high - low + 1 }, (_, i) => 10 ** (low + i)),
  };
}
