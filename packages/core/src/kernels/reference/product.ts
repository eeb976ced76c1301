import type { Values } from '../../tensor/dtype.js';

/**
 * One factor of a product, as a table in any order of memory: the number of line `i` in term `k`
 * is `values[lines[i] + terms[k]]`. The left factor's lines are rows, the right factor's columns.
 */
export interface Factor {
  readonly values: Values;
  readonly lines: Int32Array;
  readonly terms: Int32Array;
}

/** How many rows of the left factor, and how many terms, are worked on while they are in the cache. */
const ROWS = 256;
const TERMS = 128;
/** Rows of more columns than these are long. */
const LONG = 2 ** 16;
/** So many lines are lined up side by side. */
const LANES = 4;
/** So many rows share a tile: two rows of four sums stay in registers beside their factors. */
const TALL = 2;

/** Memory for small products, which would take longer to get than to fill. */
const KEPT = new Float64Array(2048);

const roundUp = (n: number, step: number) => Math.ceil(n / step) * step;

/**
 * The sums of products of all rows with all columns, written row by row from `start` on.
 *
 * Each sum takes its terms from first to last, in float64, and is rounded when it is stored. That
 * is what three nested loops would do, bit for bit; the tiles only change which sums grow together.
 */
export function product(left: Factor, right: Factor, out: Values, start: number): void {
  const rows = left.lines.length;
  const columns = right.lines.length;
  const inner = left.terms.length;
  const width = roundUp(columns, LANES);
  // Fewer rows at once where they are so long that their sums would take much memory.
  const most = width > LONG ? LANES : ROWS;
  const height = Math.min(most, roundUp(rows, LANES));
  const depth = Math.min(TERMS, inner);
  // Sums first, then strips of rows, then one of columns.
  const strips = height * width;
  const strip = strips + height * depth;
  const size = strip + LANES * depth;
  const memory = size > KEPT.length ? new Float64Array(size) : KEPT;
  for (let top = 0; top < rows; top += height) {
    const bottom = Math.min(top + height, rows);
    memory.fill(0, 0, strips);
    for (let term = 0; term < inner; term += TERMS) {
      const count = Math.min(TERMS, inner - term);
      for (let i = top; i < bottom; i += LANES) {
        lineUp(left, i, term, count, memory, strips + (i - top) * count);
      }
      for (let j = 0; j < columns; j += LANES) {
        lineUp(right, j, term, count, memory, strip);
        for (let i = 0; i < bottom - top; i += TALL) {
          const lane = i % LANES;
          const upper = i * width + j;
          const from = strips + (i - lane) * count + lane;
          addTile(memory, from, strip, strip + LANES * count, upper, upper + width);
        }
      }
    }
    for (let i = top; i < bottom; i++) {
      const from = (i - top) * width;
      const to = start + i * columns;
      for (let j = 0; j < columns; j++) out[to + j] = memory[from + j]!;
    }
  }
}

/** Puts the numbers of four lines side by side, term after term; the last line stands for missing ones. */
function lineUp(
  { values, lines, terms }: Factor,
  first: number,
  from: number,
  count: number,
  into: Float64Array,
  start: number,
): void {
  const last = lines.length - 1;
  const line0 = lines[first]!;
  const line1 = lines[Math.min(first + 1, last)]!;
  const line2 = lines[Math.min(first + 2, last)]!;
  const line3 = lines[Math.min(first + 3, last)]!;
  for (let k = from, to = start; k < from + count; k++, to += LANES) {
    const term = terms[k]!;
    into[to] = values[line0 + term]!;
    into[to + 1] = values[line1 + term]!;
    into[to + 2] = values[line2 + term]!;
    into[to + 3] = values[line3 + term]!;
  }
}

/** Adds the products of two rows and four columns, lined up, to their eight sums. */
function addTile(
  memory: Float64Array,
  rows: number,
  columns: number,
  end: number,
  upper: number,
  lower: number,
): void {
  let s0 = memory[upper]!;
  let s1 = memory[upper + 1]!;
  let s2 = memory[upper + 2]!;
  let s3 = memory[upper + 3]!;
  let t0 = memory[lower]!;
  let t1 = memory[lower + 1]!;
  let t2 = memory[lower + 2]!;
  let t3 = memory[lower + 3]!;
  for (let i = rows, j = columns; j < end; i += LANES, j += LANES) {
    const x = memory[i]!;
    const y = memory[i + 1]!;
    const b0 = memory[j]!;
    const b1 = memory[j + 1]!;
    const b2 = memory[j + 2]!;
    s0 += x * b0;
    s1 += x * b1;
    s2 += x * b2;
    s3 += x * memory[j + 3]!;
    t0 += y * b0;
    t1 += y * b1;
    t2 += y * b2;
    t3 += y * memory[j + 3]!;
  }
  memory[upper] = s0;
  memory[upper + 1] = s1;
  memory[upper + 2] = s2;
  memory[upper + 3] = s3;
  memory[lower] = t0;
  memory[lower + 1] = t1;
  memory[lower + 2] = t2;
  memory[lower + 3] = t3;
}
