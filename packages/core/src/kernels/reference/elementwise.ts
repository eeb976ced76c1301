import type {
  BinaryKernel,
  BinaryName,
  OtherKernels,
  UnaryKernel,
  UnaryName,
} from '../contract.js';
import { erf } from './erf.js';
import { binary, binaryLoop, unary, unaryLoop } from './lines.js';

/** Copies `a` over and over, as broadcasting wants it; `b` is not looked at. */
const repeat = binaryLoop((a, i, p, _b, _j, _q, to, k, end) => {
  for (; k < end; k++, i += p) to[k] = a[i]!;
});

/** Copies `b` to where the condition is not 0. */
const overwrite = binaryLoop((condition, i, p, b, j, q, to, k, end) => {
  for (; k < end; k++, i += p, j += q) if (condition[i] !== 0) to[k] = b[j]!;
});

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
  neg: unaryLoop((x, to) => {
    for (let i = 0; i < to.length; i++) to[i] = -x[i]!;
  }),
  abs: unary(Math.abs),
  sign: unary(Math.sign),
  square: unaryLoop((x, to) => {
    for (let i = 0; i < to.length; i++) to[i] = x[i]! * x[i]!;
  }),
  sqrt: unaryLoop((x, to) => {
    for (let i = 0; i < to.length; i++) to[i] = Math.sqrt(x[i]!);
  }),
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
  tanh: unaryLoop((x, to) => {
    for (let i = 0; i < to.length; i++) to[i] = Math.tanh(x[i]!);
  }),
  asinh: unary(Math.asinh),
  acosh: unary(Math.acosh),
  atanh: unary(Math.atanh),
  erf: unary(erf),
  sigmoid: unaryLoop((x, to) => {
    for (let i = 0; i < to.length; i++) to[i] = sigmoid(x[i]!);
  }),
  // log(1 + eˣ) = max(x, 0) + log(1 + e⁻|ˣ|), which cannot overflow.
  softplus: unary((x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))),
  silu: unary((x) => x * sigmoid(x)),
  relu: unaryLoop((x, to) => {
    for (let i = 0; i < to.length; i++) to[i] = Math.max(x[i]!, 0);
  }),
  relu6: unary((x) => Math.min(Math.max(x, 0), 6)),
  elu: unary((x) => (x > 0 ? x : Math.expm1(x))),
  selu: unary((x) => SELU_SCALE * (x > 0 ? x : SELU_ALPHA * Math.expm1(x))),
  softsign: unary((x) => x / (1 + Math.abs(x))),
  step: unaryLoop((x, to) => {
    for (let i = 0; i < to.length; i++) to[i] = x[i]! > 0 ? 1 : 0;
  }),
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
  add: binaryLoop((a, i, p, b, j, q, to, k, end) => {
    for (; k < end; k++, i += p, j += q) to[k] = a[i]! + b[j]!;
  }),
  sub: binaryLoop((a, i, p, b, j, q, to, k, end) => {
    for (; k < end; k++, i += p, j += q) to[k] = a[i]! - b[j]!;
  }),
  mul: binaryLoop((a, i, p, b, j, q, to, k, end) => {
    for (; k < end; k++, i += p, j += q) to[k] = a[i]! * b[j]!;
  }),
  div: binaryLoop((a, i, p, b, j, q, to, k, end) => {
    for (; k < end; k++, i += p, j += q) to[k] = a[i]! / b[j]!;
  }),
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

type ParameterName = 'leakyRelu' | 'clip' | 'where' | 'broadcastTo';

/** Elementwise kernels with parameters. */
export const parameterKernels: Pick<OtherKernels, ParameterName> = {
  leakyRelu(x, out, alpha) {
    const [from, to] = [x.values, out.values];
    for (let i = 0; i < to.length; i++) to[i] = from[i]! > 0 ? from[i]! : alpha * from[i]!;
  },
  clip(x, out, low, high) {
    const [from, to] = [x.values, out.values];
    for (let i = 0; i < to.length; i++) to[i] = Math.min(Math.max(from[i]!, low), high);
  },
  where(condition, a, b, out) {
    repeat(b, b, out);
    overwrite(condition, a, out);
  },
  broadcastTo(x, out) {
    repeat(x, x, out);
  },
};
