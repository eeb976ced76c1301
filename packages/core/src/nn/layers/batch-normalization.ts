import { noGrad } from '../../autodiff/recording.js';
import type { Tensor } from '../../tensor/tensor.js';
import type { Variable } from '../../tensor/variable.js';
import { checkFraction } from '../checks.js';
import type { Initializer } from '../initializers/initializer.js';
import {
  getInitializer,
  type InitializerIdentifier,
  initializerConfig,
} from '../initializers/lookup.js';
import type { CallContext, LayerShape } from './layer.js';
import { moments, Normalization, type NormalizationArgs } from './normalization.js';

/** Options of batch normalization. */
export interface BatchNormalizationArgs extends NormalizationArgs {
  /** Share of the running mean and variance that a batch leaves as they are (default 0.99). */
  momentum?: number;
  movingMeanInitializer?: InitializerIdentifier;
  movingVarianceInitializer?: InitializerIdentifier;
}

/** Normalizes over the batch; see `batchNormalization`. */
export class BatchNormalization extends Normalization {
  static readonly builtIn = true;
  readonly momentum: number;
  readonly movingMeanInitializer: Initializer;
  readonly movingVarianceInitializer: Initializer;
  #mean!: Variable;
  #variance!: Variable;

  constructor(args: BatchNormalizationArgs = {}) {
    const own = ['momentum', 'movingMeanInitializer', 'movingVarianceInitializer'];
    super('BatchNormalization', args, own);
    const { operation } = this;
    this.momentum = checkFraction(operation, 'momentum', args.momentum ?? 0.99);
    this.movingMeanInitializer = getInitializer(operation, args.movingMeanInitializer ?? 'zeros');
    const variance = args.movingVarianceInitializer ?? 'ones';
    this.movingVarianceInitializer = getInitializer(operation, variance);
  }

  protected override createWeights(inputShape: LayerShape): void {
    super.createWeights(inputShape);
    const shape = [inputShape[this.place(inputShape.length)] as number];
    const options = { trainable: false };
    this.#mean = this.addWeight('moving_mean', shape, this.movingMeanInitializer, options);
    const start = this.movingVarianceInitializer;
    this.#variance = this.addWeight('moving_variance', shape, start, options);
  }

  protected call(x: Tensor, { training, updates }: CallContext): Tensor {
    // A frozen layer uses what it has learned, even while the rest is trained, as in Keras.
    if (!training || !this.trainable) {
      const shape = this.along(x.rank);
      return this.normalize(x, this.#mean.reshape(shape), this.#variance.reshape(shape));
    }
    const at = this.place(x.rank);
    const axes = x.shape.map((_, i) => i).filter((i) => i !== at);
    const { mean, variance } = moments(x, axes);
    updates.push(() => {
      this.#move(this.#mean, mean);
      this.#move(this.#variance, variance);
    });
    return this.normalize(x, mean, variance);
  }

  #move(running: Variable, batch: Tensor): void {
    noGrad(() => {
      const share = batch.reshape(running.shape).mul(1 - this.momentum);
      running.assign(running.mul(this.momentum).add(share));
    });
  }

  protected override ownConfig(): Record<string, unknown> {
    return {
      momentum: this.momentum,
      moving_mean_initializer: initializerConfig(this.movingMeanInitializer),
      moving_variance_initializer: initializerConfig(this.movingVarianceInitializer),
      ...super.ownConfig(),
    };
  }
}

/**
 * Makes a layer that gives each feature mean 0 and variance 1 over the batch, then scale and offset.
 *
 * $\gamma\,(x - \mu)/\sqrt{\sigma^2 + \epsilon} + \beta$; in training $\mu$, $\sigma^2$ are those of
 * the batch, otherwise running means: $m \leftarrow \rho m + (1-\rho)\mu$ with momentum $\rho$.
 *
 * @param args - `axis` (the last), `momentum` (0.99), `epsilon` (0.001), `center`, `scale`,
 *   initializers, regularizers.
 * @returns the layer.
 * @throws ArgumentError when an option is unknown or out of range.
 * @example
 * const layer = layers.batchNormalization({ epsilon: 1e-12 });
 * layer.apply([[1], [3]], { training: true }).arraySync(); //=> [[-1], [1]]
 * @see https://keras.io/api/layers/normalization_layers/batch_normalization/
 * @see https://arxiv.org/abs/1502.03167
 */
export const batchNormalization = (args: BatchNormalizationArgs = {}): BatchNormalization =>
  new BatchNormalization(args);
