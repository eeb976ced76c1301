import { refuse } from '../checks.js';
import type { Layer } from '../layers/layer.js';
import type { Sequential } from './sequential.js';

/** A layer that is no model, and the way to it, such as `encoder/dense`. */
export interface PlacedLayer {
  readonly path: string;
  readonly layer: Layer;
}

/**
 * Whether a layer is a model that passes data through its layers and does nothing else: not a
 * subclass, and no method of it was replaced. (Not by `instanceof`, for then this file and that of
 * the class would need each other.)
 */
const isModel = (layer: Layer): layer is Sequential =>
  layer.className === 'Sequential' &&
  Object.hasOwn(layer.constructor, 'builtIn') &&
  !Object.values(layer).some((value) => typeof value === 'function');

/** The layers of a model in the order of the data, with those of the models in it in their place. */
export function innerLayers(model: Sequential, path = ''): PlacedLayer[] {
  return model.layers.flatMap((layer) =>
    isModel(layer)
      ? innerLayers(layer, `${path}${layer.name}/`)
      : [{ path: `${path}${layer.name}`, layer }],
  );
}

/** All layers in a layer: itself, and what stands in it when it is a model. */
const withInner = (layer: Layer): Layer[] =>
  isModel(layer) ? [layer, ...layer.layers.flatMap(withInner)] : [layer];

/**
 * Refuses to put a layer into a model in which it is already, also deep inside.
 *
 * @throws ArgumentError then, and when a model would stand in itself
 */
export function checkEachOnce(model: Sequential, layer: Layer): void {
  const there = new Set(withInner(model));
  const twice = withInner(layer).find((each) => there.has(each));
  if (twice === undefined) return;
  throw refuse('sequential', 'each layer once', twice.name, 'make a second layer');
}
