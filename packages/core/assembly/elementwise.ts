// Calculations on each number by itself.
import { Binary, Unary } from './codes';
import { exp, sigmoid, tanh } from './functions';
import { count, number, place } from './instruction';
import { all, choose, firstLanes, multiplySubtract, storeSome, zeros } from './vector';

/**
 * Stores the last n (at least one) of a block's numbers, and zeros up to the end of its last vector,
 * which is the block's own. Stored as one, a vector is loaded at once: a load that spans several
 * small stores waits until they are in the cache.
 */
@inline function storeLast(to: usize, x: v128, n: i32): void {
  v128.store(to, v128.and(x, firstLanes(n)));
}

@inline function ones(mask: v128): v128 {
  return v128.and(mask, all(1.0));
}

/** `p` and `q` are the function's own numbers, such as the bounds of `clip`. */
@inline function calculate1(kind: i32, x: v128, p: v128, q: v128): v128 {
  switch (kind) {
    case Unary.neg: return f32x4.neg(x);
    case Unary.abs: return f32x4.abs(x);
    case Unary.square: return f32x4.mul(x, x);
    case Unary.sqrt: return f32x4.sqrt(x);
    case Unary.reciprocal: return f32x4.div(all(1.0), x);
    case Unary.exp: return exp(x);
    case Unary.sigmoid: return sigmoid(x);
    case Unary.tanh: return tanh(x);
    case Unary.relu: return f32x4.pmax(x, zeros());
    case Unary.step: return ones(f32x4.gt(x, zeros()));
    case Unary.sign: return signOf(x);
    case Unary.rsqrt: return f32x4.div(all(1.0), f32x4.sqrt(x));
    case Unary.floor: return f32x4.floor(x);
    case Unary.ceil: return f32x4.ceil(x);
    case Unary.round: return f32x4.nearest(x);
    case Unary.relu6: return f32x4.min(f32x4.max(x, zeros()), all(6.0));
    case Unary.silu: return f32x4.mul(x, sigmoid(x));
    case Unary.softsign: return f32x4.div(x, f32x4.add(all(1.0), f32x4.abs(x)));
    case Unary.leakyRelu: return choose(f32x4.gt(x, zeros()), x, f32x4.mul(x, p));
    case Unary.clip: return f32x4.min(f32x4.max(x, p), q);
    default: return x;
  }
}

/** -1, 1, or the number itself if it is 0 or NaN. */
@inline function signOf(x: v128): v128 {
  const below = choose(f32x4.lt(x, zeros()), all(-1.0), x);
  return choose(f32x4.gt(x, zeros()), all(1.0), below);
}

/** Klambauer and others, Self-Normalizing Neural Networks, equation 14. */
const SELU_SCALE = 1.0507009873554805;
const SELU_ALPHA = 1.6732632423543772;

/** A function that has no vector form here: in float64, one number after the other. */
@inline function calculateAlone(kind: i32, x: f64): f64 {
  switch (kind) {
    case Unary.log: return Math.log(x);
    case Unary.log1p: return Math.log1p(x);
    case Unary.expm1: return Math.expm1(x);
    case Unary.elu: return x > 0 ? x : Math.expm1(x);
    case Unary.selu: return SELU_SCALE * (x > 0 ? x : SELU_ALPHA * Math.expm1(x));
    // ln(1 + e^x) without overflow.
    default: return max(x, 0) + Math.log1p(Math.exp(-abs(x)));
  }
}

@inline function each(kind: i32, at: usize): void {
  let x = place(at, 2), out = place(at, 3), left = count(at, 4);
  const p = all(number(at, 5)), q = all(number(at, 6));
  for (; left >= 4; left -= 4) {
    v128.store(out, calculate1(kind, v128.load(x), p, q));
    x += 16;
    out += 16;
  }
  if (left > 0) storeLast(out, calculate1(kind, v128.load(x), p, q), left);
}

@inline function eachAlone(kind: i32, at: usize): void {
  const x = place(at, 2), out = place(at, 3), n = count(at, 4);
  for (let i: usize = 0; i < <usize>n << 2; i += 4) {
    store<f32>(out + i, <f32>calculateAlone(kind, <f64>load<f32>(x + i)));
  }
}

