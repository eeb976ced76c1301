/**
 * What the instructions of a WebAssembly tape are called. `assembly/codes.ts`, which knows enums but no
 * objects, is made from this file, so that a number means the same on both sides. An enum here would
 * carry each name twice into a page.
 */
export const Instruction = {
  stop: 0,
  unary: 1,
  binary: 2,
  matMul: 3,
  rowTimesMatrix: 4,
  matrixTimesColumn: 5,
  reduceRows: 6,
  reduceColumns: 7,
  softmax: 8,
  logSoftmax: 9,
  copy: 10,
  adam: 11,
  sgd: 12,
  conv2d: 13,
  conv2dInput: 14,
  conv2dFilter: 15,
  maxPool: 16,
  maxPoolInput: 17,
  avgPool: 18,
  avgPoolInput: 19,
  compare: 20,
  logic: 21,
  cast: 22,
  where: 23,
  fill: 24,
  move: 25,
  gather: 26,
  scatterAdd: 27,
  oneHot: 28,
  argMax: 29,
} as const;

/** Calculations on one number. */
export const Unary = {
  neg: 0,
  abs: 1,
  square: 2,
  sqrt: 3,
  reciprocal: 4,
  exp: 5,
  sigmoid: 6,
  tanh: 7,
  relu: 8,
  step: 9,
  log: 10,
  log1p: 11,
  softplus: 12,
  sign: 13,
  rsqrt: 14,
  floor: 15,
  ceil: 16,
  round: 17,
  relu6: 18,
  silu: 19,
  softsign: 20,
  leakyRelu: 21,
  clip: 22,
  elu: 23,
  selu: 24,
  expm1: 25,
} as const;

/** Calculations on two numbers. */
export const Binary = {
  add: 0,
  sub: 1,
  mul: 2,
  div: 3,
  maximum: 4,
  minimum: 5,
  squaredDifference: 6,
  tanhSlope: 7,
  sigmoidSlope: 8,
  reluSlope: 9,
} as const;

/** How many numbers become one. */
export const Reduce = {
  sum: 0,
  mean: 1,
  max: 2,
  min: 3,
} as const;

/** Questions about two numbers. */
export const Compare = {
  equal: 0,
  notEqual: 1,
  greater: 2,
  greaterEqual: 3,
  less: 4,
  lessEqual: 5,
} as const;

/** Calculations on true and false. */
export const Logic = {
  logicalAnd: 0,
  logicalOr: 1,
  logicalNot: 2,
} as const;

/** From which type to which. */
export const Cast = {
  boolToFloat: 0,
  intToFloat: 1,
  boolToInt: 2,
} as const;
