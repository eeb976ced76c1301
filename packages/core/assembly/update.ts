// Updates of one parameter: what the optimizers' rules say, in one pass over the memory.
import { count, number, place } from './instruction';
import { all, multiplyAdd, multiplySubtract, storeSome } from './vector';

/**
 * Zero for numbers too small to matter. Means of gradients that stay zero would else shrink to
 * numbers below the normal range, and those take a hundred times as long to calculate with. The
 * limits leave room for a product with 1 - β; what they drop is far below ε. NaN stays.
 */
@inline function withoutDust(x: v128, least: f32): v128 {
  return v128.andnot(x, f32x4.lt(f32x4.abs(x), all(least)));
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

/** Adam's next mean of gradients. */
@inline function nextFirst(g: v128, m: v128, fresh: v128): v128 {
  return withoutDust(multiplyAdd(f32x4.sub(g, m), fresh, m), 1e-30);
}

/** Adam's next mean of squared gradients, which is never below 0. */
@inline function nextSecond(g: v128, v: v128, fresh: v128): v128 {
  const next = multiplyAdd(f32x4.sub(f32x4.mul(g, g), v), fresh, v);
  return v128.andnot(next, f32x4.lt(next, all(1e-32)));
}

/** The parameter after a step. */
@inline function stepped(parameter: v128, m: v128, v: v128, rate: v128, epsilon: v128): v128 {
  return f32x4.sub(parameter, f32x4.div(f32x4.mul(m, rate), f32x4.add(f32x4.sqrt(v), epsilon)));
}

/**
 * Words: 1 parameter, 2 gradient, 3 momentum, 4 velocity, 5 rate with the means' corrections,
 * 6 how many; 7 1 - β1, 8 1 - β2, 9 ε as numbers.
 */
export function adam(at: usize): void {
  let parameter = place(at, 1), gradient = place(at, 2), first = place(at, 3), second = place(at, 4);
  const rate = v128.load_splat<f32>(place(at, 5));
  const fresh1 = all(number(at, 7)), fresh2 = all(number(at, 8)), epsilon = all(number(at, 9));
  let left = count(at, 6);
  for (; left >= 4; left -= 4) {
    const g = withoutDust(v128.load(gradient), 1e-16);
    const m = nextFirst(g, v128.load(first), fresh1), v = nextSecond(g, v128.load(second), fresh2);
    v128.store(first, m);
    v128.store(second, v);
    v128.store(parameter, stepped(v128.load(parameter), m, v, rate, epsilon));
    parameter += 16;
    gradient += 16;
    first += 16;
    second += 16;
  }
  if (left > 0) {
    const g = withoutDust(v128.load(gradient), 1e-16);
    const m = nextFirst(g, v128.load(first), fresh1), v = nextSecond(g, v128.load(second), fresh2);
    storeSome(first, m, left);
    storeSome(second, v, left);
    storeSome(parameter, stepped(v128.load(parameter), m, v, rate, epsilon), left);
  }
}
