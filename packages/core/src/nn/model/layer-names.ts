import { refuse } from '../checks.js';
import type { Layer } from '../layers/layer.js';

/**
 * The layer's name, with a number behind it if others have it already: `dense`, `dense_1`, …
 *
 * Keras counts across all models of a program; here each model counts for itself, so that a name
 * does not depend on what ran before.
 *
 * @throws ArgumentError when a chosen name is taken
 */
export function freeName(layer: Layer, others: readonly Layer[]): string {
  const taken = new Set(others.map(({ name }) => name));
  if (!taken.has(layer.name)) return layer.name;
  if (layer.named) {
    throw refuse('sequential', 'layers with different names', layer.name, 'rename one of them');
  }
  let n = 1;
  while (taken.has(`${layer.name}_${n}`)) n++;
  return `${layer.name}_${n}`;
}

/** The layer of this name, or at this place. @throws ArgumentError when there is none */
export function findLayer(layers: readonly Layer[], nameOrIndex: string | number): Layer {
  const found =
    typeof nameOrIndex === 'number'
      ? layers[nameOrIndex]
      : layers.find(({ name }) => name === nameOrIndex);
  if (found !== undefined) return found;
  const names = layers.map(({ name }) => name).join(', ');
  throw refuse('getLayer', 'a layer of this model', nameOrIndex, `it has ${names}`);
}
