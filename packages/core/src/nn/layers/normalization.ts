import type { Shape } from '../../tensor/shape.js';
import type { Tensor } from '../../tensor/tensor.js';
import type { Variable } from '../../tensor/variable.js';
import { checkBoolean, checkPositive, refuse } from '../checks.js';
import type { Initializer } from '../initializers/initializer.js';
import {
  getInitializer,
  type InitializerIdentifier,
  initializerConfig,
} from '../initializers/lookup.js';
import { getRegularizer, type Regularizer, regularizerConfig } from '../regularizers.js';
import { Layer, type LayerArgs, type LayerShape } from './layer.js';

/** Options that both normalizations share. */
export interface NormalizationArgs extends LayerArgs {
  /** The axis whose entries have their own scale and offset (default the last). */
  axis?: number;
  /** Added to the variance, so that nothing is divided by zero (default 0.001). */
  epsilon?: number;
  /** Whether an offset is learned (default true). */
  center?: boolean;
  /** Whether a scale is learned (default true). */
  scale?: boolean;
  betaInitializer?: InitializerIdentifier;
  gammaInitializer?: InitializerIdentifier;
  betaRegularizer?: string | Regularizer | null;
  gammaRegularizer?: string | Regularizer | null;
}

const OWN = [
  'axis',
  'epsilon',
  'center',
  'scale',
  'betaInitializer',
  'gammaInitializer',
  'betaRegularizer',
  'gammaRegularizer',
];

/** What batch and layer normalization share: scale, offset and the formula. */
export abstract class Normalization extends Layer {
  readonly axis: number;
  readonly epsilon: number;
  readonly center: boolean;
  readonly scale: boolean;
  readonly betaInitializer: Initializer;
  readonly gammaInitializer: Initializer;
  readonly betaRegularizer: Regularizer | null;
  readonly gammaRegularizer: Regularizer | null;
  protected gamma: Variable | null = null;
  protected beta: Variable | null = null;

  constructor(className: string, args: NormalizationArgs, own: readonly string[]) {
    super(className, args, [...own, ...OWN]);
    const { operation } = this;
    this.axis = args.axis ?? -1;
    if (!Number.isSafeInteger(this.axis) || this.axis === 0) {
      const hint = '-1 is the last; 0 is the batch';
      throw refuse(operation, 'axis to be a whole number other than 0', args.axis, hint);
    }
    this.epsilon = checkPositive(operation, 'epsilon', args.epsilon ?? 0.001);
    this.center = checkBoolean(operation, 'center', args.center ?? true);
    this.scale = checkBoolean(operation, 'scale', args.scale ?? true);
    this.betaInitializer = getInitializer(operation, args.betaInitializer ?? 'zeros');
    this.gammaInitializer = getInitializer(operation, args.gammaInitializer ?? 'ones');
    this.betaRegularizer = getRegularizer(operation, args.betaRegularizer);
    this.gammaRegularizer = getRegularizer(operation, args.gammaRegularizer);
  }

  computeOutputShape(inputShape: LayerShape): LayerShape {
    const at = this.place(inputShape.length);
    if (inputShape.length >= 2 && typeof inputShape[at] === 'number' && at > 0) return inputShape;
    throw this.misfit(`inputs with a known size along axis ${this.axis}`, inputShape, 'check axis');
  }

  /** The axis counted from the front. */
  protected place(rank: number): number {
    return this.axis < 0 ? this.axis + rank : this.axis;
  }

  protected override createWeights(inputShape: LayerShape): void {
    const shape = [inputShape[this.place(inputShape.length)] as number];
    if (this.scale) {
      const regularizer = this.gammaRegularizer;
      this.gamma = this.addWeight('gamma', shape, this.gammaInitializer, { regularizer });
    }
    if (this.center) {
      const regularizer = this.betaRegularizer;
      this.beta = this.addWeight('beta', shape, this.betaInitializer, { regularizer });
    }
  }

  /** $\gamma (x - \mu)/\sqrt{\sigma^2 + \epsilon} + \beta$ */
  protected normalize(x: Tensor, mean: Tensor, variance: Tensor): Tensor {
    const shape = this.along(x.rank);
    let y = x.sub(mean).mul(variance.add(this.epsilon).rsqrt());
    if (this.gamma !== null) y = y.mul(this.gamma.reshape(shape));
    if (this.beta !== null) y = y.add(this.beta.reshape(shape));
    return y;
  }

  /** Shape under which one number per entry of the axis broadcasts: 1 everywhere else. */
  protected along(rank: number): Shape {
    const at = this.place(rank);
    const size = this.inputShape[at] as number;
    return Array.from({ length: rank }, (_, i) => (i === at ? size : 1));
  }

  protected override ownConfig(): Record<string, unknown> {
    return {
      axis: this.axis,
      epsilon: this.epsilon,
      center: this.center,
      scale: this.scale,
      beta_initializer: initializerConfig(this.betaInitializer),
      gamma_initializer: initializerConfig(this.gammaInitializer),
      beta_regularizer: regularizerConfig(this.betaRegularizer),
      gamma_regularizer: regularizerConfig(this.gammaRegularizer),
    };
  }
}

/** Mean and variance along axes, which stay with size 1. */
export function moments(x: Tensor, axes: number[]): { mean: Tensor; variance: Tensor } {
  const mean = x.mean(axes, true);
  return { mean, variance: x.sub(mean).square().mean(axes, true) };
}
