import { noGrad } from '../../autodiff/recording.js';
import type { TensorLike } from '../../tensor/convert.js';
import type { DType } from '../../tensor/dtype.js';
import type { Tensor } from '../../tensor/tensor.js';
import type { Variable } from '../../tensor/variable.js';
import { type EvaluateOptions, evaluate } from '../../train/fit/evaluate.js';
import { fit } from '../../train/fit/fit.js';
import type { History } from '../../train/fit/history.js';
import type { FitOptions } from '../../train/fit/options.js';
import { type PredictOptions, predict } from '../../train/fit/predict.js';
import { testOnBatch, trainOnBatch } from '../../train/fit/single-batch.js';
import type { Optimizer } from '../../train/optimizers/optimizer.js';
import { assignAll } from '../assign-all.js';
import { checkOptions, refuse } from '../checks.js';
import { InputLayer } from '../layers/input-layer.js';
import { type CallContext, Layer, type LayerArgs, type LayerShape } from '../layers/layer.js';
import type { Regularizer } from '../regularizers.js';
import { type CompileArgs, type Compiled, resolveCompile } from './compile.js';
import { findLayer, freeName } from './layer-names.js';
import { checkEachOnce } from './nested.js';
import { print } from './print.js';
import { modelSummary } from './summary-table.js';

/** Options of a sequential model. */
export interface SequentialArgs {
  /** Layers, first to last; more can be added later. */
  layers?: readonly Layer[];
  /** A name of its own (default `sequential`). */
  name?: string;
  /** Type of all layers that have none of their own (default float32). */
  dtype?: DType;
}

/**
 * A stack of layers, each taking the output of the one before; see `sequential`.
 *
 * It is a layer itself: a model can be put into another one.
 *
 * @example
 * const model = new Sequential({ name: 'line', dtype: 'float64' });
 * model.add(layers.dense({ units: 1, inputShape: [2], weights: [[[2], [3]], [1]] }));
 * model.apply([[10, 1]]).arraySync() //=> [[24]]
 * model.countParams() //=> 3
 * @see https://keras.io/api/models/sequential/
 */
export class Sequential extends Layer {
  static readonly builtIn = true;
  readonly layers: Layer[] = [];
  /** Whether a callback asked `fit` to stop after this epoch. */
  stopTraining = false;
  /** What the last `fit` recorded, or null. */
  history: History | null = null;
  #compiled: Compiled | null = null;
  #dtype: DType | undefined;

  constructor(args: SequentialArgs = {}) {
    super('Sequential', asLayerArgs(args), []);
    this.#dtype = args.dtype;
    const layers = args.layers ?? [];
    if (!Array.isArray(layers)) {
      throw refuse(
        'sequential',
        'layers to be a list',
        layers,
        'write sequential({ layers: […] })',
      );
    }
    for (const layer of layers) this.add(layer);
  }

  /**
   * Puts a layer on top.
   *
   * @param layer - made by `layers.…`, or another model; not in this model yet.
   * @throws ArgumentError when it is no layer or its name is taken, ShapeError when it does not fit.
   */
  add(layer: Layer): void {
    if (!(layer instanceof Layer)) {
      throw refuse(
        'sequential',
        'a layer',
        layer,
        'make one with layers.dense({ … }) and the like',
      );
    }
    if (this.layers.length === 0) this.batchInputShape ??= layer.batchInputShape;
    if (layer instanceof InputLayer) return;
    checkEachOnce(this, layer);
    layer.name = freeName(layer, this.layers);
    if (!this.trainable) layer.trainable = false;
    if (this.batchInputShape !== null) this.#buildLayer(layer, this.layers.at(-1));
    this.layers.push(layer);
  }

  /**
   * Takes the layer on top away.
   *
   * @throws ArgumentError when there is none
   */
  pop(): void {
    this.#first();
    this.layers.pop();
  }

  #buildLayer(layer: Layer, before: Layer | undefined): void {
    const shape = before === undefined ? this.batchInputShape : before.outputShape;
    layer.build(shape as LayerShape, before?.dtype ?? this.#dtype);
  }

