import { conv2d as convolve } from '../../ops/convolution.js';
import { bringWindowWords } from '../../tape/wasm/brought.js';
import { windowWords } from '../../tape/wasm/lower-windows.js';
import type { Tensor } from '../../tensor/tensor.js';
import { checkWhole } from '../checks.js';
import { type KernelArgs, KernelLayer } from './dense.js';
import type { LayerShape } from './layer.js';
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

/** Options of a convolutional layer. */
export interface Conv2DArgs extends KernelArgs {
  /** Number of output channels. */
  filters: number;
  /** Height and width of the kernel, in pixels. */
  kernelSize: Pair;
  /** Step of the kernel, in pixels (default 1). */
  strides?: Pair;
  /** `'valid'` (default): the kernel stays inside; `'same'`: zeros around keep the size. */
  padding?: LayerPadding;
  /** Distance between the kernel's cells, in pixels (default 1). */
  dilationRate?: Pair;
  /** Only `'channelsLast'`. */
  dataFormat?: 'channelsLast';
}

const OWN = ['filters', 'kernelSize', 'strides', 'padding', 'dilationRate', 'dataFormat'];

/** A layer that moves a small kernel over images; see `conv2d`. */
export class Conv2D extends KernelLayer {
  static readonly builtIn = true;
  readonly filters: number;
  readonly window: LayerWindow;

  constructor(args: Conv2DArgs) {
    super('Conv2D', args, OWN);
    this.filters = checkWhole('conv2d', 'filters', args.filters);
    checkChannelsLast('conv2d', args.dataFormat);
    this.window = {
      size: readPair('conv2d', 'kernelSize', args.kernelSize),
      strides: readPair('conv2d', 'strides', args.strides ?? 1),
      padding: readPadding('conv2d', args.padding ?? 'valid'),
      dilation: readPair('conv2d', 'dilationRate', args.dilationRate ?? 1),
    };
  }

  computeOutputShape(inputShape: LayerShape): LayerShape {
    const [batch = null, height = null, width = null, channels = null] = inputShape;
    if (inputShape.length !== 4 || channels === null) {
      const hint = 'reshape images to one channel at least';
      throw this.misfit('inputs of shape [batch, height, width, channels]', inputShape, hint);
    }
    const sizes = [positions(height, this.window, 0), positions(width, this.window, 1)];
    if (sizes.every((size) => size === null || size >= 1)) return [batch, ...sizes, this.filters];
    const hint = "use a smaller kernel, or padding 'same'";
    throw this.misfit(`images of at least ${this.window.size.join(' by ')}`, inputShape, hint);
  }

  protected override createWeights(inputShape: LayerShape): void {
    this.createKernel([...this.window.size, inputShape[3] as number, this.filters]);
  }

  protected call(x: Tensor): Tensor {
    const { strides, padding, dilation } = this.window;
    return this.finish(convolve(x, this.kernel, { strides, padding, dilations: dilation }));
  }

  protected override ownConfig(): Record<string, unknown> {
    const { size, strides, padding, dilation } = this.window;
    return {
      filters: this.filters,
      kernel_size: size,
      strides,
      padding,
      data_format: 'channels_last',
      dilation_rate: dilation,
      groups: 1,
      ...super.ownConfig(),
    };
  }
}

/**
 * Makes a convolutional layer: one small kernel per output channel, moved over all positions.
 *
 * $Y_{nijf} = f\left(\sum_{abc} X_{n,\,si+a,\,sj+b,\,c}\,W_{abcf} + b_f\right)$ with
 * $X: [n, h, w, c]$, $W: [k_h, k_w, c, f]$, $b: [f]$
 *
 * @param args - `filters` $f$, `kernelSize` $k$; `strides` $s$, `padding`, `dilationRate`, and the
 *   options of `dense` without `units`.
 * @returns the layer.
 * @throws ArgumentError when an option is missing, unknown or out of range.
 * @example
 * const layer = layers.conv2d({ filters: 4, kernelSize: 3, padding: 'same' });
 * layer.apply(zeros([2, 5, 5, 1])).shape; //=> [2, 5, 5, 4]
 * @see https://keras.io/api/layers/convolution_layers/convolution2d/
 */
export const conv2d = (args: Conv2DArgs): Conv2D => new Conv2D(args);
