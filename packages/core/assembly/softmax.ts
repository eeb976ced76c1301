// Softmax along rows. The greatest number of a row is taken off first, so that nothing overflows.
import { exp } from './functions';
import { count, place } from './instruction';
import { all, choose, firstLanes, greatest, storeSome, sumOf } from './vector';

@inline function greatestOf(x: usize, n: i32): f32 {
  let found = all(f32.NEGATIVE_INFINITY);
  for (let i: i32 = 0; i < n; i += 4) {
    const four = v128.load(x + (<usize>i << 2));
    found = f32x4.max(found, choose(firstLanes(n - i), four, found));
  }
  return greatest(found);
}

/** Words: 1 x, 2 out, 3 rows, 4 numbers in a row. */
export function softmax(at: usize): void {
  let x = place(at, 1), out = place(at, 2);
  const n = count(at, 4), bytes = <usize>n << 2;
  for (let rows = count(at, 3); rows > 0; rows--) {
    const top = all(greatestOf(x, n));
    let total: f64 = 0;
    for (let i: i32 = 0; i < n; i += 4) {
      const offset = <usize>i << 2;
      const powers = v128.and(exp(f32x4.sub(v128.load(x + offset), top)), firstLanes(n - i));
      total += sumOf(powers);
      storeSome(out + offset, powers, n - i);
    }
    const share = all(<f32>(1.0 / total));
    for (let i: i32 = 0; i < n; i += 4) {
      const offset = <usize>i << 2;
      storeSome(out + offset, f32x4.mul(v128.load(out + offset), share), n - i);
    }
    x += bytes;
    out += bytes;
  }
}

/** Words as for `softmax`; the logarithm of the result. */
export function logSoftmax(at: usize): void {
  let x = place(at, 1), out = place(at, 2);
  const n = count(at, 4), bytes = <usize>n << 2;
  for (let rows = count(at, 3); rows > 0; rows--) {
    const top = greatestOf(x, n);
    let total: f64 = 0;
    for (let i: i32 = 0; i < n; i += 4) {
      const powers = exp(f32x4.sub(v128.load(x + (<usize>i << 2)), all(top)));
      total += sumOf(v128.and(powers, firstLanes(n - i)));
    }
    const taken = all(<f32>Math.log(total));
    for (let i: i32 = 0; i < n; i += 4) {
      const offset = <usize>i << 2;
      const below = f32x4.sub(v128.load(x + offset), all(top));
      storeSome(out + offset, f32x4.sub(below, taken), n - i);
    }
    x += bytes;
    out += bytes;
  }
}
