// Families that layers, losses and optimizers call as methods of tensors: every page has these.

export * from './activation.js';
export * from './arithmetic.js';
export * from './broadcast.js';
export * from './cast.js';
export * from './comparison.js';
export * from './contraction.js';
export * from './exponential.js';
export * from './gather.js';
export * from './identity.js';
export * from './limit.js';
export * from './logic.js';
export * from './movement.js';
export * from './part.js';
export * from './rectifier.js';
export * from './reduce.js';
export * from './search.js';
export * from './trigonometric.js';
export * from './unary.js';
