/**
 * What the instructions of a WebAssembly tape are called. The assembly reads this file too, so a
 * number means the same on both sides.
 */
export enum Instruction {
  stop,
  unary,
  binary,
  matMul,
  rowTimesMatrix,
  matrixTimesColumn,
  reduceRows,
  reduceColumns,
  softmax,
  logSoftmax,
  copy,
  adam,
  sgd,
  conv2d,
  conv2dInput,
  conv2dFilter,
  maxPool,
  maxPoolInput,
  avgPool,
  avgPoolInput,
  compare,
  logic,
  cast,
  where,
  fill,
  move,
  gather,
  scatterAdd,
  oneHot,
  argMax,
}

/** Calculations on one number. */
export enum Unary {
  neg,
  abs,
  square,
  sqrt,
  reciprocal,
  exp,
  sigmoid,
  tanh,
  relu,
  step,
  log,
  log1p,
  softplus,
  sign,
  rsqrt,
  floor,
  ceil,
  round,
  relu6,
  silu,
  softsign,
  leakyRelu,
  clip,
  elu,
  selu,
  expm1,
}

/** Calculations on two numbers. */
export enum Binary {
  add,
  sub,
  mul,
  div,
  maximum,
  minimum,
  squaredDifference,
  tanhSlope,
  sigmoidSlope,
  reluSlope,
}

/** How many numbers become one. */
export enum Reduce {
  sum,
  mean,
  max,
  min,
}

/** Questions about two numbers. */
export enum Compare {
  equal,
  notEqual,
  greater,
  greaterEqual,
  less,
  lessEqual,
}

/** Calculations on true and false. */
export enum Logic {
  logicalAnd,
  logicalOr,
  logicalNot,
}

/** From which type to which. */
export enum Cast {
  boolToFloat,
  intToFloat,
  boolToInt,
}
