import { ShapeError } from '../../errors/errors.js';
import { type TensorLike, toTensor } from '../../tensor/convert.js';
import { checkDtype, type DType, isFloat } from '../../tensor/dtype.js';
import { checkShape, type Shape, sameShape } from '../../tensor/shape.js';
import type { Tensor } from '../../tensor/tensor.js';
import { Variable } from '../../tensor/variable.js';
import { assignAll } from '../assign-all.js';
import { checkBoolean, checkOptions, checkWhole, refuse } from '../checks.js';
import { inDtype } from '../in-dtype.js';
import type { Initializer } from '../initializers/initializer.js';
import { snakeCase } from '../names.js';
import type { Regularizer } from '../regularizers.js';

/** A shape whose batch size (and perhaps more) is not known yet, written as null. */
export type LayerShape = readonly (number | null)[];

/** Options that every layer takes. */
export interface LayerArgs {
  /** A name of its own; by default Keras's name of its class, with a number if it is taken. */
  name?: string;
  /** Whether training may change its weights (default true). */
  trainable?: boolean;
  /** Element type of weights and output; by default that of the layer before, else float32. */
  dtype?: DType;
  /** Shape of one sample; a model's first layer needs it to be built before data comes. */
  inputShape?: LayerShape;
  /** The same with the batch size in front. */
  batchInputShape?: LayerShape;
  /** Batch size, for those who know it. */
  batchSize?: number;
  /** Values to start from, in the order of `getWeights`. */
  weights?: readonly TensorLike[];
}

const BASE = [
  'name',
  'trainable',
  'dtype',
  'inputShape',
  'batchInputShape',
  'batchSize',
  'weights',
];

/** What a layer is told in a forward pass. */
export interface CallContext {
  /** Whether this pass is part of training. */
  readonly training: boolean;
  /** Changes of the layer's own state, to be made once the pass is known to be good. */
  readonly updates: (() => void)[];
}

/** A weight and how it is to be treated. */
interface LayerWeight {
  readonly variable: Variable;
  readonly trainable: boolean;
  readonly regularizer: Regularizer | null;
}

/**
 * What all layers share: name, weights, type and the way from options to output.
 *
 * A layer is made from its options, built once its input shape is known (then it has weights), and
 * applied to batches. A subclass says which weights it has (`createWeights`), how sizes change
 * (`computeOutputShape`) and what it computes (`call`).
 *
 * @example
 * // Each number of a sample times a weight of its own.
 * class Scale extends Layer {
 *   constructor(args = {}) {
 *     super('Scale', args, []);
 *   }
 *   createWeights(inputShape) {
 *     this.factors = this.addWeight('factors', [inputShape.at(-1)], initializers.ones());
 *   }
 *   computeOutputShape(inputShape) {
 *     return inputShape;
 *   }
 *   call(x) {
 *     return x.mul(this.factors);
 *   }
 * }
 * const model = sequential({ layers: [new Scale({ inputShape: [2] })] });
 * model.setWeights([[2, 10]]);
 * model.predict([[1, 3]]).arraySync() //=> [[2, 30]]
 * @see https://keras.io/api/layers/base_layer/
 */
export abstract class Layer {
  /** Keras's class name. */
  readonly className: string;
  /** The name in errors: that of the function that makes this layer. */
  readonly operation: string;
  name: string;
  /** Whether the name was chosen and must stay. */
  readonly named: boolean;
  /** Shape of a batch, if it was given. */
  batchInputShape: LayerShape | null;
  readonly #ownDtype: DType | null;
  readonly #given: readonly TensorLike[] | null;
  readonly #weights: LayerWeight[] = [];
  #trainable: boolean;
  #inputShape: LayerShape | null = null;
  #dtype: DType;

  constructor(className: string, args: LayerArgs, own: readonly string[]) {
    this.className = className;
    this.operation = operationName(className);
    checkOptions(this.operation, args, [...own, ...BASE]);
    this.named = args.name !== undefined;
    this.name = checkName(this.operation, args.name ?? snakeCase(className));
    this.#trainable = checkBoolean(this.operation, 'trainable', args.trainable ?? true);
    this.#ownDtype = args.dtype === undefined ? null : floatDtype(this.operation, args.dtype);
    this.#dtype = this.#ownDtype ?? 'float32';
    this.batchInputShape = batchShape(this.operation, args);
    this.#given = args.weights ?? null;
  }

