// Convolutions, image by image. An image with padding is first copied into a frame of zeros; then
// every window lies inside, and its numbers form a few runs that are found by adding distances.
//
// The rest is the matrix product's tile of four rows by eight columns, in sums that live in
// registers. For the output a row is a place of the window and a column is a filter; for the
// filters' gradient a row is a number of the filter, and the sum goes over all places.
import { count, place } from './instruction';
import { multiply } from './mat-mul';
import { copyPanel, storeRow } from './panels';
import { atLeast, boundOf, multiplyAdd, storeSome, zeros } from './vector';
import {
  above, apartDown, apartRight, before, channels, columns, height, images, outChannels, outHeight,
  outWidth, readWindow, rows, stepDown, stepRight, width,
} from './window';

/** Bytes of a pixel of the images, and of an image's row, framed or not. */
let pixel: usize = 0;
let line: usize = 0;

function frameHeight(): i32 {
  return (outHeight - 1) * stepDown + (rows - 1) * apartDown + 1;
}

function frameWidth(): i32 {
  return (outWidth - 1) * stepRight + (columns - 1) * apartRight + 1;
}

/** Copies what windows see of an image into a frame, or from the frame back into the image. */
function copyFramed(image: usize, frame: usize, into: bool): void {
  const first = max(0, above), last = min(above + height, frameHeight());
  const bytes = <usize>max(0, min(width, frameWidth() - before)) * pixel;
  for (let row = first; row < last; row++) {
    const inImage = image + <usize>((row - above) * width) * pixel;
    const inFrame = frame + <usize>row * line + <usize>before * pixel;
    if (into) memory.copy(inFrame, inImage, bytes);
    else memory.copy(inImage, inFrame, bytes);
  }
}

/** The image, or its copy in the frame if there is one. */
function framed(image: usize, frame: usize): usize {
  if (!frame) return image;
  memory.fill(frame, 0, <usize>frameHeight() * line);
  copyFramed(image, frame, true);
  return frame;
}

function measure(frame: usize): void {
  pixel = <usize>channels << 2;
  line = <usize>(frame ? frameWidth() : width) * pixel;
}

/** Up to eight filters over a whole image. */
function eightFilters(image: usize, filter: usize, rowF: usize, y: usize, lanes: i32, bias: usize, bound: v128): void {
  const step = <usize>stepRight * pixel, rowY = <usize>outChannels << 2;
  const biasLeft = bias ? v128.load(bias) : zeros(), biasRight = bias ? v128.load(bias, 16) : zeros();
  // Cells side by side are one run of numbers.
  const runs = apartRight == 1 ? 1 : columns, length = apartRight == 1 ? columns * channels : channels;
  for (let i: i32 = 0; i < outHeight; i++) {
    let place = image + <usize>(i * stepDown) * line;
    for (let left = outWidth; left > 0; left -= 4) {
      const second = left > 1 ? step : 0, third = left > 2 ? second + step : second;
      const fourth = left > 3 ? third + step : third;
      let left0 = biasLeft, left1 = biasLeft, left2 = biasLeft, left3 = biasLeft;
      let right0 = biasRight, right1 = biasRight, right2 = biasRight, right3 = biasRight;
      let f = filter;
      for (let row: i32 = 0; row < rows; row++) {
        for (let run: i32 = 0; run < runs; run++) {
          let a = place + <usize>(row * apartDown) * line + <usize>(run * apartRight) * pixel;
          let more = length;
          do {
            const l = v128.load(f), r = v128.load(f, 16);
            const x0 = v128.load_splat<f32>(a);
            left0 = multiplyAdd(x0, l, left0);
            right0 = multiplyAdd(x0, r, right0);
            const x1 = v128.load_splat<f32>(a + second);
            left1 = multiplyAdd(x1, l, left1);
            right1 = multiplyAdd(x1, r, right1);
            const x2 = v128.load_splat<f32>(a + third);
            left2 = multiplyAdd(x2, l, left2);
            right2 = multiplyAdd(x2, r, right2);
            const x3 = v128.load_splat<f32>(a + fourth);
            left3 = multiplyAdd(x3, l, left3);
            right3 = multiplyAdd(x3, r, right3);
            a += 4;
            f += rowF;
          } while (--more);
        }
      }
      storeRow(y, atLeast(left0, bound), atLeast(right0, bound), lanes);
      if (left > 1) storeRow(y + rowY, atLeast(left1, bound), atLeast(right1, bound), lanes);
      if (left > 2) storeRow(y + 2 * rowY, atLeast(left2, bound), atLeast(right2, bound), lanes);
      if (left > 3) storeRow(y + 3 * rowY, atLeast(left3, bound), atLeast(right3, bound), lanes);
      y += rowY * <usize>min(left, 4);
      place += step << 2;
    }
  }
}

