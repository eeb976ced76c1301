// C = A·B + bias, for A and B as they lie or transposed; relu of it on request.
//
// Eight columns of C at a time: their part of B, a panel of depth × 8 numbers, stays in the cache
// while all rows of A go past it, four at a time. The 4 × 8 sums of such a tile live in registers.
//
// Two things about V8 shape the loop over the depth. It loads all that a turn needs before it
// multiplies: sums and loaded numbers together must fit into its fifteen registers, with one left for
// a product that is still to be added. Here 8 + 2 + 4 do; tiles of 5 × 8 or 3 × 12, and turns unrolled
// by hand, spill sums to memory and take up to twice as long. And it knows of a sum of 32 bits that
// the other half of its register is zero, but not of a number that comes round the loop, and spends an
// instruction on each address: so the places move before the loads, not after. That is a tenth.
import { count, place } from './instruction';
import { multiplyPacked } from './packed-product';
import { copyPanel, storeRow, turnFour } from './panels';
import { atLeast, boundOf, multiplyAdd, zeros } from './vector';

/**
 * All rows of up to eight columns. In A, `rowA` bytes lead to the next row and `nextA` to the next
 * column: exchanged, A is transposed. Rows beyond the last are calculated from the last one, and
 * not stored.
 */
function columnsOfC(
  a: usize, rowA: usize, nextA: usize,
  b: usize, rowB: usize,
  c: usize, rowC: usize,
  rows: i32, columns: i32, depth: i32,
  biasLeft: v128, biasRight: v128, bound: v128,
): void {
  do {
    let a0 = a, a1 = rows > 1 ? a0 + rowA : a0;
    let a2 = rows > 2 ? a1 + rowA : a1, a3 = rows > 3 ? a2 + rowA : a2;
    let left0 = biasLeft, left1 = biasLeft, left2 = biasLeft, left3 = biasLeft;
    let right0 = biasRight, right1 = biasRight, right2 = biasRight, right3 = biasRight;
    a0 -= nextA;
    a1 -= nextA;
    a2 -= nextA;
    a3 -= nextA;
    let from = b - rowB, more = depth; // one too early: the loop moves first
    do {
      a0 += nextA;
      a1 += nextA;
      a2 += nextA;
      a3 += nextA;
      from += rowB;
      const left = v128.load(from), right = v128.load(from, 16);
      const x0 = v128.load_splat<f32>(a0);
      left0 = multiplyAdd(x0, left, left0);
      right0 = multiplyAdd(x0, right, right0);
      const x1 = v128.load_splat<f32>(a1);
      left1 = multiplyAdd(x1, left, left1);
      right1 = multiplyAdd(x1, right, right1);
      const x2 = v128.load_splat<f32>(a2);
      left2 = multiplyAdd(x2, left, left2);
      right2 = multiplyAdd(x2, right, right2);
      const x3 = v128.load_splat<f32>(a3);
      left3 = multiplyAdd(x3, left, left3);
      right3 = multiplyAdd(x3, right, right3);
    } while (--more);
    storeRow(c, atLeast(left0, bound), atLeast(right0, bound), columns);
    c += rowC;
    if (rows > 1) {
      storeRow(c, atLeast(left1, bound), atLeast(right1, bound), columns);
      c += rowC;
    }
    if (rows > 2) {
      storeRow(c, atLeast(left2, bound), atLeast(right2, bound), columns);
      c += rowC;
    }
    if (rows > 3) {
      storeRow(c, atLeast(left3, bound), atLeast(right3, bound), columns);
      c += rowC;
    }
    a += rowA << 2;
    rows -= 4;
  } while (rows > 0);
}

/**
 * Words: 1 a, 2 bytes to its next row, 3 to its next column; 4 b, 5 bytes to its next row;
 * 6 whether b is transposed; 7 c; 8 rows, 9 columns, 10 depth; 11 bias or 0; 12 panel or 0;
 * 13 how many such products, 14 and 15 bytes from an a and a b to the next; 16 whether relu follows;
 * 17 memory for a block of A or 0, 18 its rows, 19 its depth.
 */
export function matMul(at: usize): void {
  let a = place(at, 1), b = place(at, 4), c = place(at, 7);
  const rows = count(at, 8), columns = count(at, 9), depth = count(at, 10), block = place(at, 17);
  for (let left = count(at, 13); left > 0; left--) {
    if (block) {
      multiplyPacked(
        a, place(at, 2), place(at, 3), b, place(at, 5), count(at, 6),
        c, rows, columns, depth, place(at, 11), place(at, 12),
        block, count(at, 18), count(at, 19), count(at, 16),
      );
    } else {
      multiply(
        a, place(at, 2), place(at, 3), b, place(at, 5), count(at, 6),
        c, rows, columns, depth, place(at, 11), place(at, 12), count(at, 16),
      );
    }
    a += place(at, 14);
    b += place(at, 15);
    c += <usize>(rows * columns) << 2;
  }
}

/** The product, panel by panel. */
export function multiply(
  a: usize, rowA: usize, nextA: usize,
  b: usize, rowB: usize, turned: i32,
  c: usize, rows: i32, columns: i32, depth: i32,
  bias: usize, panel: usize, relu: i32,
): void {
  const bound = boundOf(relu);
  const rowC = <usize>columns << 2;
  for (let j: i32 = 0; j < columns; j += 8) {
    const offset = <usize>j << 2, left = columns - j;
    let from = b + offset, step = rowB;
    if (turned) {
      const first = b + <usize>j * rowB;
      turnFour(first, rowB, panel, 32, depth, left);
      if (left > 4) turnFour(first + (rowB << 2), rowB, panel + 16, 32, depth, left - 4);
      from = panel;
      step = 32;
    } else if (panel) {
      copyPanel(from, rowB, panel, depth);
      from = panel;
      step = 32;
    }
    const biasLeft = bias ? v128.load(bias + offset) : zeros();
    const biasRight = bias ? v128.load(bias + offset, 16) : zeros();
    columnsOfC(a, rowA, nextA, from, step, c + offset, rowC, rows, left, depth, biasLeft, biasRight, bound);
  }
}
