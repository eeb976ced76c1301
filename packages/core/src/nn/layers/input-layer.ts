import type { Tensor } from '../../tensor/tensor.js';
import { refuse } from '../checks.js';
import { Layer, type LayerArgs, type LayerShape } from './layer.js';

/** A layer that only says which shape a model's input has; see `inputLayer`. */
export class InputLayer extends Layer {
  constructor(args: LayerArgs) {
    super('InputLayer', args, []);
    if (this.batchInputShape !== null) return;
    throw refuse('inputLayer', 'inputShape', args, 'write inputLayer({ inputShape: [2] })');
  }

  computeOutputShape(inputShape: LayerShape): LayerShape {
    return inputShape;
  }

  protected call(x: Tensor): Tensor {
    return x;
  }
}

/**
 * Says which shape a model's input has, in place of the first layer's `inputShape`.
 *
 * As in Keras 3, a model does not list it among its layers.
 *
 * @param args - `inputShape` of one sample, without the batch size.
 * @returns the layer.
 * @throws ArgumentError when there is no `inputShape`.
 * @example
 * const model = sequential({ layers: [layers.inputLayer({ inputShape: [2] }), layers.dense({ units: 3 })] });
 * model.outputShape; //=> [null, 3]
 * @see https://keras.io/api/layers/core_layers/input/
 */
export const inputLayer = (args: LayerArgs): InputLayer => new InputLayer(args);
