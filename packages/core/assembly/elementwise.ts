// Calculations on each number by itself.
import { Binary, Unary } from '../src/tape/wasm/codes';
import { exp, sigmoid, tanh } from './functions';
import { count, place } from './instruction';
import { all, multiplySubtract, storeSome, zeros } from './vector';

@inline function ones(mask: v128): v128 {
  return v128.and(mask, all(1.0));
}

@inline function calculate1(kind: Unary, x: v128): v128 {
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
    default: return x;
  }
}

/** A function that has no vector form here: in float64, one number after the other. */
@inline function calculateAlone(kind: Unary, x: f64): f64 {
  switch (kind) {
    case Unary.log: return Math.log(x);
    case Unary.log1p: return Math.log1p(x);
    // ln(1 + e^x) without overflow.
    default: return max(x, 0) + Math.log1p(Math.exp(-abs(x)));
  }
}

@inline function each(kind: Unary, x: usize, out: usize, n: i32): void {
  let left = n;
  for (; left >= 4; left -= 4) {
    v128.store(out, calculate1(kind, v128.load(x)));
    x += 16;
    out += 16;
  }
  if (left > 0) storeSome(out, calculate1(kind, v128.load(x)), left);
}

@inline function eachAlone(kind: Unary, x: usize, out: usize, n: i32): void {
  for (let i: usize = 0; i < <usize>n << 2; i += 4) {
    store<f32>(out + i, <f32>calculateAlone(kind, <f64>load<f32>(x + i)));
  }
}

/** Words: 1 kind, 2 x, 3 out, 4 how many. */
export function unary(at: usize): void {
  const x = place(at, 2), out = place(at, 3), n = count(at, 4);
  switch (<Unary>count(at, 1)) {
    case Unary.neg: return each(Unary.neg, x, out, n);
    case Unary.abs: return each(Unary.abs, x, out, n);
    case Unary.square: return each(Unary.square, x, out, n);
    case Unary.sqrt: return each(Unary.sqrt, x, out, n);
    case Unary.reciprocal: return each(Unary.reciprocal, x, out, n);
    case Unary.exp: return each(Unary.exp, x, out, n);
    case Unary.sigmoid: return each(Unary.sigmoid, x, out, n);
    case Unary.tanh: return each(Unary.tanh, x, out, n);
    case Unary.relu: return each(Unary.relu, x, out, n);
    case Unary.step: return each(Unary.step, x, out, n);
    case Unary.log: return eachAlone(Unary.log, x, out, n);
    case Unary.log1p: return eachAlone(Unary.log1p, x, out, n);
    case Unary.softplus: return eachAlone(Unary.softplus, x, out, n);
    default: unreachable();
  }
}

@inline function calculate2(kind: Binary, a: v128, b: v128): v128 {
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
@inline function row(kind: Binary, a: usize, stepA: usize, b: usize, stepB: usize, out: usize, n: i32): void {
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

@inline function rows(kind: Binary, at: usize): void {
  let a = place(at, 2), b = place(at, 5), out = place(at, 8);
  const rowA = place(at, 3), stepA = place(at, 4), rowB = place(at, 6), stepB = place(at, 7);
  const n = count(at, 10), rowOut = <usize>n << 2;
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
  switch (<Binary>count(at, 1)) {
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
