import type { Tensor } from '../../tensor/tensor.js';
import { Layer, type LayerArgs, type LayerShape } from './layer.js';

/** Reduces each channel of an image to one number. */
abstract class GlobalPooling2D extends Layer {
  constructor(className: string, args: LayerArgs) {
    super(className, args, []);
  }

  computeOutputShape(inputShape: LayerShape): LayerShape {
    if (inputShape.length === 4) return [inputShape[0] ?? null, inputShape[3] ?? null];
    const hint = 'put it after conv2d';
    throw this.misfit('inputs of shape [batch, height, width, channels]', inputShape, hint);
  }

  protected override ownConfig(): Record<string, unknown> {
    return { data_format: 'channels_last', keepdims: false };
  }
}

/** Takes the mean of each channel; see `globalAveragePooling2d`. */
export class GlobalAveragePooling2D extends GlobalPooling2D {
  static readonly builtIn = true;
  constructor(args: LayerArgs = {}) {
    super('GlobalAveragePooling2D', args);
  }

  protected call(x: Tensor): Tensor {
    return x.mean([1, 2]);
  }
}

/** Keeps the greatest number of each channel; see `globalMaxPooling2d`. */
export class GlobalMaxPooling2D extends GlobalPooling2D {
  static readonly builtIn = true;
  constructor(args: LayerArgs = {}) {
    super('GlobalMaxPooling2D', args);
  }

  protected call(x: Tensor): Tensor {
    return x.max([1, 2]);
  }
}

/**
 * Makes a layer that takes the mean of each channel: $[n, h, w, c]$ to $[n, c]$.
 *
 * @param args - what every layer takes.
 * @returns the layer.
 * @example
 * layers.globalAveragePooling2d().apply([[[[1], [2]], [[3], [4]]]]).arraySync(); //=> [[2.5]]
 * @see https://keras.io/api/layers/pooling_layers/global_average_pooling2d/
 */
export const globalAveragePooling2d = (args: LayerArgs = {}): GlobalAveragePooling2D =>
  new GlobalAveragePooling2D(args);

/**
 * Makes a layer that keeps the greatest number of each channel: $[n, h, w, c]$ to $[n, c]$.
 *
 * @param args - what every layer takes.
 * @returns the layer.
 * @example
 * layers.globalMaxPooling2d().apply([[[[1], [2]], [[3], [4]]]]).arraySync(); //=> [[4]]
 * @see https://keras.io/api/layers/pooling_layers/global_max_pooling2d/
 */
export const globalMaxPooling2d = (args: LayerArgs = {}): GlobalMaxPooling2D =>
  new GlobalMaxPooling2D(args);