  /** Sizes of the output for an input of this shape. @throws ShapeError when it does not fit */
  abstract computeOutputShape(inputShape: LayerShape): LayerShape;

  /** The output for a batch; operations only, so that it can be differentiated. */
  protected abstract call(x: Tensor, context: CallContext): Tensor;

  /** Makes the weights; layers without weights have nothing to do. */
  protected createWeights(_inputShape: LayerShape): void {}

  /** Options as Keras's files write them, apart from name, trainable and dtype. */
  protected ownConfig(): Record<string, unknown> {
    return {};
  }

  /** The input in the type that the layer computes in. */
  protected convert(x: Tensor): Tensor {
    return inDtype(x, this.#dtype);
  }

  /** Element type of weights and output. */
  get dtype(): DType {
    return this.#dtype;
  }

  /** Type that data given as plain arrays is stored in. */
  get inputDtype(): DType {
    return this.#dtype;
  }

  /** Whether the input shape is known and the weights exist. */
  get built(): boolean {
    return this.#inputShape !== null;
  }

  /** Shape of the input, batch size first. @throws ArgumentError before the layer is built */
  get inputShape(): LayerShape {
    if (this.#inputShape !== null) return this.#inputShape;
    throw refuse(
      this.operation,
      'a layer that is built',
      this.name,
      'apply it or add it to a model',
    );
  }

  /** Shape of the output, batch size first. @throws ArgumentError before the layer is built */
  get outputShape(): LayerShape {
    return this.computeOutputShape(this.inputShape);
  }

  /** Whether training may change the weights. */
  get trainable(): boolean {
    return this.#trainable;
  }

  set trainable(trainable: boolean) {
    this.#trainable = checkBoolean(this.operation, 'trainable', trainable);
    for (const weight of this.#weights) weight.variable.trainable = trainable && weight.trainable;
  }

  /**
   * Makes the weights for inputs of this shape; a second call only checks that the shape fits.
   *
   * @param inputShape - batch size first, null where unknown.
   * @param dtype - type of the layer before, which is taken unless the layer has its own.
   * @throws ShapeError when the shape does not fit.
   */
  build(inputShape: LayerShape, dtype?: DType): void {
    this.computeOutputShape(inputShape);
    if (this.#inputShape !== null) {
      this.#checkSame(this.#inputShape, inputShape);
      return;
    }
    if (this.batchInputShape !== null) this.#checkSame(this.batchInputShape, inputShape);
    this.#dtype = this.#ownDtype ?? dtype ?? 'float32';
    this.createWeights(inputShape);
    this.#inputShape = [...inputShape];
    if (this.#given !== null) this.setWeights(this.#given);
  }

  #checkSame(known: LayerShape, next: LayerShape): void {
    const fits =
      known.length === next.length && known.every((n, i) => fitsSize(n, next[i] ?? null));
    if (fits) return;
    throw new ShapeError({
      operation: this.operation,
      expected: `inputs of shape ${writeShape(known)} for layer ${this.name}`,
      received: writeShape(next),
      hint: 'a layer keeps the sizes that it was made for: change inputShape, or make a new one',
    });
  }

  /**
   * Applies the layer to a batch, as a function of its own.
   *
   * @param input - a batch, samples along the first axis.
   * @param options - `training`: whether dropout and batch normalization act as in training.
   * @returns the output batch.
   * @throws ShapeError when the batch does not fit.
   */
  apply(input: TensorLike, { training = false }: { training?: boolean } = {}): Tensor {
    const x = toTensor(this.operation, 'input', input, this.inputDtype);
    const context: CallContext = { training, updates: [] };
    const output = this.forward(x, context);
    for (const update of context.updates) update();
    return output;
  }

  /** One pass within a larger one, which makes the state's updates itself. */
  forward(x: Tensor, context: CallContext): Tensor {
    if (this.#inputShape === null) {
      this.computeOutputShape(x.shape);
      this.build([null, ...x.shape.slice(1)]);
    } else if (!sameShape(x.shape.slice(1), this.#inputShape.slice(1) as Shape)) {
      this.#checkSame(this.#inputShape, x.shape);
    }
    return this.call(this.convert(x), context);
  }

  /** Adds a weight; for subclasses, within `createWeights`. */
  protected addWeight(
    name: string,
    shape: Shape,
    initializer: Initializer,
    options: { trainable?: boolean; regularizer?: Regularizer | null } = {},
  ): Variable {
    const { trainable = true, regularizer = null } = options;
    const start = initializer.apply(shape, this.#dtype);
    const variable = new Variable(start, trainable && this.#trainable, name);
    start.dispose();
    this.#weights.push({ variable, trainable, regularizer });
    return variable;
  }

  /** All weights: those that are trained first, then the others. */
  get weights(): Variable[] {
    return [...this.#only(true), ...this.#only(false)];
  }

  /** The weights that training changes. */
  get trainableWeights(): Variable[] {
    return this.#trainable ? this.#only(true) : [];
  }

  /** The weights that training leaves to the layer itself, or all when it is not trainable. */
  get nonTrainableWeights(): Variable[] {
    return this.#trainable ? this.#only(false) : this.weights;
  }

  #only(trainable: boolean): Variable[] {
    return this.#weights.filter((w) => w.trainable === trainable).map((w) => w.variable);
  }

  /** Number of numbers in all weights. */
  countParams(): number {
    return this.weights.reduce((sum, { size }) => sum + size, 0);
  }

  /** Copies of the weights. */
  getWeights(): Tensor[] {
    return this.weights.map((weight) => weight.clone());
  }

  /**
   * Replaces all weights.
   *
   * @param weights - tensors or nested arrays, in the order of `getWeights`.
   * @throws ArgumentError when their number differs, ShapeError when a shape does.
   */
  setWeights(weights: readonly TensorLike[]): void {
    assignAll('setWeights', this.name, this.weights, weights);
  }

  /** The regularizers of its weights. */
  get regularizers(): Regularizer[] {
    return this.#weights.flatMap(({ regularizer }) => regularizer ?? []);
  }

  /**
   * What the weights cost, one scalar for each weight with a regularizer. A frozen layer costs
   * nothing, as in Keras.
   */
  penalties(): Tensor[] {
    if (!this.#trainable) return [];
    return this.#weights.flatMap(({ variable, trainable, regularizer }) =>
      regularizer === null || !trainable ? [] : [regularizer.apply(variable)],
    );
  }

  /** Keras's configuration of this layer. */
  getConfig(): Record<string, unknown> {
    const { name, trainable, dtype } = this;
    return { name, trainable, dtype, ...this.ownConfig() };
  }

  /** A ShapeError about this layer's input. */
  protected misfit(expected: string, received: LayerShape, hint: string): ShapeError {
    const { operation } = this;
    return new ShapeError({ operation, expected, received: writeShape(received), hint });
  }
}

const fitsSize = (a: number | null, b: number | null) => a === null || b === null || a === b;

/** A shape with null for what is not known. */
export const writeShape = (shape: LayerShape): string =>
  `[${shape.map((size) => size ?? 'null').join(', ')}]`;

/** `MaxPooling2D` to `maxPooling2d`, as TensorFlow.js calls the function. */
const operationName = (className: string): string =>
  `${className.charAt(0).toLowerCase()}${className.slice(1).replace(/2D$/, '2d')}`;

/** Passes on a name that files of Keras can carry. */
export function checkName(operation: string, name: unknown): string {
  if (typeof name === 'string' && /^[A-Za-z0-9_.>-]+$/.test(name)) return name;
  const expected = 'a name of letters, digits, _, ., > and -';
  throw refuse(operation, expected, name, 'Keras files cannot carry others');
}

/** Passes a float type on. */
export function floatDtype(operation: string, dtype: unknown): DType {
  const known = checkDtype(operation, dtype);
  if (isFloat(known)) return known;
  throw refuse(operation, 'dtype to be float32 or float64', dtype, 'weights need gradients');
}

function batchShape(operation: string, args: LayerArgs): LayerShape | null {
  const { inputShape, batchInputShape } = args;
  const batchSize =
    args.batchSize === undefined ? null : checkWhole(operation, 'batchSize', args.batchSize);
  if (batchInputShape !== undefined) return checkLayerShape(operation, batchInputShape);
  if (inputShape === undefined) return null;
  return [batchSize, ...checkLayerShape(operation, inputShape)];
}

function checkLayerShape(operation: string, shape: unknown): LayerShape {
  if (!Array.isArray(shape)) {
    throw refuse(operation, 'inputShape to be a list of sizes', shape, 'write for example [2]');
  }
  checkShape(
    operation,
    shape.map((size) => size ?? 1),
  );
  return [...shape];
}
