export { type BatchNormalizationArgs, batchNormalization } from './batch-normalization.js';
export { type Conv2DArgs, conv2d } from './conv2d.js';
export { type DenseArgs, dense, type KernelArgs } from './dense.js';
export { type DropoutArgs, dropout } from './dropout.js';
export {
  type ActivationArgs,
  type AlphaArgs,
  activation,
  elu,
  leakyReLU,
  type ReLUArgs,
  reLU,
  type SoftmaxArgs,
  softmax,
} from './elementwise.js';
export { type EmbeddingArgs, embedding } from './embedding.js';
export { flatten } from './flatten.js';
export { globalAveragePooling2d, globalMaxPooling2d } from './global-pooling2d.js';
export { inputLayer } from './input-layer.js';
export { layerNormalization } from './layer-normalization.js';
export type { NormalizationArgs } from './normalization.js';
export { averagePooling2d, maxPooling2d, type Pooling2DArgs } from './pooling2d.js';
export { type ReshapeArgs, reshape } from './reshape.js';
