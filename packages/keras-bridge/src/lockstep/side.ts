import { ArgumentError, ShapeError } from '@backprop/core';
import type { NamedValues } from './compare.js';
import type { Rows, Side } from './engine.js';

/** The layers that have weights, in model order. */
const weighted = (side: Side) => side.model.layers.filter(({ weights }) => weights.length > 0);

/**
 * `out/kernel_1` in TensorFlow.js is `kernel`: it puts the layer's name before, and counts names
 * that an earlier model of the program already had.
 */
const plainName = (name: string): string => name.replace(/^.*\//, '').replace(/_\d+$/, '');

/** Copies of all weights of one engine, in model order. */
export function readWeights(side: Side): NamedValues[] {
  return weighted(side).flatMap((layer) =>
    side.weightsOf(layer).map((tensor, i) => ({
      layer: layer.name,
      name: plainName(layer.weights[i]?.name ?? String(i)),
      shape: [...tensor.shape],
      values: Array.from(tensor.dataSync()),
    })),
  );
}

/** Names and shapes of the weights that training changes, in model order. */
export function trainableNames(side: Side): Omit<NamedValues, 'values'>[] {
  return weighted(side).flatMap((layer) =>
    side.weightsOf(layer).flatMap((tensor, i) => {
      const weight = layer.weights[i];
      if (!weight?.trainable) return [];
      return [{ layer: layer.name, name: plainName(weight.name), shape: [...tensor.shape] }];
    }),
  );
}

/** Gives one engine's model these weights, a list in model order. */
export function writeWeights(side: Side, weights: readonly NamedValues[]): void {
  let next = 0;
  for (const layer of weighted(side)) {
    const mine = weights.slice(next, next + layer.weights.length);
    const tensors = mine.map(({ values, shape }) => side.tensor(values, shape));
    layer.setWeights(tensors);
    for (const tensor of tensors) tensor.dispose();
    next += layer.weights.length;
  }
}

/** Stops when the two models do not have the same weights in the same order. */
export function checkTwins(core: readonly NamedValues[], tfjs: readonly NamedValues[]): void {
  const write = (weights: readonly NamedValues[]) =>
    weights.map(({ name, shape }) => `${name} [${shape.join(', ')}]`).join(', ');
  if (write(core) === write(tfjs)) return;
  throw new ShapeError({
    operation: 'lockstep',
    expected: `weights ${write(core)}, as core's model has them`,
    received: `${write(tfjs)} in TensorFlow.js's`,
    hint: 'let build make the same layers, with an inputShape, from the engine that it is given',
  });
}

/** The weights to start from: those given, in the shape of core's. */
export function givenWeights(given: readonly Rows[], own: readonly NamedValues[]): NamedValues[] {
  if (given.length !== own.length) {
    throw new ArgumentError({
      operation: 'lockstep',
      expected: `${own.length} weights: ${own.map(({ layer, name }) => `${layer}/${name}`).join(', ')}`,
      received: String(given.length),
      hint: 'give a kernel and a bias for each layer, in model order',
    });
  }
  return own.map((weight, i) => ({ ...weight, values: fitValues(given[i] as Rows, weight) }));
}

function fitValues(rows: Rows, { layer, name, shape }: NamedValues): number[] {
  const received = shapeOf(rows);
  if (received.join() !== shape.join()) {
    throw new ShapeError({
      operation: 'lockstep',
      expected: `${layer}/${name} of shape [${shape.join(', ')}]`,
      received: `[${received.join(', ')}]`,
      hint: 'a kernel has one row for each input and one column for each unit',
    });
  }
  return (rows as number[][]).flat(Number.POSITIVE_INFINITY) as number[];
}

/** Sizes of a nested list, taken along its first entries. */
function shapeOf(rows: Rows | number | undefined): number[] {
  return Array.isArray(rows) ? [rows.length, ...shapeOf(rows[0] as Rows | number)] : [];
}

/** A number added on purpose to one weight of TensorFlow.js's model, to see that it is found. */
export interface Disturbance {
  /** Just before which step, 1 for the first. */
  step: number;
  /** The layer's name in core's model. */
  layer: string;
  parameter: string;
  index: readonly number[];
  by: number;
}

/** Adds the disturbance; `names` are core's weights. */
export function disturbWeight(
  side: Side,
  { layer, parameter, index, by }: Disturbance,
  names: readonly NamedValues[],
): void {
  const at = names.findIndex((weight) => weight.layer === layer && weight.name === parameter);
  const place = placeOf(index, names[at]?.shape);
  if (place === null) {
    const known = names.map((w) => `${w.layer}/${w.name} [${w.shape.join(', ')}]`).join(', ');
    throw new ArgumentError({
      operation: 'lockstep',
      expected: `disturb to name an element of ${known}`,
      received: `${layer}/${parameter} at [${index.join(', ')}]`,
      hint: "the layers' names are those in core's model",
    });
  }
  const weights = readWeights(side);
  const values = weights[at]?.values as number[];
  values[place] = (values[place] as number) + by;
  writeWeights(side, weights);
}

/** Place in the row-by-row list of the element at an index; null when there is none. */
function placeOf(index: readonly number[], shape: readonly number[] = [0]): number | null {
  if (index.length !== shape.length) return null;
  if (!index.every((i, axis) => Number.isInteger(i) && i >= 0 && i < (shape[axis] as number))) {
    return null;
  }
  return shape.reduce((place, size, axis) => place * size + (index[axis] as number), 0);
}
