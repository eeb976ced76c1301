import { compareNumbers, compareParameter } from '../lockstep/compare.js';
import type { FileLayer, FileTensor, ModelFile } from './model-file.js';

/** One weight of two models: where they are furthest apart. */
export interface WeightComparison {
  layer: string;
  name: string;
  shape: readonly number[];
  /** The largest |first − second|, and the element that has it. */
  difference: number;
  index: readonly number[];
  first: number;
  second: number;
  /** The largest distance of any element in float32 ulps. */
  ulps: number;
  /** The first significant digit that differs at `index`; null when none does. */
  digit: number | null;
}

/** What is different between two models. */
export interface ModelComparison {
  /** Layers and settings that are not the same, in whole sentences. */
  architecture: string[];
  /** Every weight that both have, in model order. */
  weights: WeightComparison[];
  /** The largest difference of all; 0 when all weights are equal. */
  largest: number;
}

/**
 * Compares two model files, layer by layer and weight by weight; names do not matter.
 *
 * @param first - a model
 * @param second - the model to hold against it
 * @returns the differences; weights are compared as far as both have them in the same shape
 * @example
 * const model = toModelFile(sequential({ layers: [layers.dense({ units: 1, inputShape: [2] })] }));
 * compareModels(model, model).largest //=> 0
 */
export function compareModels(first: ModelFile, second: ModelFile): ModelComparison {
  const architecture: string[] = [];
  if (first.layers.length !== second.layers.length) {
    architecture.push(
      `The first has ${first.layers.length} layers, the second ${second.layers.length}.`,
    );
  }
  const pairs = first.layers
    .slice(0, second.layers.length)
    .map((layer, i) => [layer, second.layers[i] as FileLayer] as const);
  for (const [i, [a, b]] of pairs.entries()) architecture.push(...layerDifferences(a, b, i));
  const weights = pairs.flatMap(([a, b]) => compareWeights(a, b));
  return { architecture, weights, largest: Math.max(0, ...weights.map((row) => row.difference)) };
}

function layerDifferences(a: FileLayer, b: FileLayer, place: number): string[] {
  const where = `Layer ${place} (${a.name})`;
  if (a.className !== b.className)
    return [`${where} is ${a.className}, in the second ${b.className}.`];
  return (
    Object.keys(a.config)
      // How weights began says nothing about what they are.
      .filter((key) => !key.endsWith('_initializer'))
      .filter((key) => JSON.stringify(a.config[key]) !== JSON.stringify(b.config[key]))
      .map(
        (key) =>
          `${where} has ${key} ${JSON.stringify(a.config[key])}, in the second ${JSON.stringify(b.config[key])}.`,
      )
  );
}

function compareWeights(a: FileLayer, b: FileLayer): WeightComparison[] {
  return a.weights.flatMap((weight, i) => {
    const other = b.weights[i];
    if (other === undefined || other.shape.join() !== weight.shape.join()) return [];
    return [compareWeight(a.name, weight, other)];
  });
}

function compareWeight(layer: string, a: FileTensor, b: FileTensor): WeightComparison {
  const { name, shape } = a;
  if (a.values.length === 0) {
    return {
      layer,
      name,
      shape,
      difference: 0,
      index: [],
      first: 0,
      second: 0,
      ulps: 0,
      digit: null,
    };
  }
  const { largest, ulps } = compareParameter({ layer, ...a }, b);
  const { core: first, tfjs: second, difference, index } = largest;
  const { digit } = compareNumbers(first, second).digits;
  return { layer, name, shape, difference, index, first, second, ulps, digit };
}
