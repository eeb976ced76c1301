/** What core and TensorFlow.js have in common, as far as training them side by side needs it. */

/** Numbers as nested lists: one row for each sample. */
export type Rows = readonly (number | Rows)[];

export interface EngineTensor {
  readonly shape: readonly number[];
  dataSync(): ArrayLike<number>;
  dispose(): void;
}

export interface EngineLayer {
  readonly name: string;
  readonly weights: readonly { readonly name: string; readonly trainable: boolean }[];
  setWeights(weights: EngineTensor[]): void;
  apply(x: EngineTensor): unknown;
}

/** As core and as TensorFlow.js hand it to an optimizer. */
export type GivenGradient = { gradient: EngineTensor } | { tensor: EngineTensor };

export interface EngineModel {
  readonly optimizer: { applyGradients(given: readonly GivenGradient[]): unknown };
  readonly layers: readonly EngineLayer[];
  trainOnBatch(x: EngineTensor, y: EngineTensor): Promise<number | number[]> | number | number[];
}

/** One engine with a compiled model in it. */
export interface Side {
  model: EngineModel;
  tensor(values: Rows | ArrayLike<number>, shape?: readonly number[]): EngineTensor;
  /** A layer's own weights, not copies: they are only to be read. */
  weightsOf(layer: EngineLayer): readonly EngineTensor[];
}
