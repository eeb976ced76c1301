// Where windows lie on images. An image's numbers lie row by row, and channel by channel in a pixel.
import { count } from './instruction';

export let images: i32 = 0;
export let height: i32 = 0;
export let width: i32 = 0;
export let channels: i32 = 0;
/** How often the window is put down, from top to bottom and from left to right. */
export let outHeight: i32 = 0;
export let outWidth: i32 = 0;
export let outChannels: i32 = 0;
/** The window's cells. */
export let rows: i32 = 0;
export let columns: i32 = 0;
/** Pixels from one place of the window to the next. */
export let stepDown: i32 = 0;
export let stepRight: i32 = 0;
/** Pixels from one cell of the window to the next. */
export let apartDown: i32 = 0;
export let apartRight: i32 = 0;
/** Pixels of padding above and to the left. */
export let above: i32 = 0;
export let before: i32 = 0;

/** Words: 4 to 18, in the order above. */
export function readWindow(at: usize): void {
  images = count(at, 4);
  height = count(at, 5);
  width = count(at, 6);
  channels = count(at, 7);
  outHeight = count(at, 8);
  outWidth = count(at, 9);
  outChannels = count(at, 10);
  rows = count(at, 11);
  columns = count(at, 12);
  stepDown = count(at, 13);
  stepRight = count(at, 14);
  apartDown = count(at, 15);
  apartRight = count(at, 16);
  above = count(at, 17);
  before = count(at, 18);
}

/** The image's row under row `k` of the window in its place `i` from above; may lie outside. */
@inline export function rowAt(i: i32, k: i32): i32 {
  return i * stepDown + k * apartDown - above;
}

/** The image's column under column `k` of the window in its place `j` from the left. */
@inline export function columnAt(j: i32, k: i32): i32 {
  return j * stepRight + k * apartRight - before;
}

/** How many cells lie before an image that begins at 0, of a window that begins at `start`. */
@inline export function skippedCells(start: i32, apart: i32): i32 {
  return start < 0 ? (apart - 1 - start) / apart : 0;
}

/** How many of `cells` from `start` on lie in an image of that size. */
@inline export function insideCells(start: i32, cells: i32, apart: i32, size: i32): i32 {
  const last = start + (cells - 1) * apart;
  return last < size ? cells : (size - start + apart - 1) / apart;
}