/**
 * Words: 1 images, 2 filters, 3 output; 4 to 18 the window; 19 memory for a frame, 0 where no
 * window leaves the image; 20 for the product's panel or 0; 21 for patches; 22 bias or 0; 23 whether
 * relu follows.
 */
export function conv2d(at: usize): void {
  readWindow(at);
  let x = place(at, 1), y = place(at, 3);
  const filters = place(at, 2), frame = place(at, 19), panel = place(at, 20);
  measure(frame);
  const bias = place(at, 22), bound = boundOf(count(at, 23));
  const rowF = <usize>outChannels << 2, depth = rows * columns * channels;
  for (let n = images; n > 0; n--) {
    const image = framed(x, frame);
    for (let j: i32 = 0; j < outChannels; j += 8) {
      const offset = <usize>j << 2;
      if (panel) copyPanel(filters + offset, rowF, panel, depth);
      const from = panel ? panel : filters + offset, row = panel ? <usize>32 : rowF;
      eightFilters(image, from, row, y + offset, outChannels - j, bias ? bias + offset : 0, bound);
    }
    x += <usize>(height * width) * pixel;
    y += <usize>(outHeight * outWidth) * rowF;
  }
}

/** Where number `e` of a window lies, seen from the window's corner. */
@inline function distance(e: i32): usize {
  const cell = e / channels, row = cell / columns, column = cell % columns;
  return <usize>(row * apartDown) * line + <usize>(column * apartRight) * pixel + (<usize>(e % channels) << 2);
}

/** Adds what one image gives to the gradient of up to eight filters. */
function addToEight(image: usize, y: usize, rowY: usize, gradient: usize, lanes: i32): void {
  const step = <usize>stepRight * pixel, down = <usize>stepDown * line;
  const depth = rows * columns * channels, rowF = <usize>outChannels << 2;
  for (let e: i32 = 0; e < depth; e += 4) {
    const left = depth - e, g0 = gradient + <usize>e * rowF;
    const g1 = left > 1 ? g0 + rowF : g0, g2 = left > 2 ? g1 + rowF : g1, g3 = left > 3 ? g2 + rowF : g2;
    const first = distance(e), second = distance(min(e + 1, depth - 1)) - first;
    const third = distance(min(e + 2, depth - 1)) - first, fourth = distance(min(e + 3, depth - 1)) - first;
    let left0 = v128.load(g0), left1 = v128.load(g1), left2 = v128.load(g2), left3 = v128.load(g3);
    let right0 = v128.load(g0, 16), right1 = v128.load(g1, 16);
    let right2 = v128.load(g2, 16), right3 = v128.load(g3, 16);
    let from = y, corner = image + first;
    for (let i = outHeight; i > 0; i--) {
      let a = corner, more = outWidth;
      do {
        const l = v128.load(from), r = v128.load(from, 16);
        const x0 = v128.load_splat<f32>(a);
        left0 = multiplyAdd(x0, l, left0);
        right0 = multiplyAdd(x0, r, right0);
        const x1 = v128.load_splat<f32>(a + second);
        left1 = multiplyAdd(x1, l, left1);
        right1 = multiplyAdd(x1, r, right1);
        const x2 = v128.load_splat<f32>(a + third);
        left2 = multiplyAdd(x2, l, left2);
        right2 = multiplyAdd(x2, r, right2);
        const x3 = v128.load_splat<f32>(a + fourth);
        left3 = multiplyAdd(x3, l, left3);
        right3 = multiplyAdd(x3, r, right3);
        a += step;
        from += rowY;
      } while (--more);
      corner += down;
    }
    storeRow(g0, left0, right0, lanes);
    if (left > 1) storeRow(g1, left1, right1, lanes);
    if (left > 2) storeRow(g2, left2, right2, lanes);
    if (left > 3) storeRow(g3, left3, right3, lanes);
  }
}

