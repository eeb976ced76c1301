// Many numbers become one. Sums are kept in float64 and rounded once.
import { Reduce } from './codes';
import { count, place } from './instruction';

@inline function start(kind: i32): f64 {
  if (kind == Reduce.max) return f64.NEGATIVE_INFINITY;
  if (kind == Reduce.min) return f64.POSITIVE_INFINITY;
  return 0;
}

@inline function join(kind: i32, a: f64, b: f64): f64 {
  if (kind == Reduce.max) return max(a, b);
  if (kind == Reduce.min) return min(a, b);
  return a + b;
}

/** Two numbers at a time in float64. */
@inline function join2(kind: i32, a: v128, b: v128): v128 {
  if (kind == Reduce.max) return f64x2.max(a, b);
  if (kind == Reduce.min) return f64x2.min(a, b);
  return f64x2.add(a, b);
}

@inline function finish(kind: i32, total: f64, n: i32): f32 {
  return <f32>(kind == Reduce.mean ? total / <f64>n : total);
}

@inline function oneRow(kind: i32, x: usize, n: i32): f32 {
  let low = f64x2.splat(start(kind)), high = low, left = n;
  for (; left >= 4; left -= 4) {
    const four = v128.load(x);
    low = join2(kind, low, f64x2.promote_low_f32x4(four));
    high = join2(kind, high, f64x2.promote_low_f32x4(v128.shuffle<f32>(four, four, 2, 3, 0, 1)));
    x += 16;
  }
  const both = join2(kind, low, high);
  let total = join(kind, f64x2.extract_lane(both, 0), f64x2.extract_lane(both, 1));
  for (; left > 0; left--) {
    total = join(kind, total, <f64>load<f32>(x));
    x += 4;
  }
  return finish(kind, total, n);
}

@inline function eachRow(kind: i32, at: usize): void {
  let x = place(at, 2), out = place(at, 3);
  const n = count(at, 5), bytes = <usize>n << 2;
  for (let rows = count(at, 4); rows > 0; rows--) {
    store<f32>(out, oneRow(kind, x, n));
    x += bytes;
    out += 4;
  }
}

/** Words: 1 kind, 2 x, 3 out, 4 rows, 5 numbers in a row. Each row becomes a number. */
export function reduceRows(at: usize): void {
  switch (count(at, 1)) {
    case Reduce.sum: return eachRow(Reduce.sum, at);
    case Reduce.mean: return eachRow(Reduce.mean, at);
    case Reduce.max: return eachRow(Reduce.max, at);
    default: return eachRow(Reduce.min, at);
  }
}

/** Four columns down `n` rows; `columns` may be fewer. */
@inline function fourColumns(kind: i32, x: usize, bytes: usize, n: i32, out: usize, columns: i32): void {
  let low = f64x2.splat(start(kind)), high = low, from = x;
  for (let left = n; left > 0; left--) {
    const four = v128.load(from);
    low = join2(kind, low, f64x2.promote_low_f32x4(four));
    high = join2(kind, high, f64x2.promote_low_f32x4(v128.shuffle<f32>(four, four, 2, 3, 0, 1)));
    from += bytes;
  }
  store<f32>(out, finish(kind, f64x2.extract_lane(low, 0), n));
  if (columns > 1) store<f32>(out, finish(kind, f64x2.extract_lane(low, 1), n), 4);
  if (columns > 2) store<f32>(out, finish(kind, f64x2.extract_lane(high, 0), n), 8);
  if (columns > 3) store<f32>(out, finish(kind, f64x2.extract_lane(high, 1), n), 12);
}

@inline function eachBlock(kind: i32, at: usize): void {
  let x = place(at, 2), out = place(at, 3);
  const n = count(at, 5), columns = count(at, 6), bytes = <usize>columns << 2;
  for (let blocks = count(at, 4); blocks > 0; blocks--) {
    for (let j: i32 = 0; j < columns; j += 4) {
      fourColumns(kind, x + (<usize>j << 2), bytes, n, out + (<usize>j << 2), columns - j);
    }
    x += <usize>n * bytes;
    out += bytes;
  }
}

/** Words: 1 kind, 2 x, 3 out, 4 blocks, 5 rows of a block, 6 columns. Rows become one row. */
export function reduceColumns(at: usize): void {
  switch (count(at, 1)) {
    case Reduce.sum: return eachBlock(Reduce.sum, at);
    case Reduce.mean: return eachBlock(Reduce.mean, at);
    case Reduce.max: return eachBlock(Reduce.max, at);
    default: return eachBlock(Reduce.min, at);
  }
}
