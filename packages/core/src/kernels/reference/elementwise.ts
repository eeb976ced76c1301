import type { Values } from '../../tensor/dtype.js';
import { type Shape, sameShape } from '../../tensor/shape.js';
import type {
  BinaryKernel,
  BinaryName,
  OtherKernels,
  UnaryKernel,
  UnaryName,
  View,
} from '../contract.js';
import { erf } from './erf.js';
import { broadcastStrides, walk } from './walk.js';

/** Applies f, which computes in float64, to every element; storing rounds to the type of `out`. */
function unary(f: (x: number) => number): UnaryKernel {
  return (x, out) => {
    const from = x.values;
    const to = out.values;
    for (let i = 0; i < to.length; i++) to[i] = f(from[i]!);
  };
}

/** Applies f to every pair of elements of the broadcast shape. */
function binary(f: (a: number, b: number) => number | boolean): BinaryKernel {
  return (a, b, out) => {
    const to = out.values;
    if (repeats(a.shape, out.shape) && repeats(b.shape, out.shape)) {
      fillCycling(f, a.values, b.values, to);
      return;
    }
    const places = placesIn(a, out);
    const others = placesIn(b, out);
    for (let i = 0; i < to.length; i++) {
      to[i] = Number(f(a.values[places[i]!]!, b.values[others[i]!]!));
    }
  };
}

/** Whether broadcasting only repeats the whole tensor, as a bias row or a scalar does. */
function repeats(shape: Shape, to: Shape): boolean {
  if (sameShape(shape, to)) return true;
  const missing = to.length - shape.length;
  return shape.every((length, i) => length === to[i + missing]);
}

function fillCycling(
  f: (a: number, b: number) => number | boolean,
  a: Values,
  b: Values,
  to: Values,
): void {
  for (let i = 0, ia = 0, ib = 0; i < to.length; i++) {
    to[i] = Number(f(a[ia]!, b[ib]!));
    if (++ia === a.length) ia = 0;
    if (++ib === b.length) ib = 0;
  }
}

function placesIn(x: View, out: View): Int32Array {
  return walk(out.shape, broadcastStrides(x.shape, out.shape));
}

/** Klambauer et al., 2017: the fixed point of mean 0 and variance 1. */
export const SELU_ALPHA = 1.6732632423543772;
export const SELU_SCALE = 1.0507009873554805;

/** 1 / (1 + e⁻ˣ), never raising e to a large positive power. */
function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + Math.exp(-x));
  const e = Math.exp(x);
  return e / (1 + e);
}

/** Halves go to the even neighbour, as IEEE 754 and NumPy have it; Math.round sends them up. */
function roundHalfToEven(x: number): number {
  const floor = Math.floor(x);
  const rest = x - floor;
  if (rest !== 0.5) return Math.round(x);
  return floor % 2 === 0 ? floor : floor + 1;
}

const isNonZero = unary((x) => Number(x !== 0));

/** Kernels of one number each. */
export const unaryKernels: Record<UnaryName, UnaryKernel> = {
  neg: unary((x) => -x),
  abs: unary(Math.abs),
  sign: unary(Math.sign),
  square: unary((x) => x * x),
  sqrt: unary(Math.sqrt),
  rsqrt: unary((x) => 1 / Math.sqrt(x)),
  reciprocal: unary((x) => 1 / x),
  floor: unary(Math.floor),
  ceil: unary(Math.ceil),
  round: unary(roundHalfToEven),
  exp: unary(Math.exp),
  expm1: unary(Math.expm1),
  log: unary(Math.log),
  log1p: unary(Math.log1p),
  sin: unary(Math.sin),
  cos: unary(Math.cos),
  tan: unary(Math.tan),
  asin: unary(Math.asin),
  acos: unary(Math.acos),
  atan: unary(Math.atan),
  sinh: unary(Math.sinh),
  cosh: unary(Math.cosh),
  tanh: unary(Math.tanh),
  asinh: unary(Math.asinh),
  acosh: unary(Math.acosh),
  atanh: unary(Math.atanh),
  erf: unary(erf),
  sigmoid: unary(sigmoid),
  // log(1 + eˣ) = max(x, 0) + log(1 + e⁻|ˣ|), which cannot overflow.
  softplus: unary((x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))),
  silu: unary((x) => x * sigmoid(x)),
  relu: unary((x) => Math.max(x, 0)),
  relu6: unary((x) => Math.min(Math.max(x, 0), 6)),
  elu: unary((x) => (x > 0 ? x : Math.expm1(x))),
  selu: unary((x) => SELU_SCALE * (x > 0 ? x : SELU_ALPHA * Math.expm1(x))),
  softsign: unary((x) => x / (1 + Math.abs(x))),
  step: unary((x) => Number(x > 0)),
  isNaN: unary((x) => Number(Number.isNaN(x))),
  isInf: unary((x) => Number(Math.abs(x) === Number.POSITIVE_INFINITY)),
  isFinite: unary((x) => Number(Number.isFinite(x))),
  logicalNot: unary((x) => Number(x === 0)),
  copy: (x, out) => {
    // A byte array would wrap 256 to 0, but every number except 0 is true.
    if (out.values instanceof Uint8Array) isNonZero(x, out);
    else out.values.set(x.values);
  },
};

/** Kernels of two numbers each. */
export const binaryKernels: Record<BinaryName, BinaryKernel> = {
  add: binary((a, b) => a + b),
  sub: binary((a, b) => a - b),
  mul: binary((a, b) => a * b),
  div: binary((a, b) => a / b),
  pow: binary((a, b) => a ** b),
  maximum: binary(Math.max),
  minimum: binary(Math.min),
  mod: binary((a, b) => a - b * Math.floor(a / b)),
  floorDiv: binary((a, b) => Math.floor(a / b)),
  squaredDifference: binary((a, b) => (a - b) * (a - b)),
  atan2: binary(Math.atan2),
  equal: binary((a, b) => a === b),
  notEqual: binary((a, b) => a !== b),
  greater: binary((a, b) => a > b),
  greaterEqual: binary((a, b) => a >= b),
  less: binary((a, b) => a < b),
  lessEqual: binary((a, b) => a <= b),
  logicalAnd: binary((a, b) => a !== 0 && b !== 0),
  logicalOr: binary((a, b) => a !== 0 || b !== 0),
};

/** Elementwise kernels with parameters. */
export const parameterKernels: Pick<OtherKernels, 'leakyRelu' | 'clip' | 'where'> = {
  leakyRelu(x, out, alpha) {
    unary((v) => (v > 0 ? v : alpha * v))(x, out);
  },
  clip(x, out, low, high) {
    unary((v) => Math.min(Math.max(v, low), high))(x, out);
  },
  where(condition, a, b, out) {
    const test = placesIn(condition, out);
    const yes = placesIn(a, out);
    const no = placesIn(b, out);
    for (let i = 0; i < out.values.length; i++) {
      const chosen = condition.values[test[i]!]! !== 0;
      out.values[i] = chosen ? a.values[yes[i]!]! : b.values[no[i]!]!;
    }
  },
};
