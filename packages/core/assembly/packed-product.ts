// A large product C = A·B + bias, with both factors copied first into the order in which the
// multiplication reads them: A in strips of two rows, B in panels of sixteen columns. The innermost
// loop then follows two places in memory instead of five, which makes it a tenth faster.
//
// So that nothing is fetched from far away twice, A is cut into blocks that fit the second cache,
// and the depth into pieces of which a panel fits the first. Between the pieces the sums wait in C.
//
// Goto and van de Geijn, Anatomy of High-Performance Matrix Multiplication, figure 8.
import { turnFour } from './panels';
import { atLeast, boundOf, multiplyAdd, storeSome } from './vector';

/** Bytes of two numbers in a strip of A, one of each row. */
const STRIP: usize = 8;
/** Bytes of sixteen numbers in a panel of B, a line of the cache; columns of a panel. */
const PANEL: usize = 64;
const COLUMNS: i32 = 16;

/** Copies rows of A, of which the numbers to be summed lie side by side, into strips. */
function turnStrips(a: usize, rowA: usize, to: usize, rows: i32, depth: i32): void {
  for (; rows > 0; rows -= 2) {
    let a0 = a, a1 = rows > 1 ? a0 + rowA : a0, more = depth;
    for (; more >= 4; more -= 4) {
      const r0 = v128.load(a0), r1 = v128.load(a1);
      v128.store(to, v128.shuffle<f32>(r0, r1, 0, 4, 1, 5));
      v128.store(to, v128.shuffle<f32>(r0, r1, 2, 6, 3, 7), 16);
      a0 += 16;
      a1 += 16;
      to += 4 * STRIP;
    }
    for (; more > 0; more--) {
      store<f32>(to, load<f32>(a0));
      store<f32>(to, load<f32>(a1), 4);
      a0 += 4;
      a1 += 4;
      to += STRIP;
    }
    a += rowA << 1;
  }
}

/**
 * The same for a transposed A, eight strips at a time: that is a whole line of the cache. What lies
 * behind the last row is copied too, and never used.
 */
function copyStrips(a: usize, nextA: usize, to: usize, rows: i32, depth: i32): void {
  const strip = <usize>depth * STRIP;
  for (; rows > 0; rows -= COLUMNS) {
    let from = a, first = to, more = depth;
    do {
      let next = first;
      const r0 = v128.load(from), r1 = v128.load(from, 16);
      v128.store_lane<u64>(next, r0, 0);
      next += strip;
      v128.store_lane<u64>(next, r0, 1);
      next += strip;
      v128.store_lane<u64>(next, r1, 0);
      next += strip;
      v128.store_lane<u64>(next, r1, 1);
      next += strip;
      const r2 = v128.load(from, 32), r3 = v128.load(from, 48);
      v128.store_lane<u64>(next, r2, 0);
      next += strip;
      v128.store_lane<u64>(next, r2, 1);
      next += strip;
      v128.store_lane<u64>(next, r3, 0);
      next += strip;
      v128.store_lane<u64>(next, r3, 1);
      from += nextA;
      first += STRIP;
    } while (--more);
    a += 64;
    to += strip << 3;
  }
}

/** Copies a panel of B, so that its rows lie one after the other. */
function copyPanel(b: usize, rowB: usize, panel: usize, depth: i32): void {
  do {
    v128.store(panel, v128.load(b));
    v128.store(panel, v128.load(b, 16), 16);
    v128.store(panel, v128.load(b, 32), 32);
    v128.store(panel, v128.load(b, 48), 48);
    b += rowB;
    panel += PANEL;
  } while (--depth);
}

/** The same for a transposed B, four columns at a time. */
function turnPanel(b: usize, rowB: usize, panel: usize, depth: i32, columns: i32): void {
  for (; columns > 0; columns -= 4) {
    turnFour(b, rowB, panel, PANEL, depth, columns);
    b += rowB << 2;
    panel += 16;
  }
}

/** Room for a tile of C that is not whole, and a row of zeros. */
const tile: usize = memory.data(128, 16);
const nothing: usize = memory.data(64, 16);

/**
 * One strip times one panel: two rows by sixteen columns of C.
 *
 * A turn of the loop takes two numbers of the depth, and may end between them. That branch is what
 * makes it fast: V8 moves loads up as far as the last branch, so without it the numbers for both
 * halves would be loaded first, and sums would have to leave the registers for them.
 *
 * @param start where the sums begin: a bias, zeros, or what is in C already
 * @param nextStart bytes to the second row's start, 0 where both begin alike
 */
