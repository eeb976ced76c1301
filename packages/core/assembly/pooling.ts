// Windows that become one pixel, each channel by itself; four channels at a time.
import { place } from './instruction';
import { all, storeSome, zeros } from './vector';
import {
  channels, columnAt, columns, height, images, inside, outHeight, outWidth, readWindow, rowAt,
  rows, width,
} from './window';

/** The greatest of four channels under the window in its place (i, j); NaN beats all. */
@inline function greatestUnder(image: usize, i: i32, j: i32): v128 {
  const pixel = <usize>channels << 2;
  let found = all(f32.NEGATIVE_INFINITY);
  for (let a: i32 = 0; a < rows; a++) {
    const row = rowAt(i, a);
    if (!inside(row, height)) continue;
    for (let b: i32 = 0; b < columns; b++) {
      const column = columnAt(j, b);
      if (!inside(column, width)) continue;
      found = f32x4.max(found, v128.load(image + <usize>(row * width + column) * pixel));
    }
  }
  return found;
}

/** Adds `share` where the window's first greatest number lies. */
@inline function giveToGreatest(image: usize, to: usize, i: i32, j: i32, share: v128, lanes: i32): void {
  const pixel = <usize>channels << 2, greatest = greatestUnder(image, i, j);
  let open = f32x4.eq(zeros(), zeros());
  for (let a: i32 = 0; a < rows; a++) {
    const row = rowAt(i, a);
    if (!inside(row, height)) continue;
    for (let b: i32 = 0; b < columns; b++) {
      const column = columnAt(j, b);
      if (!inside(column, width)) continue;
      const offset = <usize>(row * width + column) * pixel, x = v128.load(image + offset);
      const isNaN = f32x4.ne(x, x);
      const mask = v128.and(open, v128.or(f32x4.eq(x, greatest), isNaN));
      storeSome(to + offset, f32x4.add(v128.load(to + offset), v128.and(share, mask)), lanes);
      open = v128.andnot(open, mask);
    }
  }
}

/** How many cells of the window in its place (i, j) lie in the image. */
@inline function cellsInside(i: i32, j: i32): i32 {
  let down: i32 = 0, right: i32 = 0;
  for (let a: i32 = 0; a < rows; a++) down += i32(inside(rowAt(i, a), height));
  for (let b: i32 = 0; b < columns; b++) right += i32(inside(columnAt(j, b), width));
  return down * right;
}

@inline function sumUnder(image: usize, i: i32, j: i32): v128 {
  const pixel = <usize>channels << 2;
  let sum = zeros();
  for (let a: i32 = 0; a < rows; a++) {
    const row = rowAt(i, a);
    if (!inside(row, height)) continue;
    for (let b: i32 = 0; b < columns; b++) {
      const column = columnAt(j, b);
      if (!inside(column, width)) continue;
      sum = f32x4.add(sum, v128.load(image + <usize>(row * width + column) * pixel));
    }
  }
  return sum;
}

@inline function giveToAll(to: usize, i: i32, j: i32, share: v128, lanes: i32): void {
  const pixel = <usize>channels << 2;
  for (let a: i32 = 0; a < rows; a++) {
    const row = rowAt(i, a);
    if (!inside(row, height)) continue;
    for (let b: i32 = 0; b < columns; b++) {
      const column = columnAt(j, b);
      if (!inside(column, width)) continue;
      const at = to + <usize>(row * width + column) * pixel;
      storeSome(at, f32x4.add(v128.load(at), share), lanes);
    }
  }
}

/** Words: 1 images, 3 output; 4 to 18 the window. */
export function maxPool(at: usize): void {
  readWindow(at);
  let x = place(at, 1), y = place(at, 3);
  const pixel = <usize>channels << 2;
  for (let n = images; n > 0; n--) {
    for (let i: i32 = 0; i < outHeight; i++) {
      for (let j: i32 = 0; j < outWidth; j++) {
        for (let c: i32 = 0; c < channels; c += 4) {
          const offset = <usize>c << 2;
          storeSome(y + offset, greatestUnder(x + offset, i, j), channels - c);
        }
        y += pixel;
      }
    }
    x += <usize>(height * width) * pixel;
  }
}

/** Words as for `maxPool`; 2 is the result, 3 the output's gradient. */
export function maxPoolInput(at: usize): void {
  readWindow(at);
  let x = place(at, 1), to = place(at, 2), y = place(at, 3);
  const pixel = <usize>channels << 2, image = <usize>(height * width) * pixel;
  memory.fill(to, 0, <usize>images * image);
  for (let n = images; n > 0; n--) {
    for (let i: i32 = 0; i < outHeight; i++) {
      for (let j: i32 = 0; j < outWidth; j++) {
        for (let c: i32 = 0; c < channels; c += 4) {
          const offset = <usize>c << 2;
          giveToGreatest(x + offset, to + offset, i, j, v128.load(y + offset), channels - c);
        }
        y += pixel;
      }
    }
    x += image;
    to += image;
  }
}

/** Words as for `maxPool`. */
export function avgPool(at: usize): void {
  readWindow(at);
  let x = place(at, 1), y = place(at, 3);
  const pixel = <usize>channels << 2;
  for (let n = images; n > 0; n--) {
    for (let i: i32 = 0; i < outHeight; i++) {
      for (let j: i32 = 0; j < outWidth; j++) {
        const cells = all(<f32>cellsInside(i, j));
        for (let c: i32 = 0; c < channels; c += 4) {
          const offset = <usize>c << 2;
          storeSome(y + offset, f32x4.div(sumUnder(x + offset, i, j), cells), channels - c);
        }
        y += pixel;
      }
    }
    x += <usize>(height * width) * pixel;
  }
}

/** Words as for `maxPool`; 1 is the result, 3 the output's gradient. */
export function avgPoolInput(at: usize): void {
  readWindow(at);
  let to = place(at, 1), y = place(at, 3);
  const pixel = <usize>channels << 2, image = <usize>(height * width) * pixel;
  memory.fill(to, 0, <usize>images * image);
  for (let n = images; n > 0; n--) {
    for (let i: i32 = 0; i < outHeight; i++) {
      for (let j: i32 = 0; j < outWidth; j++) {
        const cells = all(<f32>cellsInside(i, j));
        for (let c: i32 = 0; c < channels; c += 4) {
          const offset = <usize>c << 2;
          giveToAll(to + offset, i, j, f32x4.div(v128.load(y + offset), cells), channels - c);
        }
        y += pixel;
      }
    }
    to += image;
  }
}
