// Every family of operations. A new file of operations is listed here and in catalogue.ts.

export * from './activation.js';
export * from './arithmetic.js';
export * from './arithmetic-composites.js';
export * from './broadcast.js';
export * from './cast.js';
export * from './comparison.js';
export * from './contraction.js';
export * from './convolution.js';
export * from './convolution-adjoint.js';
export * from './convolution-variants.js';
export * from './cumulative.js';
export * from './exponential.js';
export * from './gather.js';
export * from './identity.js';
export * from './join.js';
export * from './limit.js';
export * from './logic.js';
export * from './movement.js';
export * from './part.js';
export * from './pooling.js';
export * from './pooling-adjoint.js';
export * from './rectifier.js';
export * from './reduce.js';
export * from './search.js';
export * from './trigonometric.js';
export * from './unary.js';
