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
