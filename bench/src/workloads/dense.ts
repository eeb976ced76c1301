import { seeded, uniform } from '../random.js';

export type Activation = 'sigmoid' | 'tanh' | 'relu' | 'linear';
export type Loss = 'sigmoidCrossEntropy' | 'halfSquaredError' | 'softmaxCrossEntropy';

/** A dense net with its data and first weights: what one training step works on. */
export interface DenseWorkload {
  id: string;
  title: string;
  /** Units of the input and of each layer. */
  sizes: readonly number[];
  /** Of every layer but the last, which is linear: the losses take logits. */
  activation: Activation;
  loss: Loss;
  optimizer: { name: 'sgd' | 'adam'; learningRate: number };
  batch: number;
  /** Kernel [in, out] and bias [out] of each layer in turn. */
  weights: readonly { shape: readonly number[]; values: Float32Array }[];
  x: Float32Array;
  y: Float32Array;
}

type Recipe = Omit<DenseWorkload, 'weights' | 'x' | 'y'>;

function glorot(random: () => number, inputs: number, outputs: number): DenseWorkload['weights'] {
  const limit = Math.sqrt(6 / (inputs + outputs));
  return [
    { shape: [inputs, outputs], values: uniform(random, inputs * outputs, limit) },
    { shape: [outputs], values: new Float32Array(outputs) },
  ];
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
export function dense(recipe: Recipe): DenseWorkload {
  const random = seeded(20);
  const { sizes, batch, loss } = recipe;
  const weights = sizes.slice(1).flatMap((units, i) => glorot(random, sizes[i]!, units));
  const x = uniform(random, batch * sizes[0]!, 1);
  const y = targets(random, loss, batch, sizes.at(-1)!);
  return { ...recipe, weights, x, y };
}
