import type { Tensor } from '../../tensor/tensor.js';
import type { Variable } from '../../tensor/variable.js';
import {
  type Activation,
  type ActivationIdentifier,
  getActivation,
} from '../activations/lookup.js';
import { checkBoolean, checkWhole } from '../checks.js';
import type { Initializer } from '../initializers/initializer.js';
import {
  getInitializer,
  type InitializerIdentifier,
  initializerConfig,
} from '../initializers/lookup.js';
import { getRegularizer, type Regularizer, regularizerConfig } from '../regularizers.js';
import { activate } from './activate.js';
import { type CallContext, Layer, type LayerArgs, type LayerShape } from './layer.js';

/** Options of layers with a kernel and a bias. */
export interface KernelArgs extends LayerArgs {
  /** What follows the sum (default linear: nothing). */
  activation?: ActivationIdentifier | null;
  /** Whether a bias is added (default true). */
  useBias?: boolean;
  /** First values of the kernel (default glorotUniform, as in Keras). */
  kernelInitializer?: InitializerIdentifier;
  /** First values of the bias (default zeros). */
  biasInitializer?: InitializerIdentifier;
  /** What a large kernel costs (default nothing). */
  kernelRegularizer?: string | Regularizer | null;
  /** What a large bias costs (default nothing). */
  biasRegularizer?: string | Regularizer | null;
}

/** Names of the options in `KernelArgs`. */
export const KERNEL_OPTIONS = [
  'activation',
  'useBias',
  'kernelInitializer',
  'biasInitializer',
  'kernelRegularizer',
  'biasRegularizer',
];

/** What dense and convolutional layers share: a kernel, a bias and an activation. */
export abstract class KernelLayer extends Layer {
  readonly activation: Activation;
  readonly useBias: boolean;
  readonly kernelInitializer: Initializer;
  readonly biasInitializer: Initializer;
  readonly kernelRegularizer: Regularizer | null;
  readonly biasRegularizer: Regularizer | null;
  protected kernel!: Variable;
  protected bias: Variable | null = null;

  constructor(className: string, args: KernelArgs, own: readonly string[]) {
    super(className, args, [...own, ...KERNEL_OPTIONS]);
    const { operation } = this;
    this.activation = getActivation(operation, args.activation);
    this.useBias = checkBoolean(operation, 'useBias', args.useBias ?? true);
    this.kernelInitializer = getInitializer(operation, args.kernelInitializer ?? 'glorotUniform');
    this.biasInitializer = getInitializer(operation, args.biasInitializer ?? 'zeros');
    this.kernelRegularizer = getRegularizer(operation, args.kernelRegularizer);
    this.biasRegularizer = getRegularizer(operation, args.biasRegularizer);
  }

  /** Makes kernel and bias; the bias has one number per output channel. */
  protected createKernel(shape: number[]): void {
    this.kernel = this.addWeight('kernel', shape, this.kernelInitializer, {
      regularizer: this.kernelRegularizer,
    });
    if (!this.useBias) return;
    this.bias = this.addWeight('bias', shape.slice(-1), this.biasInitializer, {
      regularizer: this.biasRegularizer,
    });
  }

  /** Adds the bias and applies the activation. */
  protected finish(sum: Tensor): Tensor {
    return activate(this.activation, this.bias === null ? sum : sum.add(this.bias));
  }

  protected override ownConfig(): Record<string, unknown> {
    return {
      activation: this.activation.name,
      use_bias: this.useBias,
      kernel_initializer: initializerConfig(this.kernelInitializer),
      bias_initializer: initializerConfig(this.biasInitializer),
      kernel_regularizer: regularizerConfig(this.kernelRegularizer),
      bias_regularizer: regularizerConfig(this.biasRegularizer),
    };
  }
}

/** Options of a dense layer. */
export interface DenseArgs extends KernelArgs {
  /** Number of outputs. */
  units: number;
  /** Number of inputs; the same as `inputShape: [inputDim]`. */
  inputDim?: number;
}

/** A layer in which every output depends on every input; see `dense`. */
export class Dense extends KernelLayer {
  static readonly builtIn = true;
  readonly units: number;

  constructor(args: DenseArgs) {
    super('Dense', withInputDim(args), ['units', 'inputDim']);
    this.units = checkWhole('dense', 'units', args.units);
  }

  computeOutputShape(inputShape: LayerShape): LayerShape {
    const inputs = inputShape[inputShape.length - 1];
    if (inputShape.length < 2 || inputs === null || inputs === undefined) {
      const hint = 'samples lie along the first axis: reshape one row to [1, n]';
      throw this.misfit('inputs of shape [batch, n]', inputShape, hint);
    }
    return [...inputShape.slice(0, -1), this.units];
  }

  protected override createWeights(inputShape: LayerShape): void {
    this.createKernel([inputShape[inputShape.length - 1] as number, this.units]);
  }

  protected call(x: Tensor, _context: CallContext): Tensor {
    return this.finish(x.matMul(this.kernel));
  }

  protected override ownConfig(): Record<string, unknown> {
    return { units: this.units, ...super.ownConfig() };
  }
}

function withInputDim(args: DenseArgs): DenseArgs {
  if (typeof args !== 'object' || args === null || args.inputDim === undefined) return args;
  return { ...args, inputShape: [checkWhole('dense', 'inputDim', args.inputDim)] };
}

/**
 * Makes a dense layer: every output is a weighted sum of all inputs, plus a bias, then activated.
 *
 * $Y = f(X W + b)$ with $X: [n, i]$, $W: [i, u]$, $b: [u]$, $Y: [n, u]$
 *
 * The kernel starts with glorotUniform as in Keras; TensorFlow.js starts with glorotNormal.
 *
 * @param args - `units` $u$; `activation`, `useBias`, initializers, regularizers, and what every
 *   layer takes: `inputShape`, `name`, `trainable`, `dtype`, `weights`.
 * @returns the layer.
 * @throws ArgumentError when an option is missing, unknown or out of range.
 * @example
 * const layer = layers.dense({ units: 1, weights: [[[2], [3]], [1]] });
 * layer.apply(tensor([[10, 1]])).arraySync(); //=> [[24]]
 * @see https://keras.io/api/layers/core_layers/dense/
 */
export const dense = (args: DenseArgs): Dense => new Dense(args);