  /**
   * Makes the weights of all layers.
   *
   * @param batchInputShape - batch size first, null where unknown; needed unless the first layer
   *   has an `inputShape`.
   * @param dtype - type of the layer before, for a model in a model that has no type of its own.
   * @throws ArgumentError without layers or shape, ShapeError when the layers do not fit.
   */
  override build(batchInputShape?: LayerShape, dtype?: DType): void {
    this.batchInputShape ??= batchInputShape ?? null;
    this.#dtype ??= dtype;
    if (this.batchInputShape === null || this.layers.length === 0) {
      const hint = 'give the first layer an inputShape, for example [2]';
      throw refuse(this.name, 'layers and an input shape', `${this.layers.length} layers`, hint);
    }
    this.layers.forEach((layer, i) => {
      this.#buildLayer(layer, this.layers[i - 1]);
    });
    // As a layer in another model it may have had its shape before.
    if (batchInputShape !== undefined) this.layers[0]?.build(batchInputShape);
  }

  /** Sizes of the output for a batch of this shape. @throws ShapeError when a layer does not fit */
  computeOutputShape(inputShape: LayerShape): LayerShape {
    return this.layers.reduce((shape, layer) => layer.computeOutputShape(shape), inputShape);
  }

  /** Whether all layers have their weights. */
  override get built(): boolean {
    return this.layers.length > 0 && this.layers.every(({ built }) => built);
  }

  /** Type of the output. */
  override get dtype(): DType {
    return this.layers.at(-1)?.dtype ?? this.#dtype ?? 'float32';
  }

  /** Type that data given as plain arrays is stored in: that of the first layer. */
  override get inputDtype(): DType {
    const [first] = this.layers;
    return (first?.built ? first.dtype : this.#dtype) ?? 'float32';
  }

  /** Shape of a batch. @throws ArgumentError before the model is built */
  override get inputShape(): LayerShape {
    return this.#first().inputShape;
  }

  /** Shape of the output for a batch. @throws ArgumentError before the model is built */
  override get outputShape(): LayerShape {
    this.#first();
    return (this.layers.at(-1) as Layer).outputShape;
  }

  #first(): Layer {
    const [first] = this.layers;
    if (first !== undefined) return first;
    throw refuse(this.name, 'at least one layer', 'none', 'add layers');
  }

  /**
   * The layer of this name, or at this place.
   *
   * @throws ArgumentError when there is none
   */
  getLayer(nameOrIndex: string | number): Layer {
    return findLayer(this.layers, nameOrIndex);
  }

  /** One pass through all layers; operations only, so that it can be differentiated. */
  override forward(x: Tensor, context: CallContext): Tensor {
    if (!this.built) this.build([null, ...x.shape.slice(1)]);
    return this.call(x, context);
  }

  protected call(x: Tensor, context: CallContext): Tensor {
    return this.layers.reduce((value, layer) => layer.forward(value, context), x);
  }

  /** Whether training may change the weights of its layers; setting it sets it for all of them. */
  override get trainable(): boolean {
    return super.trainable;
  }

  override set trainable(trainable: boolean) {
    super.trainable = trainable;
    for (const layer of this.layers) layer.trainable = trainable;
  }

  /** All weights, layer by layer. */
  override get weights(): Variable[] {
    return this.layers.flatMap((layer) => layer.weights);
  }

  /** The weights that training changes. */
  override get trainableWeights(): Variable[] {
    return this.layers.flatMap((layer) => layer.trainableWeights);
  }

  /** The weights that it does not. */
  override get nonTrainableWeights(): Variable[] {
    return this.layers.flatMap((layer) => layer.nonTrainableWeights);
  }

  /** The regularizers of all weights. */
  override get regularizers(): Regularizer[] {
    return this.layers.flatMap((layer) => layer.regularizers);
  }

  /** What the weights of all layers cost. */
  override penalties(): Tensor[] {
    return this.layers.flatMap((layer) => layer.penalties());
  }

  /** Copies of all weights, layer by layer. */
  override getWeights(): Tensor[] {
    return noGrad(() => this.weights.map((weight) => weight.clone()));
  }

