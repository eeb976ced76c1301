import { ArgumentError } from '@backprop/core';
import type { EngineModel } from './engine.js';
import type { Ingredients } from './known-differences.js';

interface TfjsLayer {
  name: string;
  /** Of a model that is a layer of another. */
  layers?: TfjsLayer[];
  getClassName(): string;
  getConfig(): { activation?: unknown; rate?: number };
}

interface TfjsModel {
  layers: TfjsLayer[];
  loss: unknown;
  optimizer: { getClassName(): string };
}

const layersOf = (model: EngineModel): TfjsLayer[] =>
  (model as unknown as TfjsModel).layers.flatMap(withInner);

/** The layer itself, or those of a model in the model. */
const withInner = (layer: TfjsLayer): TfjsLayer[] => layer.layers?.flatMap(withInner) ?? [layer];

/** The names of what a TensorFlow.js model is made of. */
export function tfjsIngredients(model: EngineModel): Ingredients {
  const { loss, optimizer } = model as unknown as TfjsModel;
  const layers = layersOf(model);
  return {
    optimizer: optimizer.getClassName(),
    loss: typeof loss === 'string' ? loss : '',
    activations: layers.map((layer) => String(layer.getConfig().activation ?? '')),
    layers: layers.map((layer) => layer.getClassName()),
  };
}

/** Stops at layers that draw random numbers: the engines' streams differ, so nothing could agree. */
export function refuseRandomLayers(model: EngineModel): void {
  const random = layersOf(model).find((layer) =>
    /Dropout|GaussianNoise/.test(layer.getClassName()),
  );
  if (random === undefined) return;
  throw new ArgumentError({
    operation: 'lockstep',
    expected: 'layers that draw no random numbers while training',
    received: `${random.getClassName()} ${random.name}`,
    hint: 'leave it out: the two engines draw different numbers',
  });
}
