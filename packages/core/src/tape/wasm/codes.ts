/**
 * What the instructions of a WebAssembly tape are called. The assembly reads this file too, so a
 * number means the same on both sides. Namespaces of numbers are what both languages have and what
 * weighs least in a page: an enum would carry each name twice.
 */
export namespace Instruction {
  export const stop = 0;
  export const unary = 1;
  export const binary = 2;
  export const matMul = 3;
  export const rowTimesMatrix = 4;
  export const matrixTimesColumn = 5;
  export const reduceRows = 6;
  export const reduceColumns = 7;
  export const softmax = 8;
  export const logSoftmax = 9;
  export const copy = 10;
  export const adam = 11;
  export const sgd = 12;
  export const conv2d = 13;
  export const conv2dInput = 14;
  export const conv2dFilter = 15;
  export const maxPool = 16;
  export const maxPoolInput = 17;
  export const avgPool = 18;
  export const avgPoolInput = 19;
  export const compare = 20;
  export const logic = 21;
  export const cast = 22;
  export const where = 23;
  export const fill = 24;
  export const move = 25;
  export const gather = 26;
  export const scatterAdd = 27;
  export const oneHot = 28;
  export const argMax = 29;
}

/** Calculations on one number. */
export namespace Unary {
  export const neg = 0;
  export const abs = 1;
  export const square = 2;
  export const sqrt = 3;
  export const reciprocal = 4;
  export const exp = 5;
  export const sigmoid = 6;
  export const tanh = 7;
  export const relu = 8;
  export const step = 9;
  export const log = 10;
  export const log1p = 11;
  export const softplus = 12;
  export const sign = 13;
  export const rsqrt = 14;
  export const floor = 15;
  export const ceil = 16;
  export const round = 17;
  export const relu6 = 18;
  export const silu = 19;
  export const softsign = 20;
  export const leakyRelu = 21;
  export const clip = 22;
  export const elu = 23;
  export const selu = 24;
  export const expm1 = 25;
}

/** Calculations on two numbers. */
export namespace Binary {
  export const add = 0;
  export const sub = 1;
  export const mul = 2;
  export const div = 3;
  export const maximum = 4;
  export const minimum = 5;
  export const squaredDifference = 6;
  export const tanhSlope = 7;
  export const sigmoidSlope = 8;
  export const reluSlope = 9;
}

/** How many numbers become one. */
export namespace Reduce {
  export const sum = 0;
  export const mean = 1;
  export const max = 2;
  export const min = 3;
}

/** Questions about two numbers. */
export namespace Compare {
  export const equal = 0;
  export const notEqual = 1;
  export const greater = 2;
  export const greaterEqual = 3;
  export const less = 4;
  export const lessEqual = 5;
}

/** Calculations on true and false. */
export namespace Logic {
  export const logicalAnd = 0;
  export const logicalOr = 1;
  export const logicalNot = 2;
}

/** From which type to which. */
export namespace Cast {
  export const boolToFloat = 0;
  export const intToFloat = 1;
  export const boolToInt = 2;
}
