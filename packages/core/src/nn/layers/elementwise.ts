import type { Tensor } from '../../tensor/tensor.js';
import { elu as eluOf, leakyRelu, relu, softmax as softmaxOf } from '../activations/index.js';
import {
  type Activation,
  type ActivationIdentifier,
  getActivation,
} from '../activations/lookup.js';
import { checkNotNegative, refuse } from '../checks.js';
import { activate } from './activate.js';
import { Layer, type LayerArgs, type LayerShape } from './layer.js';

/** A layer that keeps the shape. */
abstract class Elementwise extends Layer {
  computeOutputShape(inputShape: LayerShape): LayerShape {
    return inputShape;
  }
}

/** Options of an activation layer. */
export interface ActivationArgs extends LayerArgs {
  /** A name in any spelling, or a function of one tensor. */
  activation: ActivationIdentifier;
}

/** An activation as a layer of its own; see `activation`. */
export class ActivationLayer extends Elementwise {
  static readonly builtIn = true;
  readonly activation: Activation;

  constructor(args: ActivationArgs) {
    super('Activation', args, ['activation']);
    if (args.activation === undefined || args.activation === null) {
      throw refuse('activation', 'activation', args, "write activation({ activation: 'relu' })");
    }
    this.activation = getActivation('activation', args.activation);
  }

  protected call(x: Tensor): Tensor {
    return activate(this.activation, x);
  }

  protected override ownConfig(): Record<string, unknown> {
    return { activation: this.activation.name };
  }
}

/** Options of a rectifying layer. */
export interface ReLUArgs extends LayerArgs {
  /** Where the output stops growing (default nowhere). */
  maxValue?: number | null;
}

/** Cuts off what is negative; see `reLU`. */
export class ReLU extends Elementwise {
  static readonly builtIn = true;
  readonly maxValue: number | null;

  constructor(args: ReLUArgs = {}) {
    super('ReLU', args, ['maxValue']);
    const most = args.maxValue ?? null;
    this.maxValue = most === null ? null : checkNotNegative('reLU', 'maxValue', most);
  }

  protected call(x: Tensor): Tensor {
    return this.maxValue === null ? relu(x) : relu(x).minimum(this.maxValue);
  }

  protected override ownConfig(): Record<string, unknown> {
    return { max_value: this.maxValue, negative_slope: 0, threshold: 0 };
  }
}

/** Options of layers with a slope or scale on the negative side. */
export interface AlphaArgs extends LayerArgs {
  alpha?: number;
}

/** Lets a little of what is negative through; see `leakyReLU`. */
export class LeakyReLU extends Elementwise {
  static readonly builtIn = true;
  readonly alpha: number;

  constructor(args: AlphaArgs = {}) {
    super('LeakyReLU', args, ['alpha']);
    this.alpha = checkNotNegative('leakyReLU', 'alpha', args.alpha ?? 0.3);
  }

  protected call(x: Tensor): Tensor {
    return leakyRelu(x, this.alpha);
  }

  protected override ownConfig(): Record<string, unknown> {
    return { negative_slope: this.alpha };
  }
}

/** Bends smoothly towards a negative limit; see `elu`. */
export class ELU extends Elementwise {
  static readonly builtIn = true;
  readonly alpha: number;

  constructor(args: AlphaArgs = {}) {
    super('ELU', args, ['alpha']);
    this.alpha = checkNotNegative('elu', 'alpha', args.alpha ?? 1);
  }

  protected call(x: Tensor): Tensor {
    return eluOf(x, this.alpha);
  }

  protected override ownConfig(): Record<string, unknown> {
    return { alpha: this.alpha };
  }
}

/** Options of a softmax layer. */
export interface SoftmaxArgs extends LayerArgs {
  /** The axis whose numbers become one distribution (default the last). */
  axis?: number;
}

/** Turns numbers into probabilities; see `softmax`. */
export class Softmax extends Elementwise {
  static readonly builtIn = true;
  readonly axis: number;

  constructor(args: SoftmaxArgs = {}) {
    super('Softmax', args, ['axis']);
    this.axis = args.axis ?? -1;
    if (!Number.isSafeInteger(this.axis)) {
      throw refuse('softmax', 'axis to be a whole number', args.axis, '-1 is the last');
    }
  }

  protected call(x: Tensor): Tensor {
    return softmaxOf(x, this.axis);
  }

  protected override ownConfig(): Record<string, unknown> {
    return { axis: this.axis };
  }
}

/**
 * Makes a layer of an activation alone.
 *
 * @param args - `activation`: a name or a function of one tensor.
 * @returns the layer.
 * @throws ArgumentError when `activation` is missing or unknown.
 * @example
 * layers.activation({ activation: 'relu' }).apply([[-1, 2]]).arraySync(); //=> [[0, 2]]
 * @see https://keras.io/api/layers/core_layers/activation/
 */
export const activation = (args: ActivationArgs): ActivationLayer => new ActivationLayer(args);

/**
 * Makes a layer that cuts off what is negative, and what is above `maxValue` if that is given.
 *
 * $\min(\max(x, 0), m)$
 *
 * @param args - `maxValue` $m$.
 * @returns the layer.
 * @throws ArgumentError when `maxValue` is negative.
 * @example
 * layers.reLU({ maxValue: 6 }).apply([[-1, 2, 9]]).arraySync(); //=> [[0, 2, 6]]
 * @see https://keras.io/api/layers/activation_layers/relu/
 */
export const reLU = (args: ReLUArgs = {}): ReLU => new ReLU(args);

/**
 * Makes a layer that lets a little of what is negative through.
 *
 * $x$ where $x \ge 0$, else $\alpha x$; $\alpha$ is 0.3 as in Keras, while the activation of this
 * name has 0.2.
 *
 * @param args - `alpha` $\alpha$ (0.3).
 * @returns the layer.
 * @throws ArgumentError when `alpha` is negative.
 * @example
 * layers.leakyReLU({ alpha: 0.5 }).apply([[-2, 2]]).arraySync(); //=> [[-1, 2]]
 * @see https://keras.io/api/layers/activation_layers/leaky_relu/
 */
export const leakyReLU = (args: AlphaArgs = {}): LeakyReLU => new LeakyReLU(args);

/**
 * Makes a layer that bends smoothly towards a negative limit.
 *
 * $x$ where $x > 0$, else $\alpha(e^x - 1)$
 *
 * @param args - `alpha` $\alpha$ (1).
 * @returns the layer.
 * @throws ArgumentError when `alpha` is negative.
 * @example
 * layers.elu().apply([[0, 2]]).arraySync(); //=> [[0, 2]]
 * @see https://keras.io/api/layers/activation_layers/elu/
 */
export const elu = (args: AlphaArgs = {}): ELU => new ELU(args);

/**
 * Makes a layer that turns numbers along an axis into probabilities.
 *
 * $e^{x_i} / \sum_j e^{x_j}$
 *
 * @param args - `axis` (the last).
 * @returns the layer.
 * @throws ArgumentError when `axis` is no whole number.
 * @example
 * layers.softmax().apply([[0, 0]]).arraySync(); //=> [[0.5, 0.5]]
 * @see https://keras.io/api/layers/activation_layers/softmax/
 */
export const softmax = (args: SoftmaxArgs = {}): Softmax => new Softmax(args);
