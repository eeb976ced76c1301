import { isBuiltInRegularizer } from '../regularizers.js';
import { BatchNormalization } from './batch-normalization.js';
import { Conv2D } from './conv2d.js';
import { Dense, KernelLayer } from './dense.js';
import { Dropout } from './dropout.js';
import { ActivationLayer, ELU, LeakyReLU, ReLU, Softmax } from './elementwise.js';
import { Embedding } from './embedding.js';
import { Flatten } from './flatten.js';
import { GlobalAveragePooling2D, GlobalMaxPooling2D } from './global-pooling2d.js';
import type { Layer } from './layer.js';
import { LayerNormalization } from './layer-normalization.js';
import { AveragePooling2D, MaxPooling2D } from './pooling2d.js';
import { Reshape } from './reshape.js';

const CLASSES = new Set<unknown>([
  ActivationLayer,
  AveragePooling2D,
  BatchNormalization,
  Conv2D,
  Dense,
  Dropout,
  ELU,
  Embedding,
  Flatten,
  GlobalAveragePooling2D,
  GlobalMaxPooling2D,
  LayerNormalization,
  LeakyReLU,
  MaxPooling2D,
  ReLU,
  Reshape,
  Softmax,
]);

/**
 * Whether a layer is one of those here, with no function of the user's inside. Only such layers are
 * known to do nothing besides computing with tensors, so that a recording can stand for them.
 */
export function isBuiltIn(layer: Layer): boolean {
  const hasActivation = layer instanceof KernelLayer || layer instanceof ActivationLayer;
  if (!CLASSES.has(layer.constructor) || (hasActivation && !layer.activation.builtIn)) return false;
  // A method that was replaced on this one layer is the user's, too.
  const replaced = Object.values(layer).some((value) => typeof value === 'function');
  return !replaced && layer.regularizers.every(isBuiltInRegularizer);
}
