// exp, sigmoid and tanh of four numbers: polynomials that are right to about two units in the last
// place of float32. Infinities, NaN and saturation come out as in plain arithmetic.
import { all, choose, multiplyAdd, multiplySubtract } from './vector';

/** Beyond these, e^x is no normal float32: 0 or infinity is nearer than anything else. */
const EXP_LOW: f32 = -87.33654;
const EXP_HIGH: f32 = 88.72283;
/** Adding 1.5·2²³ leaves the nearest whole number in the lowest bits. */
const ROUND: f32 = 12582912.0;

/**
 * e^x = 2^n · e^r with n = round(x / ln 2) and |r| ≤ ln 2 / 2. ln 2 is taken off in two parts, so
 * that r is exact; e^r is a polynomial; 2^n is added to the exponent's bits.
 *
 * Coefficients: Cephes Mathematical Library, expf.
 */
@inline export function exp(x: v128): v128 {
  const held = f32x4.pmin(f32x4.pmax(x, all(EXP_LOW)), all(EXP_HIGH));
  const shifted = multiplyAdd(held, all(1.44269504088896341), all(ROUND));
  const n = f32x4.sub(shifted, all(ROUND));
  const r = multiplySubtract(n, all(-2.12194440e-4), multiplySubtract(n, all(0.693359375), held));
  let p = multiplyAdd(all(1.9875691500e-4), r, all(1.3981999507e-3));
  p = multiplyAdd(p, r, all(8.3334519073e-3));
  p = multiplyAdd(p, r, all(4.1665795894e-2));
  p = multiplyAdd(p, r, all(1.6666665459e-1));
  p = multiplyAdd(p, r, all(5.0000001201e-1));
  p = f32x4.add(multiplyAdd(p, f32x4.mul(r, r), r), all(1.0));
  const scaled = i32x4.add(p, i32x4.shl(shifted, 23));
  const notTooSmall = v128.andnot(scaled, f32x4.lt(x, all(EXP_LOW)));
  const notTooLarge = choose(f32x4.gt(x, all(EXP_HIGH)), all(f32.POSITIVE_INFINITY), notTooSmall);
  return choose(f32x4.eq(x, x), notTooLarge, x);
}

/** 1 / (1 + e^-x). */
@inline export function sigmoid(x: v128): v128 {
  return f32x4.div(all(1.0), f32x4.add(all(1.0), exp(f32x4.neg(x))));
}

/**
 * tanh x as x·P(x²) / Q(x²), held to |x| ≤ 9, beyond which it is ±1 in float32.
 *
 * Coefficients: Eigen, generic_fast_tanh_float.
 */
@inline export function tanh(x: v128): v128 {
  const held = f32x4.pmin(f32x4.pmax(x, all(-9.0)), all(9.0));
  const s = f32x4.mul(held, held);
  let p = multiplyAdd(all(-2.76076847742355e-16), s, all(2.00018790482477e-13));
  p = multiplyAdd(p, s, all(-8.60467152213735e-11));
  p = multiplyAdd(p, s, all(5.12229709037114e-08));
  p = multiplyAdd(p, s, all(1.48572235717979e-05));
  p = multiplyAdd(p, s, all(6.37261928875436e-04));
  p = multiplyAdd(p, s, all(4.89352455891786e-03));
  let q = multiplyAdd(all(1.19825839466702e-06), s, all(1.18534705686654e-04));
  q = multiplyAdd(q, s, all(2.26843463243900e-03));
  q = multiplyAdd(q, s, all(4.89352518554385e-03));
  return f32x4.div(f32x4.mul(p, held), q);
}
