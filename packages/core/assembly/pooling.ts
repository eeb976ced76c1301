// Windows that become one pixel, each channel by itself; four channels at a time.
import { place } from './instruction';
import { all, storeSome, zeros } from './vector';
import {
  apartDown, apartRight, channels, columnAt, columns, height, images, insideCells, outHeight,
  outWidth, readWindow, rowAt, rows, skippedCells, width,
} from './window';

const enum Pool {
  max,
  maxInput,
  avg,
  avgInput,
}

/** Bytes from a cell of the window to the one below, and to the one on its right. */
let nextRow: usize = 0;
let nextCell: usize = 0;

/** The greatest of each channel in `down` × `right` cells; NaN beats all. */
@inline function greatest(x: usize, down: i32, right: i32): v128 {
  let found = all(f32.NEGATIVE_INFINITY);
  for (; down > 0; down--) {
    let at = x;
    for (let k = right; k > 0; k--) {
      found = f32x4.max(found, v128.load(at));
      at += nextCell;
    }
    x += nextRow;
  }
  return found;
}

/** Adds `share` where the first greatest of the cells lies. */
@inline function giveToGreatest(x: usize, to: usize, down: i32, right: i32, share: v128, lanes: i32): void {
  const top = greatest(x, down, right);
  let open = f32x4.eq(zeros(), zeros());
  for (; down > 0; down--) {
    for (let k: i32 = 0; k < right; k++) {
      const offset = <usize>k * nextCell, number = v128.load(x + offset);
      const won = v128.or(f32x4.eq(number, top), f32x4.ne(number, number));
      const given = v128.and(share, v128.and(open, won));
      storeSome(to + offset, f32x4.add(v128.load(to + offset), given), lanes);
      open = v128.andnot(open, won);
    }
    x += nextRow;
    to += nextRow;
  }
}

@inline function sum(x: usize, down: i32, right: i32): v128 {
  let total = zeros();
  for (; down > 0; down--) {
    for (let k: i32 = 0; k < right; k++) {
      total = f32x4.add(total, v128.load(x + <usize>k * nextCell));
    }
    x += nextRow;
  }
  return total;
}

@inline function giveToAll(to: usize, down: i32, right: i32, share: v128, lanes: i32): void {
  for (; down > 0; down--) {
    for (let k: i32 = 0; k < right; k++) {
      const at = to + <usize>k * nextCell;
      storeSome(at, f32x4.add(v128.load(at), share), lanes);
    }
    to += nextRow;
  }
}

/** One place of the window: `down` × `right` of its cells lie in the image, from `x` on. */
@inline function onePlace(pool: Pool, x: usize, to: usize, y: usize, down: i32, right: i32): void {
  const cells = all(<f32>(down * right));
  for (let left = channels; left > 0; left -= 4) {
    switch (pool) {
      case Pool.max: storeSome(y, greatest(x, down, right), left); break;
      case Pool.maxInput: giveToGreatest(x, to, down, right, v128.load(y), left); break;
      case Pool.avg: storeSome(y, f32x4.div(sum(x, down, right), cells), left); break;
      case Pool.avgInput: giveToAll(to, down, right, f32x4.div(v128.load(y), cells), left); break;
    }
    x += 16;
    to += 16;
    y += 16;
  }
}

/** Words: 1 images, 2 the images' gradient, 3 output or its gradient; 4 to 18 the window. */
@inline function everyPlace(pool: Pool, at: usize): void {
  readWindow(at);
  let x = place(at, 1), to = place(at, 2), y = place(at, 3);
  const pixel = <usize>channels << 2, line = <usize>width * pixel, image = <usize>height * line;
  nextRow = <usize>apartDown * line;
  nextCell = <usize>apartRight * pixel;
  if (pool == Pool.maxInput || pool == Pool.avgInput) memory.fill(to, 0, <usize>images * image);
  for (let n = images; n > 0; n--) {
    for (let i: i32 = 0; i < outHeight; i++) {
      const above = skippedCells(rowAt(i, 0), apartDown), top = rowAt(i, above);
      const down = insideCells(top, rows - above, apartDown, height);
      for (let j: i32 = 0; j < outWidth; j++) {
        const before = skippedCells(columnAt(j, 0), apartRight), left = columnAt(j, before);
        const right = insideCells(left, columns - before, apartRight, width);
        const offset = <usize>top * line + <usize>left * pixel;
        onePlace(pool, x + offset, to + offset, y, down, right);
        y += pixel;
      }
    }
    x += image;
    to += image;
  }
}

export function maxPool(at: usize): void {
  everyPlace(Pool.max, at);
}

export function maxPoolInput(at: usize): void {
  everyPlace(Pool.maxInput, at);
}

export function avgPool(at: usize): void {
  everyPlace(Pool.avg, at);
}

export function avgPoolInput(at: usize): void {
  everyPlace(Pool.avgInput, at);
}
