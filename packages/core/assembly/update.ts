// Updates of one parameter: what the optimizers' rules say, in one pass over the memory.
import { count, number, place } from './instruction';
import { all, multiplyAdd, multiplySubtract, storeSome } from './vector';

/**
 * Zero for numbers too small to matter. Means of gradients that stay zero would else shrink to
 * numbers below the normal range, and those take a hundred times as long to calculate with. The
 * limits leave room for a product with 1 - β; what they drop is far below ε.
 */
@inline function withoutDust(x: v128, least: f32): v128 {
  return v128.and(x, f32x4.ge(f32x4.abs(x), all(least)));
}

/** Words: 1 parameter, 2 gradient, 3 rate, 4 how many. */
export function sgd(at: usize): void {
  let parameter = place(at, 1), gradient = place(at, 2);
  const rate = v128.load_splat<f32>(place(at, 3));
  for (let left = count(at, 4); left > 0; left -= 4) {
    const next = multiplySubtract(rate, v128.load(gradient), v128.load(parameter));
    storeSome(parameter, next, left);
    parameter += 16;
    gradient += 16;
  }
}

/**
 * Words: 1 parameter, 2 gradient, 3 momentum, 4 velocity, 5 rate with the means' corrections,
 * 6 how many; 7 1 - β1, 8 1 - β2, 9 ε as numbers.
 */
export function adam(at: usize): void {
  let parameter = place(at, 1), gradient = place(at, 2), first = place(at, 3), second = place(at, 4);
  const rate = v128.load_splat<f32>(place(at, 5));
  const fresh1 = all(number(at, 7)), fresh2 = all(number(at, 8)), epsilon = all(number(at, 9));
  for (let left = count(at, 6); left > 0; left -= 4) {
    const g = withoutDust(v128.load(gradient), 1e-16), m0 = v128.load(first), v0 = v128.load(second);
    const m = withoutDust(multiplyAdd(f32x4.sub(g, m0), fresh1, m0), 1e-30);
    const v = withoutDust(multiplyAdd(f32x4.sub(f32x4.mul(g, g), v0), fresh2, v0), 1e-32);
    const change = f32x4.div(f32x4.mul(m, rate), f32x4.add(f32x4.sqrt(v), epsilon));
    storeSome(first, m, left);
    storeSome(second, v, left);
    storeSome(parameter, f32x4.sub(v128.load(parameter), change), left);
    parameter += 16;
    gradient += 16;
    first += 16;
    second += 16;
  }
}
