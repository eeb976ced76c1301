import type { Tensor } from '../../tensor/tensor.js';
import { Layer, type LayerArgs, type LayerShape } from './layer.js';

/** Puts all numbers of a sample in one row; see `flatten`. */
export class Flatten extends Layer {
  static readonly builtIn = true;
  constructor(args: LayerArgs = {}) {
    super('Flatten', args, []);
  }

  computeOutputShape(inputShape: LayerShape): LayerShape {
    const [batch = null, ...sizes] = inputShape;
    if (inputShape.length === 0) {
      throw this.misfit('inputs with samples along the first axis', inputShape, 'add that axis');
    }
    const known = sizes.every((size) => size !== null);
    return [batch, known ? sizes.reduce<number>((n, size) => n * (size as number), 1) : null];
  }

  protected call(x: Tensor): Tensor {
    const batch = x.shape[0] as number;
    return x.reshape([batch, x.shape.slice(1).reduce((n, size) => n * size, 1)]);
  }

  protected override ownConfig(): Record<string, unknown> {
    return { data_format: 'channels_last' };
  }
}

/**
 * Makes a layer that puts all numbers of a sample in one row: $[n, h, w, c]$ to $[n, hwc]$.
 *
 * @param args - what every layer takes.
 * @returns the layer.
 * @example
 * layers.flatten().apply([[[1, 2], [3, 4]]]).arraySync(); //=> [[1, 2, 3, 4]]
 * @see https://keras.io/api/layers/reshaping_layers/flatten/
 */
export const flatten = (args: LayerArgs = {}): Flatten => new Flatten(args);
