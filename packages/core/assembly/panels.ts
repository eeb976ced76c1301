// Parts of matrices, copied into the order in which a product reads them, and its results stored.
import { storeSome } from './vector';

/** Stores up to eight numbers. */
@inline export function storeRow(to: usize, left: v128, right: v128, columns: i32): void {
  if (columns >= 8) {
    v128.store(to, left);
    v128.store(to, right, 16);
  } else if (columns > 4) {
    v128.store(to, left);
    storeSome(to + 16, right, columns - 4);
  } else {
    storeSome(to, left, columns);
  }
}

/** Copies a panel, so that its rows lie one after the other. */
export function copyPanel(b: usize, rowB: usize, panel: usize, depth: i32): void {
  do {
    v128.store(panel, v128.load(b));
    v128.store(panel, v128.load(b, 16), 16);
    b += rowB;
    panel += 32;
  } while (--depth);
}

/**
 * Four rows become four columns, 4 × 4 numbers at a time. Rows beyond the last are copies of it.
 *
 * @param apart bytes from a row of what is written to the next
 */
@inline export function turnFour(b: usize, rowB: usize, to: usize, apart: usize, depth: i32, rows: i32): void {
  const b0 = b, b1 = rows > 1 ? b0 + rowB : b0;
  const b2 = rows > 2 ? b1 + rowB : b1, b3 = rows > 3 ? b2 + rowB : b2;
  let k: usize = 0;
  for (; depth >= 4; depth -= 4) {
    const r0 = v128.load(b0 + k), r1 = v128.load(b1 + k), r2 = v128.load(b2 + k), r3 = v128.load(b3 + k);
    const low01 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5), high01 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
    const low23 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5), high23 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
    v128.store(to, v128.shuffle<f32>(low01, low23, 0, 1, 4, 5));
    v128.store(to + apart, v128.shuffle<f32>(low01, low23, 2, 3, 6, 7));
    v128.store(to + 2 * apart, v128.shuffle<f32>(high01, high23, 0, 1, 4, 5));
    v128.store(to + 3 * apart, v128.shuffle<f32>(high01, high23, 2, 3, 6, 7));
    k += 16;
    to += 4 * apart;
  }
  for (; depth > 0; depth--) {
    store<f32>(to, load<f32>(b0 + k));
    store<f32>(to, load<f32>(b1 + k), 4);
    store<f32>(to, load<f32>(b2 + k), 8);
    store<f32>(to, load<f32>(b3 + k), 12);
    k += 4;
    to += apart;
  }
}
