// Four float32 at a time. Loads may run past the end of a block (the planner leaves 64 bytes).
// Stores may not where other numbers follow, as those of the next row do: there the last one to three
// are stored lane by lane.

@inline export function all(x: f32): v128 {
  return f32x4.splat(x);
}

@inline export function zeros(): v128 {
  return i32x4.splat(0);
}

/** a·b + c. Relaxed SIMD rounds once where the processor can. */
@inline export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  else return f32x4.add(f32x4.mul(a, b), c);
}

/** c - a·b. */
@inline export function multiplySubtract(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_nmadd(a, b, c);
  else return f32x4.sub(c, f32x4.mul(a, b));
}

/** Stores the first n (at least one) of four numbers. */
@inline export function storeSome(to: usize, x: v128, n: i32): void {
  if (n >= 4) {
    v128.store(to, x);
    return;
  }
  if (n & 2) {
    v128.store_lane<i64>(to, x, 0);
    if (n & 1) v128.store_lane<i32>(to, x, 2, 8);
  } else {
    v128.store_lane<i32>(to, x, 0);
  }
}

/** All bits set in the first n lanes. */
@inline export function firstLanes(n: i32): v128 {
  return i32x4.gt_s(i32x4.splat(n), i32x4(0, 1, 2, 3));
}

/** `whenTrue` in lanes whose mask is set, `whenFalse` elsewhere. */
@inline export function choose(mask: v128, whenTrue: v128, whenFalse: v128): v128 {
  return v128.bitselect(whenTrue, whenFalse, mask);
}

/** The greatest of four numbers. */
@inline export function greatest(x: v128): f32 {
  const pairs = f32x4.max(x, v128.shuffle<f32>(x, x, 2, 3, 0, 1));
  return f32x4.extract_lane(f32x4.max(pairs, v128.shuffle<f32>(pairs, pairs, 1, 0, 3, 2)), 0);
}

/** The sum of four numbers, in float64. */
@inline export function sumOf(x: v128): f64 {
  const pairs = f64x2.add(
    f64x2.promote_low_f32x4(x),
    f64x2.promote_low_f32x4(v128.shuffle<f32>(x, x, 2, 3, 0, 1)),
  );
  return f64x2.extract_lane(pairs, 0) + f64x2.extract_lane(pairs, 1);
}

/** A bound for `atLeast`: 0 for relu, else one that leaves every number as it is. */
@inline export function boundOf(relu: i32): v128 {
  return all(relu ? 0.0 : f32.NEGATIVE_INFINITY);
}

/** The number, or the bound if that is greater; NaN stays. */
@inline export function atLeast(x: v128, bound: v128): v128 {
  return f32x4.pmax(x, bound);
}