/** Words: 1 kind, 2 x, 3 out, 4 how many; 5 and 6 numbers of the function. */
export function unary(at: usize): void {
  switch (count(at, 1)) {
    case Unary.neg: return each(Unary.neg, at);
    case Unary.abs: return each(Unary.abs, at);
    case Unary.square: return each(Unary.square, at);
    case Unary.sqrt: return each(Unary.sqrt, at);
    case Unary.reciprocal: return each(Unary.reciprocal, at);
    case Unary.exp: return each(Unary.exp, at);
    case Unary.sigmoid: return each(Unary.sigmoid, at);
    case Unary.tanh: return each(Unary.tanh, at);
    case Unary.relu: return each(Unary.relu, at);
    case Unary.step: return each(Unary.step, at);
    case Unary.sign: return each(Unary.sign, at);
    case Unary.rsqrt: return each(Unary.rsqrt, at);
    case Unary.floor: return each(Unary.floor, at);
    case Unary.ceil: return each(Unary.ceil, at);
    case Unary.round: return each(Unary.round, at);
    case Unary.relu6: return each(Unary.relu6, at);
    case Unary.silu: return each(Unary.silu, at);
    case Unary.softsign: return each(Unary.softsign, at);
    case Unary.leakyRelu: return each(Unary.leakyRelu, at);
    case Unary.clip: return each(Unary.clip, at);
    case Unary.log: return eachAlone(Unary.log, at);
    case Unary.log1p: return eachAlone(Unary.log1p, at);
    case Unary.softplus: return eachAlone(Unary.softplus, at);
    case Unary.expm1: return eachAlone(Unary.expm1, at);
    case Unary.elu: return eachAlone(Unary.elu, at);
    case Unary.selu: return eachAlone(Unary.selu, at);
    default: unreachable();
  }
}

@inline function calculate2(kind: i32, a: v128, b: v128): v128 {
  switch (kind) {
    case Binary.add: return f32x4.add(a, b);
    case Binary.sub: return f32x4.sub(a, b);
    case Binary.mul: return f32x4.mul(a, b);
    case Binary.div: return f32x4.div(a, b);
    case Binary.maximum: return f32x4.max(a, b);
    case Binary.minimum: return f32x4.min(a, b);
    case Binary.squaredDifference: return square(f32x4.sub(a, b));
    case Binary.tanhSlope: return f32x4.mul(a, multiplySubtract(b, b, all(1.0)));
    case Binary.sigmoidSlope: return f32x4.mul(a, f32x4.mul(b, f32x4.sub(all(1.0), b)));
    case Binary.reluSlope: return f32x4.mul(a, ones(f32x4.gt(b, zeros())));
    default: return a;
  }
}

@inline function square(x: v128): v128 {
  return f32x4.mul(x, x);
}

/** Four numbers in a row, or one number four times. */
@inline function take(from: usize, step: usize): v128 {
  return step ? v128.load(from) : v128.load_splat<f32>(from);
}

/** One row; a step is 16 bytes, or 0 where one number stands for the whole row. */
@inline function row(kind: i32, a: usize, stepA: usize, b: usize, stepB: usize, out: usize, n: i32): void {
  let left = n;
  if (stepA && stepB) {
    for (; left >= 4; left -= 4) {
      v128.store(out, calculate2(kind, v128.load(a), v128.load(b)));
      a += 16;
      b += 16;
      out += 16;
    }
  } else if (stepB) {
    const first = v128.load_splat<f32>(a);
    for (; left >= 4; left -= 4) {
      v128.store(out, calculate2(kind, first, v128.load(b)));
      b += 16;
      out += 16;
    }
  } else {
    const second = v128.load_splat<f32>(b);
    for (; left >= 4; left -= 4) {
      v128.store(out, calculate2(kind, take(a, stepA), second));
      a += stepA;
      out += 16;
    }
  }
  if (left > 0) storeSome(out, calculate2(kind, take(a, stepA), take(b, stepB)), left);
}

@inline function rows(kind: i32, at: usize): void {
  let a = place(at, 2), b = place(at, 5), out = place(at, 8);
  const rowA = place(at, 3), stepA = place(at, 4), rowB = place(at, 6), stepB = place(at, 7);
  const n = count(at, 10), rowOut = <usize>n << 2;
  if (n <= 4 && count(at, 9) == 1) return storeLast(out, calculate2(kind, take(a, stepA), take(b, stepB)), n);
  for (let left = count(at, 9); left > 0; left--) {
    row(kind, a, stepA, b, stepB, out, n);
    a += rowA;
    b += rowB;
    out += rowOut;
  }
}

/**
 * Words: 1 kind; 2 a, 3 bytes to its next row, 4 its step; 5 b, 6, 7 the same; 8 out; 9 rows;
 * 10 numbers in a row.
 */
export function binary(at: usize): void {
  switch (count(at, 1)) {
    case Binary.add: return rows(Binary.add, at);
    case Binary.sub: return rows(Binary.sub, at);
    case Binary.mul: return rows(Binary.mul, at);
    case Binary.div: return rows(Binary.div, at);
    case Binary.maximum: return rows(Binary.maximum, at);
    case Binary.minimum: return rows(Binary.minimum, at);
    case Binary.squaredDifference: return rows(Binary.squaredDifference, at);
    case Binary.tanhSlope: return rows(Binary.tanhSlope, at);
    case Binary.sigmoidSlope: return rows(Binary.sigmoidSlope, at);
    case Binary.reluSlope: return rows(Binary.reluSlope, at);
    default: unreachable();
  }
}
