// Families that no layer, loss or optimizer calls as a method. A new file stands here at first.

export * from './arithmetic-composites.js';
export * from './convolution.js';
export * from './convolution-adjoint.js';
export * from './convolution-variants.js';
export * from './cumulative.js';
export * from './join.js';
export * from './pooling.js';
export * from './pooling-adjoint.js';
