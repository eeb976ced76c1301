/** One instruction: its code and then its words, at most 31. */
export type Words = readonly number[];

/** Gives an instruction memory that only it uses while it runs: an address for each size. */
export type Scratch = (...bytes: number[]) => number[];

/** Products with a B larger than this copy it panel by panel, so that it stays in the cache. */
const PANEL_FROM_BYTES = 16384;

/** Bytes of one row of a panel: eight numbers. */
export const PANEL_ROW = 32;

/** Whether a product's B is worth copying. */
export function needsPanel(columns: number, depth: number): boolean {
  return columns > 8 && columns * depth * 4 > PANEL_FROM_BYTES;
}

/** Bytes of one row of a panel in a product that copies A too: sixteen numbers. */
export const WIDE_PANEL_ROW = 64;

/** Numbers of A that are copied at a time, half of what a usual second cache holds, or less. */
const BLOCK_NUMBERS = 65536;

/** Depth up to which a panel fits the first cache, with room for the rows of A that go past it. */
const BLOCK_DEPTH = 400;

/** How a large product cuts A. */
export interface ProductBlock {
  readonly rows: number;
  readonly depth: number;
}

/** Rows that are copied at once from a transposed A. */
const ROWS_AT_ONCE = 16;

/** From so many products of two numbers on, copying A saves more time than it takes. */
const LARGE = 2 ** 19;

/** The block of A that a product copies first; null where it copies none. */
export function productBlock(rows: number, columns: number, depth: number): ProductBlock | null {
  if (rows < 8 || columns < 48 || depth < 32 || rows * columns * depth < LARGE) return null;
  const pieces = Math.ceil(depth / BLOCK_DEPTH);
  const length = Math.ceil(depth / pieces);
  const most = Math.floor(BLOCK_NUMBERS / length / ROWS_AT_ONCE) * ROWS_AT_ONCE;
  const blocks = Math.ceil(rows / most);
  return { rows: Math.ceil(rows / blocks / ROWS_AT_ONCE) * ROWS_AT_ONCE, depth: length };
}
