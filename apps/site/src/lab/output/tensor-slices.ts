/** One matrix of a tensor: the index of its leading axes and its rows. */
export interface Slice {
  index: number[];
  rows: number[][];
}

/**
 * Cut a tensor into its last two axes. A scalar is one cell, a vector one row.
 *
 * @param shape the tensor's shape
 * @param values its first numbers in row-major order; there may be fewer than the shape says
 */
export function slicesOf(shape: readonly number[], values: readonly number[]): Slice[] {
  const columns = shape.at(-1) ?? 1;
  const rows = shape.length > 1 ? shape.at(-2)! : 1;
  const leading = shape.slice(0, -2);
  const size = Math.max(1, rows * columns);
  const slices: Slice[] = [];
  for (let start = 0; start < values.length; start += size) {
    const matrix: number[][] = [];
    const end = Math.min(start + size, values.length);
    for (let at = start; at < end; at += columns) {
      matrix.push(values.slice(at, Math.min(at + columns, end)));
    }
    slices.push({ index: indexOf(start / size, leading), rows: matrix });
  }
  return slices;
}

/** The row-major index of the n-th slice. */
function indexOf(n: number, leading: readonly number[]): number[] {
  const index: number[] = [];
  let rest = n;
  for (const length of leading.toReversed()) {
    index.unshift(rest % length);
    rest = Math.floor(rest / length);
  }
  return index;
}

/** A number in at most seven digits, or in as many as it takes to say it exactly. */
export function formatNumber(value: number, exact: boolean): string {
  if (Object.is(value, -0)) return '-0';
  return exact || !Number.isFinite(value) ? String(value) : String(Number(value.toPrecision(7)));
}