  /**
   * Replaces all weights; when one does not fit, none is replaced.
   *
   * @param weights - tensors or nested arrays in the order of `getWeights`.
   * @throws ArgumentError when their number differs, ShapeError when a shape does.
   */
  override setWeights(weights: readonly TensorLike[]): void {
    if (!this.built) this.build();
    assignAll('setWeights', this.name, this.weights, weights);
  }

  /**
   * Prints Keras 3's table: layers, output shapes, numbers of weights.
   *
   * @param lineLength - width in characters (default 76, as Keras in a terminal of 80).
   * @param positions - where the columns end, as fractions of the width.
   * @param printFn - takes each line (default the console).
   */
  summary(
    lineLength?: number,
    positions?: readonly number[],
    printFn: (line: string) => void = print,
  ): void {
    for (const line of modelSummary(this, lineLength, positions)) printFn(line);
  }

  /**
   * Chooses optimizer, loss and metrics.
   *
   * @throws ArgumentError for an unknown name, or when something is missing
   */
  compile(args: CompileArgs): void {
    this.#compiled = resolveCompile(args);
  }

  /** What `compile` chose. @throws ArgumentError before it was called */
  compiled(operation: string): Compiled {
    if (this.#compiled !== null) return this.#compiled;
    const hint = "call compile({ optimizer: 'adam', loss: 'meanSquaredError' }) first";
    throw refuse(operation, 'a compiled model', this.name, hint);
  }

  /** The optimizer that `compile` chose, or null before. */
  get optimizer(): Optimizer | null {
    return this.#compiled?.optimizer ?? null;
  }

  /** Names of what `evaluate` returns, in its order. */
  get metricsNames(): string[] {
    return ['loss', ...(this.#compiled?.metrics.map(({ name }) => name) ?? [])];
  }

  /** Gives up the memory of all weights and optimizer slots; the model is of no use afterwards. */
  dispose(): void {
    for (const held of [...this.weights, ...(this.optimizer?.slots ?? [])]) held.dispose();
  }

  /** Trains; see `fit`. */
  fit(x: TensorLike, y: TensorLike, options: FitOptions = {}): Promise<History> {
    return fit(this, x, y, options);
  }

  /** Computes loss and metrics on given data; see `evaluate`. */
  evaluate(x: TensorLike, y: TensorLike, options: EvaluateOptions = {}): Tensor | Tensor[] {
    return evaluate(this, x, y, options);
  }

  /** Computes outputs; see `predict`. */
  predict(x: TensorLike, options: PredictOptions = {}): Tensor {
    return predict(this, x, options);
  }

  /** Computes outputs of one batch. */
  predictOnBatch(x: TensorLike): Tensor {
    return predict(this, x, { batchSize: Number.MAX_SAFE_INTEGER });
  }

  /** Makes one update; see `trainOnBatch`. */
  async trainOnBatch(x: TensorLike, y: TensorLike): Promise<number | number[]> {
    return trainOnBatch(this, x, y);
  }

  /** Computes loss and metrics of one batch; see `testOnBatch`. */
  testOnBatch(x: TensorLike, y: TensorLike): number | number[] {
    return testOnBatch(this, x, y);
  }
}

/** What a model has in common with a layer; its layers are its own affair. */
function asLayerArgs(args: SequentialArgs): LayerArgs {
  checkOptions('sequential', args, ['layers', 'name', 'dtype']);
  const { layers: _, ...common } = args;
  return common;
}

/**
 * Makes a model from a stack of layers.
 *
 * $y = f_k(\dots f_2(f_1(x)))$
 *
 * @param args - `layers`, first to last, among them other models; `name`; `dtype` of all layers without their own, where
 *   `'float64'` gives the digits of a calculation by hand.
 * @returns the model; it has weights once its input shape is known.
 * @throws ArgumentError for something that is no layer, ShapeError when layers do not fit.
 * @example
 * const model = sequential({ layers: [layers.dense({ units: 1, inputShape: [2], weights: [[[2], [3]], [1]] })] });
 * model.predict(tensor([[10, 1]])).arraySync(); //=> [[24]]
 * @see https://keras.io/api/models/sequential/
 */
export const sequential = (args: SequentialArgs = {}): Sequential => new Sequential(args);
