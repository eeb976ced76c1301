import { avgPool, maxPool } from '../../ops/pooling.js';
import { bringWindowWords } from '../../tape/wasm/brought.js';
import { windowWords } from '../../tape/wasm/lower-windows.js';
import type { Tensor } from '../../tensor/tensor.js';
import { Layer, type LayerArgs, type LayerShape } from './layer.js';
import {
  checkChannelsLast,
  type LayerPadding,
  type LayerWindow,
  type Pair,
  positions,
  readPadding,
  readPair,
} from './window.js';

bringWindowWords(windowWords);

/** Options of a pooling layer. */
export interface Pooling2DArgs extends LayerArgs {
  /** Height and width of the window, in pixels (default 2). */
  poolSize?: Pair;
  /** Step of the window, in pixels (default the pool size). */
  strides?: Pair | null;
  /** `'valid'` (default): the window stays inside; `'same'`: it may reach over the edge. */
  padding?: LayerPadding;
  /** Only `'channelsLast'`. */
  dataFormat?: 'channelsLast';
}

/** What both pooling layers share. */
export abstract class Pooling2D extends Layer {
  readonly window: LayerWindow;

  constructor(className: string, args: Pooling2DArgs) {
    super(className, args, ['poolSize', 'strides', 'padding', 'dataFormat']);
    const { operation } = this;
    checkChannelsLast(operation, args.dataFormat);
    const size = readPair(operation, 'poolSize', args.poolSize ?? 2);
    this.window = {
      size,
      strides: readPair(operation, 'strides', args.strides ?? size),
      padding: readPadding(operation, args.padding ?? 'valid'),
      dilation: [1, 1],
    };
  }

  computeOutputShape(inputShape: LayerShape): LayerShape {
    const [batch = null, height = null, width = null, channels = null] = inputShape;
    if (inputShape.length !== 4) {
      const hint = 'put it after conv2d, before flatten';
      throw this.misfit('inputs of shape [batch, height, width, channels]', inputShape, hint);
    }
    const sizes = [positions(height, this.window, 0), positions(width, this.window, 1)];
    if (sizes.every((size) => size === null || size >= 1)) return [batch, ...sizes, channels];
    const hint = "use a smaller window, or padding 'same'";
    throw this.misfit(`images of at least ${this.window.size.join(' by ')}`, inputShape, hint);
  }

  /** The window as the operations take it. */
  protected get poolOptions() {
    const { size, strides, padding } = this.window;
    return { poolSize: size, strides, padding };
  }

  protected override ownConfig(): Record<string, unknown> {
    const { size, strides, padding } = this.window;
    return { pool_size: size, padding, strides, data_format: 'channels_last' };
  }
}

/** Keeps the greatest number of each window; see `maxPooling2d`. */
export class MaxPooling2D extends Pooling2D {
  static readonly builtIn = true;
  constructor(args: Pooling2DArgs = {}) {
    super('MaxPooling2D', args);
  }

  protected call(x: Tensor): Tensor {
    return maxPool(x, this.poolOptions);
  }
}

/** Takes the mean of each window; see `averagePooling2d`. */
export class AveragePooling2D extends Pooling2D {
  static readonly builtIn = true;
  constructor(args: Pooling2DArgs = {}) {
    super('AveragePooling2D', args);
  }

  protected call(x: Tensor): Tensor {
    return avgPool(x, this.poolOptions);
  }
}

/**
 * Makes a layer that keeps the greatest number of each window.
 *
 * $Y_{nijc} = \max_{ab} X_{n,\,si+a,\,sj+b,\,c}$
 *
 * @param args - `poolSize` (2), `strides` $s$ (the pool size), `padding`.
 * @returns the layer.
 * @throws ArgumentError when an option is unknown or out of range.
 * @example
 * layers.maxPooling2d().apply([[[[1], [2]], [[3], [4]]]]).arraySync(); //=> [[[[4]]]]
 * @see https://keras.io/api/layers/pooling_layers/max_pooling2d/
 */
export const maxPooling2d = (args: Pooling2DArgs = {}): MaxPooling2D => new MaxPooling2D(args);

/**
 * Makes a layer that takes the mean of each window.
 *
 * $Y_{nijc} = \frac{1}{|W|}\sum_{ab} X_{n,\,si+a,\,sj+b,\,c}$; what lies outside does not count.
 *
 * @param args - `poolSize` (2), `strides` $s$ (the pool size), `padding`.
 * @returns the layer.
 * @throws ArgumentError when an option is unknown or out of range.
 * @example
 * layers.averagePooling2d().apply([[[[1], [2]], [[3], [4]]]]).arraySync(); //=> [[[[2.5]]]]
 * @see https://keras.io/api/layers/pooling_layers/average_pooling2d/
 */
export const averagePooling2d = (args: Pooling2DArgs = {}): AveragePooling2D =>
  new AveragePooling2D(args);
