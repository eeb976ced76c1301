// Comparisons and choices. True and false are bytes, 1 and 0; numbers are four bytes each.
import { Cast, Compare, Logic } from './codes';
import { count, place } from './instruction';
import { choose, storeSome, zeros } from './vector';

/** Four bytes as four numbers. */
@inline function widen(bytes: v128): v128 {
  return i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(bytes));
}

/** Stores the first n (at least one) lanes of a mask as bytes. */
@inline function storeBytes(to: usize, mask: v128, n: i32): void {
  const bytes = i8x16.narrow_i16x8_s(i16x8.narrow_i32x4_s(mask, zeros()), zeros());
  let word = i32x4.extract_lane(bytes, 0) & 0x01010101;
  if (n >= 4) {
    store<i32>(to, word);
    return;
  }
  for (; n > 0; n--) {
    store<u8>(to++, <u8>word);
    word >>>= 8;
  }
}

@inline function test(kind: i32, whole: i32, a: v128, b: v128): v128 {
  switch (kind) {
    case Compare.equal: return whole ? i32x4.eq(a, b) : f32x4.eq(a, b);
    case Compare.notEqual: return whole ? i32x4.ne(a, b) : f32x4.ne(a, b);
    case Compare.greater: return whole ? i32x4.gt_s(a, b) : f32x4.gt(a, b);
    case Compare.greaterEqual: return whole ? i32x4.ge_s(a, b) : f32x4.ge(a, b);
    case Compare.less: return whole ? i32x4.lt_s(a, b) : f32x4.lt(a, b);
    default: return whole ? i32x4.le_s(a, b) : f32x4.le(a, b);
  }
}

/** Four numbers in a row, or one number four times. */
@inline function take(from: usize, step: usize): v128 {
  return step ? v128.load(from) : v128.load32_splat(from);
}

@inline function rows(kind: i32, whole: i32, at: usize): void {
  let a = place(at, 2), b = place(at, 5), out = place(at, 8);
  const rowA = place(at, 3), stepA = place(at, 4), rowB = place(at, 6), stepB = place(at, 7);
  const n = count(at, 10);
  for (let left = count(at, 9); left > 0; left--) {
    for (let i: i32 = 0; i < n; i += 4) {
      const x = take(a + <usize>(i >> 2) * stepA, stepA), y = take(b + <usize>(i >> 2) * stepB, stepB);
      storeBytes(out + i, test(kind, whole, x, y), n - i);
    }
    a += rowA;
    b += rowB;
    out += n;
  }
}

@inline function either(kind: i32, at: usize): void {
  if (count(at, 11)) rows(kind, 1, at);
  else rows(kind, 0, at);
}

/** Words as for `binary`, and 11 whether the numbers are whole. */
export function compare(at: usize): void {
  switch (count(at, 1)) {
    case Compare.equal: return either(Compare.equal, at);
    case Compare.notEqual: return either(Compare.notEqual, at);
    case Compare.greater: return either(Compare.greater, at);
    case Compare.greaterEqual: return either(Compare.greaterEqual, at);
    case Compare.less: return either(Compare.less, at);
    default: return either(Compare.lessEqual, at);
  }
}

/** Words: 1 kind, 2 a, 3 b (as a for `not`), 4 out, 5 how many bytes. */
export function logic(at: usize): void {
  const kind = count(at, 1), a = place(at, 2), b = place(at, 3), out = place(at, 4);
  const n = place(at, 5);
  for (let i: usize = 0; i < n; i++) {
    const x = load<u8>(a + i), y = load<u8>(b + i);
    store<u8>(out + i, kind == Logic.logicalAnd ? x & y : kind == Logic.logicalOr ? x | y : x ^ 1);
  }
}

/** Words: 1 kind, 2 from, 3 to, 4 how many. */
export function cast(at: usize): void {
  const kind = count(at, 1);
  let from = place(at, 2), to = place(at, 3);
  const step: usize = kind == Cast.intToFloat ? 16 : 4;
  for (let left = count(at, 4); left > 0; left -= 4) {
    const whole = kind == Cast.intToFloat ? v128.load(from) : widen(v128.load32_zero(from));
    storeSome(to, kind == Cast.boolToInt ? whole : f32x4.convert_i32x4_s(whole), left);
    from += step;
    to += 16;
  }
}

/**
 * Words: 1 condition, 2 bytes to its next row, 3 its step of 4 bytes or 0; 4 a, 5, 6 and 7 b, 8, 9
 * the same with a step of 16; 10 out; 11 rows; 12 numbers in a row.
 */
export function where(at: usize): void {
  let condition = place(at, 1), a = place(at, 4), b = place(at, 7), out = place(at, 10);
  const stepC = place(at, 3), stepA = place(at, 6), stepB = place(at, 9), n = count(at, 12);
  for (let left = count(at, 11); left > 0; left--) {
    for (let i: i32 = 0; i < n; i += 4) {
      const four = <usize>(i >> 2), from = condition + four * stepC;
      const bytes = stepC ? v128.load32_zero(from) : v128.load8_splat(from);
      const mask = i32x4.ne(widen(bytes), zeros());
      const x = take(a + four * stepA, stepA), y = take(b + four * stepB, stepB);
      storeSome(out + (<usize>i << 2), choose(mask, x, y), n - i);
    }
    condition += place(at, 2);
    a += place(at, 5);
    b += place(at, 8);
    out += <usize>n << 2;
  }
}
