import { checkEachTime } from '../../tape/trace.js';
import type { Tensor } from '../../tensor/tensor.js';
import type { Variable } from '../../tensor/variable.js';
import { checkWhole, refuse } from '../checks.js';
import { inDtype } from '../in-dtype.js';
import type { Initializer } from '../initializers/initializer.js';
import {
  getInitializer,
  type InitializerIdentifier,
  initializerConfig,
} from '../initializers/lookup.js';
import { getRegularizer, type Regularizer, regularizerConfig } from '../regularizers.js';
import { Layer, type LayerArgs, type LayerShape } from './layer.js';

/** Options of an embedding layer. */
export interface EmbeddingArgs extends LayerArgs {
  /** Number of different inputs: they are 0 … inputDim − 1. */
  inputDim: number;
  /** How many numbers stand for each. */
  outputDim: number;
  /** Length of a sample; the same as `inputShape: [inputLength]`. */
  inputLength?: number;
  /** First values (default randomUniform, between -0.05 and 0.05). */
  embeddingsInitializer?: InitializerIdentifier;
  /** What large values cost (default nothing). */
  embeddingsRegularizer?: string | Regularizer | null;
}

const OWN = [
  'inputDim',
  'outputDim',
  'inputLength',
  'embeddingsInitializer',
  'embeddingsRegularizer',
];

/** Looks up a row of numbers for each whole number; see `embedding`. */
export class Embedding extends Layer {
  static readonly builtIn = true;
  readonly inputDim: number;
  readonly outputDim: number;
  readonly embeddingsInitializer: Initializer;
  readonly embeddingsRegularizer: Regularizer | null;
  #embeddings!: Variable;

  constructor(args: EmbeddingArgs) {
    super('Embedding', withInputLength(args), OWN);
    this.inputDim = checkWhole('embedding', 'inputDim', args.inputDim);
    this.outputDim = checkWhole('embedding', 'outputDim', args.outputDim);
    const start = args.embeddingsInitializer ?? 'randomUniform';
    this.embeddingsInitializer = getInitializer('embedding', start);
    this.embeddingsRegularizer = getRegularizer('embedding', args.embeddingsRegularizer);
  }

  computeOutputShape(inputShape: LayerShape): LayerShape {
    return [...inputShape, this.outputDim];
  }

  protected override createWeights(): void {
    const shape = [this.inputDim, this.outputDim];
    this.#embeddings = this.addWeight('embeddings', shape, this.embeddingsInitializer, {
      regularizer: this.embeddingsRegularizer,
    });
  }

  protected override convert(x: Tensor): Tensor {
    checkEachTime(x, (values) => {
      for (const value of values) this.#checkIndex(value);
    });
    return inDtype(x, 'int32');
  }

  #checkIndex(value: number): void {
    if (Number.isInteger(value) && value >= 0 && value < this.inputDim) return;
    const expected = `whole numbers from 0 to ${this.inputDim - 1}`;
    throw refuse('embedding', expected, value, 'choose inputDim above the largest input');
  }

  protected call(x: Tensor): Tensor {
    return this.#embeddings.gather(x);
  }

  protected override ownConfig(): Record<string, unknown> {
    return {
      input_dim: this.inputDim,
      output_dim: this.outputDim,
      embeddings_initializer: initializerConfig(this.embeddingsInitializer),
      embeddings_regularizer: regularizerConfig(this.embeddingsRegularizer),
      mask_zero: false,
    };
  }
}

function withInputLength(args: EmbeddingArgs): EmbeddingArgs {
  if (typeof args !== 'object' || args === null || args.inputLength === undefined) return args;
  return { ...args, inputShape: [checkWhole('embedding', 'inputLength', args.inputLength)] };
}

/**
 * Makes a layer that looks up a row of numbers for each whole number, and learns the rows.
 *
 * $Y_{n t} = E_{X_{n t}}$ with $X: [n, t]$, $E: [v, d]$, $Y: [n, t, d]$
 *
 * A row that a batch looks up several times gets the sum of its gradients, $\sum_i g_i$, and an
 * optimizer that squares gradients takes $(\sum_i g_i)^2$, as TensorFlow.js and Keras on JAX or
 * PyTorch do. Keras on TensorFlow hands out one gradient per look-up and takes $\sum_i g_i^2$ there.
 *
 * @param args - `inputDim` $v$, `outputDim` $d$; `inputLength`, initializer, regularizer.
 * @returns the layer.
 * @throws ArgumentError when an option is missing, unknown or out of range.
 * @example
 * const layer = layers.embedding({ inputDim: 2, outputDim: 2, weights: [[[1, 2], [3, 4]]] });
 * layer.apply([[1, 0]]).arraySync(); //=> [[[3, 4], [1, 2]]]
 * @see https://keras.io/api/layers/core_layers/embedding/
 */
export const embedding = (args: EmbeddingArgs): Embedding => new Embedding(args);
