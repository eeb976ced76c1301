import type { Tensor } from '../../tensor/tensor.js';
import { moments, Normalization, type NormalizationArgs } from './normalization.js';

/** Normalizes each sample by itself; see `layerNormalization`. */
export class LayerNormalization extends Normalization {
  static readonly builtIn = true;
  constructor(args: NormalizationArgs = {}) {
    super('LayerNormalization', args, []);
  }

  protected call(x: Tensor): Tensor {
    const { mean, variance } = moments(x, [this.place(x.rank)]);
    return this.normalize(x, mean, variance);
  }
}

/**
 * Makes a layer that gives each sample mean 0 and variance 1 along an axis, then scale and offset.
 *
 * $\gamma\,(x - \mu)/\sqrt{\sigma^2 + \epsilon} + \beta$ with $\mu$, $\sigma^2$ of each sample
 *
 * @param args - `axis` (the last), `epsilon` (0.001), `center`, `scale`, initializers, regularizers.
 * @returns the layer.
 * @throws ArgumentError when an option is unknown or out of range.
 * @example
 * layers.layerNormalization({ epsilon: 1e-12 }).apply([[1, 3]]).arraySync(); //=> [[-1, 1]]
 * @see https://keras.io/api/layers/normalization_layers/layer_normalization/
 * @see https://arxiv.org/abs/1607.06450
 */
export const layerNormalization = (args: NormalizationArgs = {}): LayerNormalization =>
  new LayerNormalization(args);
