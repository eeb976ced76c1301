// Products with one row or one column: a batch of one example, or a layer of one unit. Every number
// of the matrix is used once, so there is nothing to be kept in registers but the sums.
import { count, place } from './instruction';
import { multiplyAdd, storeSome, zeros } from './vector';

/** Four numbers of a bias; the same one four times if its step is 0. */
@inline function biasAt(bias: usize, step: i32, offset: usize): v128 {
  if (!bias) return zeros();
  return step ? v128.load(bias + offset) : v128.load_splat<f32>(bias);
}

/**
 * out = row · matrix + bias, sixteen and then four columns at a time.
 * Words: 1 row; 2 matrix, 3 bytes to its next row; 4 out; 5 columns, 6 depth; 7 bias or 0, 8 its step.
 */
export function rowTimesMatrix(at: usize): void {
  const row = place(at, 1), matrix = place(at, 2), next = place(at, 3), out = place(at, 4);
  const columns = count(at, 5), depth = count(at, 6), bias = place(at, 7), step = count(at, 8);
  let offset: usize = 0, left = columns;
  for (; left >= 16; left -= 16) {
    let a = biasAt(bias, step, offset), b = biasAt(bias, step, offset + 16);
    let c = biasAt(bias, step, offset + 32), d = biasAt(bias, step, offset + 48);
    let from = matrix + offset, x = row;
    for (let more = depth; more > 0; more--) {
      const number = v128.load_splat<f32>(x);
      a = multiplyAdd(number, v128.load(from), a);
      b = multiplyAdd(number, v128.load(from, 16), b);
      c = multiplyAdd(number, v128.load(from, 32), c);
      d = multiplyAdd(number, v128.load(from, 48), d);
      from += next;
      x += 4;
    }
    v128.store(out + offset, a);
    v128.store(out + offset, b, 16);
    v128.store(out + offset, c, 32);
    v128.store(out + offset, d, 48);
    offset += 64;
  }
  for (; left > 0; left -= 4) {
    let sum = biasAt(bias, step, offset), from = matrix + offset, x = row;
    for (let more = depth; more > 0; more--) {
      sum = multiplyAdd(v128.load_splat<f32>(x), v128.load(from), sum);
      from += next;
      x += 4;
    }
    storeSome(out + offset, sum, left);
    offset += 16;
  }
}

/** The sums of four vectors' lanes, as one vector. */
@inline function sumsOf(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), v128.shuffle<f32>(a, b, 2, 6, 3, 7));
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 1, 5), v128.shuffle<f32>(c, d, 2, 6, 3, 7));
  return f32x4.add(v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
}

/** One number from each of four places. */
@inline function gather(a: usize, b: usize, c: usize, d: usize): v128 {
  const two = v128.load_lane<f32>(b, v128.load_splat<f32>(a), 1);
  return v128.load_lane<f32>(d, v128.load_lane<f32>(c, two, 2), 3);
}

/**
 * out = matrix · column + bias: dot products, four rows at a time.
 * Words: 1 matrix, 2 bytes to its next row; 3 column; 4 out; 5 rows, 6 depth; 7 bias or 0, 8 its step.
 */
export function matrixTimesColumn(at: usize): void {
  const next = place(at, 2), column = place(at, 3), depth = count(at, 6);
  const bias = place(at, 7), step = count(at, 8);
  let out = place(at, 4), first = place(at, 1), offset: usize = 0;
  for (let rows = count(at, 5); rows > 0; rows -= 4) {
    let a = first, b = rows > 1 ? a + next : a, c = rows > 2 ? b + next : b, d = rows > 3 ? c + next : c;
    let sumA = zeros(), sumB = zeros(), sumC = zeros(), sumD = zeros();
    let x = column, more = depth;
    for (; more >= 4; more -= 4) {
      const four = v128.load(x);
      sumA = multiplyAdd(four, v128.load(a), sumA);
      sumB = multiplyAdd(four, v128.load(b), sumB);
      sumC = multiplyAdd(four, v128.load(c), sumC);
      sumD = multiplyAdd(four, v128.load(d), sumD);
      a += 16;
      b += 16;
      c += 16;
      d += 16;
      x += 16;
    }
    let sums = f32x4.add(biasAt(bias, step, offset), sumsOf(sumA, sumB, sumC, sumD));
    for (; more > 0; more--) {
      sums = multiplyAdd(v128.load_splat<f32>(x), gather(a, b, c, d), sums);
      a += 4;
      b += 4;
      c += 4;
      d += 4;
      x += 4;
    }
    storeSome(out, sums, rows);
    first += next << 2;
    out += 16;
    offset += 16;
  }
}
