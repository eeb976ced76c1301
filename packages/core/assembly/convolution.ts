// Convolutions as matrix products. Each place of the window becomes a row of numbers, a patch: what
// lies under its cells, and 0 where that is padding. Then
//
//   output = patches · filters,   filters' gradient = patchesᵀ · output's gradient,
//
// and the images' gradient is what (output's gradient · filtersᵀ) adds up to when each of its rows
// is put back under the window. A few images go at a time, so that their patches stay in the cache.
import { count, place } from './instruction';
import { multiply } from './mat-mul';
import { storeSome, zeros } from './vector';
import {
  above, apartRight, before, channels, columnAt, columns, height, images, inside, outChannels,
  outHeight, outWidth, readWindow, rowAt, rows, stepDown, stepRight, width,
} from './window';

/** Copies into patches. The last store may run on: what comes after is written later. */
@inline function copyOn(from: usize, to: usize, bytes: usize): void {
  for (let i: usize = 0; i < bytes; i += 16) v128.store(to + i, v128.load(from + i));
}

@inline function clearOn(to: usize, bytes: usize): void {
  for (let i: usize = 0; i < bytes; i += 16) v128.store(to + i, zeros());
}

@inline function addTo(to: usize, from: usize, n: i32): void {
  for (; n > 0; n -= 4) {
    storeSome(to, f32x4.add(v128.load(to), v128.load(from)), n);
    from += 16;
    to += 16;
  }
}

/** Whether a row of the window lies side by side inside of the image. */
@inline function isWhole(left: i32): bool {
  return apartRight == 1 && left >= 0 && left + columns <= width;
}

/** One row of a window: cells that lie in a row `line` of the image, from column `left` on. */
@inline function copyCells(line: usize, left: i32, to: usize): void {
  const pixel = <usize>channels << 2;
  if (isWhole(left)) {
    copyOn(line + <usize>left * pixel, to, <usize>columns * pixel);
    return;
  }
  for (let k: i32 = 0; k < columns; k++) {
    const column = left + k * apartRight;
    if (inside(column, width)) copyOn(line + <usize>column * pixel, to, pixel);
    else clearOn(to, pixel);
    to += pixel;
  }
}

@inline function addCells(line: usize, left: i32, from: usize): void {
  const pixel = <usize>channels << 2;
  if (isWhole(left)) {
    addTo(line + <usize>left * pixel, from, columns * channels);
    return;
  }
  for (let k: i32 = 0; k < columns; k++) {
    const column = left + k * apartRight;
    if (inside(column, width)) addTo(line + <usize>column * pixel, from, channels);
    from += pixel;
  }
}

/** Writes the patches of `n` images, one after the other. */
function writePatches(image: usize, patch: usize, n: i32): void {
  const pixel = <usize>channels << 2, line = <usize>width * pixel, cells = <usize>columns * pixel;
  for (; n > 0; n--) {
    for (let i: i32 = 0; i < outHeight; i++) {
      for (let j: i32 = 0; j < outWidth; j++) {
        const left = columnAt(j, 0);
        for (let k: i32 = 0; k < rows; k++) {
          const row = rowAt(i, k);
          if (inside(row, height)) copyCells(image + <usize>row * line, left, patch);
          else clearOn(patch, cells);
          patch += cells;
        }
      }
    }
    image += <usize>height * line;
  }
}

/** Adds the patches of `n` images to what they were taken from. */
function addPatches(image: usize, patch: usize, n: i32): void {
  const pixel = <usize>channels << 2, line = <usize>width * pixel, cells = <usize>columns * pixel;
  for (; n > 0; n--) {
    for (let i: i32 = 0; i < outHeight; i++) {
      for (let j: i32 = 0; j < outWidth; j++) {
        const left = columnAt(j, 0);
        for (let k: i32 = 0; k < rows; k++) {
          const row = rowAt(i, k);
          if (inside(row, height)) addCells(image + <usize>row * line, left, patch);
          patch += cells;
        }
      }
    }
    image += <usize>height * line;
  }
}

/** Whether a patch is a pixel, so that images are their own patches. */
function isPixel(): bool {
  return rows * columns * stepDown * stepRight == 1 && (above | before) == 0
    && outHeight == height && outWidth == width;
}

/**
 * Words: 1 images, 2 filters, 3 output; 4 to 18 the window; 19 memory for patches; 20 for the
 * product's panel; 21 images at a time.
 */
export function conv2d(at: usize): void {
  readWindow(at);
  let x = place(at, 1), y = place(at, 3);
  const filters = place(at, 2), patches = place(at, 19), panel = place(at, 20);
  const depth = rows * columns * channels, atATime = count(at, 21), direct = isPixel();
  for (let left = images; left > 0; left -= atATime) {
    const n = min(left, atATime), places = n * outHeight * outWidth;
    if (!direct) writePatches(x, patches, n);
    multiply(direct ? x : patches, <usize>depth << 2, 4, filters, <usize>outChannels << 2, 0, y, places, outChannels, depth, 0, panel, 0);
    x += <usize>(n * height * width * channels) << 2;
    y += <usize>(places * outChannels) << 2;
  }
}

/** Words as for `conv2d`; 2 is the result, 3 the output's gradient. */
export function conv2dFilter(at: usize): void {
  readWindow(at);
  let x = place(at, 1), y = place(at, 3);
  const filters = place(at, 2), patches = place(at, 19), panel = place(at, 20);
  const depth = rows * columns * channels, atATime = count(at, 21), direct = isPixel();
  for (let left = images; left > 0; left -= atATime) {
    const n = min(left, atATime), places = n * outHeight * outWidth;
    if (!direct) writePatches(x, patches, n);
    multiply(direct ? x : patches, 4, <usize>depth << 2, y, <usize>outChannels << 2, 0, filters, depth, outChannels, places, 0, panel, i32(left < images));
    x += <usize>(n * height * width * channels) << 2;
    y += <usize>(places * outChannels) << 2;
  }
}

/** Words as for `conv2d`; 1 is the result, 3 the output's gradient. */
export function conv2dInput(at: usize): void {
  readWindow(at);
  let x = place(at, 1), y = place(at, 3);
  const filters = place(at, 2), patches = place(at, 19), panel = place(at, 20);
  const depth = rows * columns * channels, atATime = count(at, 21), direct = isPixel();
  if (!direct) memory.fill(x, 0, <usize>(images * height * width * channels) << 2);
  for (let left = images; left > 0; left -= atATime) {
    const n = min(left, atATime), places = n * outHeight * outWidth, row = <usize>outChannels << 2;
    multiply(y, row, 4, filters, row, 1, direct ? x : patches, places, depth, outChannels, 0, panel, 0);
    if (!direct) addPatches(x, patches, n);
    x += <usize>(n * height * width * channels) << 2;
    y += <usize>places * row;
  }
}