@inline function multiplyTile(
  strip: usize, panel: usize, depth: i32, start: usize, nextStart: usize, c: usize, rowC: usize, bound: v128,
): void {
  let upper0 = v128.load(start), upper1 = v128.load(start, 16);
  let upper2 = v128.load(start, 32), upper3 = v128.load(start, 48);
  start += nextStart;
  let lower0 = v128.load(start), lower1 = v128.load(start, 16);
  let lower2 = v128.load(start, 32), lower3 = v128.load(start, 48);
  const end = panel + <usize>depth * PANEL;
  do {
    let b0 = v128.load(panel), b1 = v128.load(panel, 16);
    let b2 = v128.load(panel, 32), b3 = v128.load(panel, 48);
    let upper = v128.load_splat<f32>(strip), lower = v128.load_splat<f32>(strip, 4);
    upper0 = multiplyAdd(upper, b0, upper0);
    upper1 = multiplyAdd(upper, b1, upper1);
    upper2 = multiplyAdd(upper, b2, upper2);
    upper3 = multiplyAdd(upper, b3, upper3);
    lower0 = multiplyAdd(lower, b0, lower0);
    lower1 = multiplyAdd(lower, b1, lower1);
    lower2 = multiplyAdd(lower, b2, lower2);
    lower3 = multiplyAdd(lower, b3, lower3);
    strip += STRIP;
    panel += PANEL;
    if (panel == end) break;
    // The same once more.
    b0 = v128.load(panel), b1 = v128.load(panel, 16);
    b2 = v128.load(panel, 32), b3 = v128.load(panel, 48);
    upper = v128.load_splat<f32>(strip), lower = v128.load_splat<f32>(strip, 4);
    upper0 = multiplyAdd(upper, b0, upper0);
    upper1 = multiplyAdd(upper, b1, upper1);
    upper2 = multiplyAdd(upper, b2, upper2);
    upper3 = multiplyAdd(upper, b3, upper3);
    lower0 = multiplyAdd(lower, b0, lower0);
    lower1 = multiplyAdd(lower, b1, lower1);
    lower2 = multiplyAdd(lower, b2, lower2);
    lower3 = multiplyAdd(lower, b3, lower3);
    strip += STRIP;
    panel += PANEL;
  } while (panel != end);
  v128.store(c, atLeast(upper0, bound));
  v128.store(c, atLeast(upper1, bound), 16);
  v128.store(c, atLeast(upper2, bound), 32);
  v128.store(c, atLeast(upper3, bound), 48);
  c += rowC;
  v128.store(c, atLeast(lower0, bound));
  v128.store(c, atLeast(lower1, bound), 16);
  v128.store(c, atLeast(lower2, bound), 32);
  v128.store(c, atLeast(lower3, bound), 48);
}

/** Copies a tile that is not whole. */
function copyTile(from: usize, rowFrom: usize, to: usize, rowTo: usize, rows: i32, columns: i32): void {
  for (let left = min(rows, 2); left > 0; left--) {
    const most = min(columns, COLUMNS);
    for (let j: i32 = 0; j < most; j += 4) {
      const offset = <usize>j << 2;
      storeSome(to + offset, v128.load(from + offset), most - j);
    }
    from += rowFrom;
    to += rowTo;
  }
}

/**
 * Strips of A times a panel of B, for up to sixteen columns of C. Rows and columns beyond the last
 * are not stored.
 *
 * @param start as for `multiplyTile`; 0 where the sums begin with what is in C
 */
function stripsTimesPanel(
  strip: usize, panel: usize, c: usize, rowC: usize, rows: i32, columns: i32, depth: i32,
  start: usize, relu: i32,
): void {
  const bytes = <usize>depth * STRIP;
  for (; rows > 0; rows -= 2) {
    const whole = rows > 1 && columns >= COLUMNS;
    const to = whole ? c : tile, rowTo = whole ? rowC : PANEL;
    if (!whole && !start) copyTile(c, rowC, to, rowTo, rows, columns);
    multiplyTile(strip, panel, depth, start ? start : to, start ? 0 : rowTo, to, rowTo, boundOf(relu));
    if (!whole) copyTile(to, rowTo, c, rowC, rows, columns);
    strip += bytes;
    c += rowC << 1;
  }
}

/**
 * One block of A times all of B. Sums begin with the bias, or with what earlier pieces of the depth
 * have left in C.
 *
 * @param first whether this is the first piece
 */
function blockTimesMatrix(
  block: usize, b: usize, rowB: usize, turned: i32, panel: usize,
  c: usize, rowC: usize, rows: i32, columns: i32, depth: i32,
  first: bool, bias: usize, relu: i32,
): void {
  for (let j: i32 = 0; j < columns; j += COLUMNS) {
    const offset = <usize>j << 2, left = columns - j;
    if (turned) turnPanel(b + <usize>j * rowB, rowB, panel, depth, min(left, COLUMNS));
    else copyPanel(b + offset, rowB, panel, depth);
    const beginning = bias ? bias + offset : nothing;
    const start = first ? beginning : 0;
    stripsTimesPanel(block, panel, c + offset, rowC, rows, left, depth, start, relu);
  }
}

/**
 * The product, as `multiply` has it.
 *
 * @param panel memory for `blockDepth` rows of sixteen numbers
 * @param block memory for `blockRows` by `blockDepth` numbers, `blockRows` a multiple of sixteen
 */
export function multiplyPacked(
  a: usize, rowA: usize, nextA: usize,
  b: usize, rowB: usize, turned: i32,
  c: usize, rows: i32, columns: i32, depth: i32,
  bias: usize, panel: usize, block: usize, blockRows: i32, blockDepth: i32, relu: i32,
): void {
  const rowC = <usize>columns << 2;
  for (let i: i32 = 0; i < rows; i += blockRows) {
    const height = min(blockRows, rows - i);
    for (let k: i32 = 0; k < depth; k += blockDepth) {
      const length = min(blockDepth, depth - k);
      const from = a + <usize>i * rowA + <usize>k * nextA;
      if (nextA == 4) turnStrips(from, rowA, block, height, length);
      else copyStrips(from, nextA, block, height, length);
      const piece = b + <usize>k * (turned ? 4 : rowB);
      const last = k + length == depth;
      blockTimesMatrix(
        block, piece, rowB, turned, panel,
        c + <usize>i * rowC, rowC, height, columns, length, k == 0, bias, last ? relu : 0,
      );
    }
  }
}