/** Words as for `conv2d`; 2 is the result, 3 the output's gradient. */
export function conv2dFilter(at: usize): void {
  readWindow(at);
  let x = place(at, 1), y = place(at, 3);
  const filters = place(at, 2), frame = place(at, 19), panel = place(at, 20);
  measure(frame);
  const rowF = <usize>outChannels << 2, places = outHeight * outWidth;
  memory.fill(filters, 0, <usize>(rows * columns) * pixel * <usize>outChannels);
  for (let n = images; n > 0; n--) {
    const image = framed(x, frame);
    for (let j: i32 = 0; j < outChannels; j += 8) {
      const offset = <usize>j << 2;
      if (panel) copyPanel(y + offset, rowF, panel, places);
      addToEight(image, panel ? panel : y + offset, panel ? 32 : rowF, filters + offset, outChannels - j);
    }
    x += <usize>(height * width) * pixel;
    y += <usize>places * rowF;
  }
}

@inline function addRun(to: usize, from: usize, n: i32): void {
  for (; n >= 4; n -= 4) {
    v128.store(to, f32x4.add(v128.load(to), v128.load(from)));
    from += 16;
    to += 16;
  }
  if (n > 0) storeSome(to, f32x4.add(v128.load(to), v128.load(from)), n);
}

/** Puts patches, what each place of the window holds, back under the window; sums where they meet. */
function addPatches(image: usize, patch: usize): void {
  const runs = apartRight == 1 ? 1 : columns, length = apartRight == 1 ? columns * channels : channels;
  for (let i: i32 = 0; i < outHeight; i++) {
    for (let j: i32 = 0; j < outWidth; j++) {
      const corner = image + <usize>(i * stepDown) * line + <usize>(j * stepRight) * pixel;
      for (let row: i32 = 0; row < rows; row++) {
        for (let run: i32 = 0; run < runs; run++) {
          addRun(corner + <usize>(row * apartDown) * line + <usize>(run * apartRight) * pixel, patch, length);
          patch += <usize>length << 2;
        }
      }
    }
  }
}

/**
 * Words as for `conv2d`; 1 is the result, 3 the output's gradient. The output's gradient times the
 * filters, transposed, is what each place of the window gives to the image: its patch.
 */
export function conv2dInput(at: usize): void {
  readWindow(at);
  let x = place(at, 1), y = place(at, 3);
  const filters = place(at, 2), frame = place(at, 19), panel = place(at, 20), patches = place(at, 21);
  measure(frame);
  const row = <usize>outChannels << 2, places = outHeight * outWidth;
  const image = <usize>(height * width) * pixel;
  memory.fill(x, 0, <usize>images * image);
  for (let n = images; n > 0; n--) {
    multiply(y, row, 4, filters, row, 1, patches, places, rows * columns * channels, outChannels, 0, panel, 0);
    if (frame) {
      memory.fill(frame, 0, <usize>frameHeight() * line);
      addPatches(frame, patches);
      copyFramed(x, frame, false);
    } else {
      addPatches(x, patches);
    }
    x += image;
    y += <usize>places * row;
  }
}
