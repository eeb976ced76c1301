import { seeded, uniform } from '../random.js';

export type Activation = 'sigmoid' | 'tanh' | 'relu' | 'linear';
export type Loss = 'sigmoidCrossEntropy' | 'halfSquaredError' | 'softmaxCrossEntropy';

/** Convolutions keep the image's size (3×3 with a border of zeros); pools halve it. */
export type Layer =
  | { kind: 'dense'; units: number; activation: Activation }
  | { kind: 'conv'; filters: number; activation: Activation }
  | { kind: 'maxPool' }
  | { kind: 'flatten' };

/** Numbers with the shape in which TensorFlow.js wants them. */
export interface Weight {
  shape: readonly number[];
  values: Float32Array;
}

/**
 * Adam's constants. Keras and this engine add epsilon to √v before v is corrected for its start at
 * zero, TensorFlow.js, PyTorch and others afterwards. After 24 steps the usual 1e-7 moves W3's loss
 * by 0.1 %, and 1e-9 still moves W4's by 0.02 % after 4; with 1e-10 both are the same algorithm
 * within the tolerance: W4's losses after 12 steps are 3 parts in a hundred thousand apart. (After 24
 * they have fallen to 6.3e-5 and are 1.5 in ten thousand apart.) The engine updates in one pass from
 * 1e-10 on only.
 *
 * @see https://arxiv.org/abs/1412.6980 section 2, which has both
 */
export const ADAM = { beta1: 0.9, beta2: 0.999, epsilon: 1e-10 } as const;

export interface Optimizer {
  name: 'sgd' | 'adam';
  learningRate: number;
}

/** What a net is, without its numbers. */
export interface NetRecipe {
  id: string;
  title: string;
  /** Shape of one sample: [features], or [height, width, channels]. */
  input: readonly number[];
  layers: readonly Layer[];
  /** All losses take the last layer's linear output and are means over the batch. */
  loss: Loss;
  optimizer: Optimizer;
  batch: number;
}

/** A net with its data and first weights: what one training step works on. */
export interface NetWorkload extends NetRecipe {
  kind: 'net';
  /** Kernel and bias of each layer that has them, in turn. */
  weights: readonly Weight[];
  x: Float32Array;
  y: Float32Array;
  outputs: number;
}

const CONV_SIZE = 3;
const count = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);

/** The shape of one sample behind a layer. */
function shapeAfter(layer: Layer, shape: readonly number[]): number[] {
  const [height, width, channels] = shape as [number, number, number];
  switch (layer.kind) {
    case 'dense':
      return [layer.units];
    case 'conv':
      return [height, width, layer.filters];
    case 'maxPool':
      return [Math.floor(height / 2), Math.floor(width / 2), channels];
    case 'flatten':
      return [count(shape)];
  }
}

function glorot(random: () => number, kernel: readonly number[]): Weight[] {
  const units = kernel.at(-1)!;
  const window = count(kernel.slice(0, -2));
  const limit = Math.sqrt(6 / (window * (kernel.at(-2)! + units)));
  return [
    { shape: kernel, values: uniform(random, count(kernel), limit) },
    { shape: [units], values: new Float32Array(units) },
  ];
}

function firstWeights(random: () => number, layer: Layer, shape: readonly number[]): Weight[] {
  if (layer.kind === 'dense') return glorot(random, [shape[0]!, layer.units]);
  if (layer.kind !== 'conv') return [];
  return glorot(random, [CONV_SIZE, CONV_SIZE, shape[2]!, layer.filters]);
}

function targets(random: () => number, loss: Loss, batch: number, units: number): Float32Array {
  if (loss === 'halfSquaredError') return uniform(random, batch * units, 1);
  if (loss === 'sigmoidCrossEntropy') {
    return Float32Array.from({ length: batch * units }, () => Math.round(random()));
  }
  const oneHot = new Float32Array(batch * units);
  for (let row = 0; row < batch; row++) oneHot[row * units + Math.floor(random() * units)] = 1;
  return oneHot;
}

/** Fill a recipe with seeded weights and data. */
export function net(recipe: NetRecipe): NetWorkload {
  const random = seeded(20);
  let shape = recipe.input;
  const weights: Weight[] = [];
  for (const layer of recipe.layers) {
    weights.push(...firstWeights(random, layer, shape));
    shape = shapeAfter(layer, shape);
  }
  const x = uniform(random, recipe.batch * count(recipe.input), 1);
  const y = targets(random, recipe.loss, recipe.batch, count(shape));
  return { kind: 'net', ...recipe, weights, x, y, outputs: count(shape) };
}

/** The layers of a dense net: `activation` in all but the last, which is linear. */
export function denseLayers(units: readonly number[], activation: Activation): Layer[] {
  return units.map((n, i) => ({
    kind: 'dense',
    units: n,
    activation: i === units.length - 1 ? 'linear' : activation,
  }));
}

/** Units of input and layers, if the net has dense layers only. */
export function denseSizes({ input, layers }: NetRecipe): number[] | null {
  const units = layers.map((layer) => (layer.kind === 'dense' ? layer.units : Number.NaN));
  return units.some(Number.isNaN) ? null : [input[0]!, ...units];
}

/** Sample `row` of x or y as a plain list. */
export function sample(values: Float32Array, row: number, batch: number): number[] {
  const size = values.length / batch;
  return Array.from(values.subarray(row * size, (row + 1) * size));
}
