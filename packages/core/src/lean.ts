// All that `@backprop/core` has, for a page that a bundler makes and that counts bytes. What is not
// used is left out, and tensors have the methods that layers, losses and optimizers call; of the
// others (convolutions, poolings, concat, split, cumsum and the like) the functions.
import './tensor/methods.js';
import './tensor/absent-methods.js';

export { backward, zeroGrad } from './autodiff/backward.js';
export { type CustomFunction, type CustomValue, customGrad } from './autodiff/custom-grad.js';
export {
  type CheckedPlace,
  type GradCheckReport,
  gradCheck,
} from './autodiff/grad-check.js';
export type { GradCheckOptions } from './autodiff/grad-check-options.js';
export * from './autodiff/grads.js';
export * from './autodiff/products.js';
export { noGrad } from './autodiff/recording.js';
export * from './errors/errors.js';
export { setKernels } from './kernels/current.js';
export { referenceKernels } from './kernels/reference.js';
export * from './nn/index.js';
export * from './ops/activation.js';
export * from './ops/arithmetic.js';
export * from './ops/arithmetic-composites.js';
export * from './ops/broadcast.js';
export { cast } from './ops/cast.js';
export { records } from './ops/catalogue.js';
export * from './ops/comparison.js';
export * from './ops/contraction.js';
export * from './ops/convolution.js';
export * from './ops/convolution-adjoint.js';
export * from './ops/convolution-variants.js';
export * from './ops/cumulative.js';
export { dropout } from './ops/dropout.js';
export { einsum } from './ops/einsum.js';
export * from './ops/exponential.js';
export * from './ops/gather.js';
export * from './ops/identity.js';
export * from './ops/join.js';
export * from './ops/limit.js';
export * from './ops/logic.js';
export * as math from './ops/math-namespace.js';
export { meshgrid } from './ops/meshgrid.js';
export * from './ops/movement.js';
export * from './ops/normalization.js';
export * from './ops/part.js';
export * from './ops/pooling.js';
export * from './ops/pooling-adjoint.js';
export * from './ops/rectifier.js';
export * from './ops/reduce.js';
export { operations } from './ops/registry.js';
export * from './ops/search.js';
export * from './ops/split.js';
export * from './ops/trigonometric.js';
export * from './ops/unary.js';
export * from './scalar/index.js';
export { getTapeBackend, setTapeBackend } from './tape/backend.js';
export { type Jitted, jit } from './tape/jit.js';
export type { TapeBackend } from './tape/wasm/load.js';
export type { NestedInput, TensorLike } from './tensor/convert.js';
export * from './tensor/create.js';
export type { DType } from './tensor/dtype.js';
export * from './tensor/fill.js';
export { type MemoryInfo, memory } from './tensor/memory.js';
export { getBackend, nextFrame, print, ready, setBackend } from './tensor/page.js';
export { getSeed, Random, type RandomState, setSeed } from './tensor/random.js';
export * from './tensor/random-tensors.js';
export type { Shape } from './tensor/shape.js';
export { type NestedArray, Tensor } from './tensor/tensor.js';
export type { TensorOptions } from './tensor/tensor-options.js';
export { dispose, keep, tidy } from './tensor/tidy.js';
export { Variable, variable } from './tensor/variable.js';
export * from './train/index.js';
