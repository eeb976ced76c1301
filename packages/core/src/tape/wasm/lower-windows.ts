import type { View, Window } from '../../kernels/contract.js';
import { type Shape, sizeOf } from '../../tensor/shape.js';
import { Instruction } from './codes.js';
import type { KernelCall } from './kernel-call.js';
import { needsPanel, PANEL_ROW, type Scratch, type Words } from './words.js';

/** What the words of a window say, and where the images, the second operand and the output lie. */
interface Places {
  readonly image: number;
  readonly second: number;
  readonly output: number;
}

/** The address of a bias to add, or 0, and whether relu follows. */
interface After {
  readonly bias: number;
  readonly relu: boolean;
}

/**
 * The instruction for a convolution or pooling, or null for another kernel.
 *
 * @param call with its views as batches of images
 * @param at addresses of the call's views, in order
 * @param after what a convolution takes along
 * @param scratch gives memory that the instruction may use
 */
export function windowWords(
  call: KernelCall,
  at: readonly number[],
  { bias, relu }: After,
  scratch: Scratch,
): Words | null {
  const [first, second, third] = at as [number, number, number];
  switch (call.kernel) {
    case 'conv2d': {
      const [x, filter, y, window] = call.args;
      const places = { image: first, second, output: third };
      const { shape } = filter;
      const depth = sizeOf(shape.slice(0, 3));
      const words = convolution('conv2d', x, y, window, places, scratch, depth);
      return [...words, bias, relu ? 1 : 0];
    }
    case 'conv2dInput': {
      const [y, , x, window] = call.args;
      const places = { image: third, second, output: first };
      return convolution('conv2dInput', x, y, window, places, scratch, y.shape[3]!);
    }
    case 'conv2dFilter': {
      const [x, y, , window] = call.args;
      const places = { image: first, second: third, output: second };
      return convolution('conv2dFilter', x, y, window, places, scratch, y.shape[1]! * y.shape[2]!);
    }
    case 'maxPool':
    case 'avgPool': {
      const [x, y, window] = call.args;
      return pooling(call.kernel, x, y, window, { image: first, second: 0, output: second });
    }
    case 'maxPoolInput': {
      const [y, x, , window] = call.args;
      return pooling(call.kernel, x, y, window, { image: second, second: third, output: first });
    }
    case 'avgPoolInput': {
      const [y, x, window] = call.args;
      return pooling(call.kernel, x, y, window, { image: 0, second, output: first });
    }
    default:
      return null;
  }
}

function pooling(
  name: 'maxPool' | 'maxPoolInput' | 'avgPool' | 'avgPoolInput',
  x: View,
  y: View,
  window: Window,
  { image, second, output }: Places,
): Words {
  return [Instruction[name], image, second, output, ...windowOf(x.shape, y.shape, window)];
}

/** @param depth how many products each sum has, image by image */
function convolution(
  name: 'conv2d' | 'conv2dInput' | 'conv2dFilter',
  x: View,
  y: View,
  window: Window,
  { image, second, output }: Places,
  scratch: Scratch,
  depth: number,
): Words {
  const filters = y.shape[3]!;
  const channels = x.shape[3]!;
  const places = y.shape[1]! * y.shape[2]!;
  const turned = name === 'conv2dInput';
  const panelled = turned || needsPanel(filters, depth);
  const frame = frameSize(x.shape, y.shape, window) * channels * 4;
  const patches = turned ? places * sizeOf(window.size) * channels * 4 : 0;
  const [atFrame, atPanel, atPatches] = scratch(frame, panelled ? depth * PANEL_ROW : 0, patches);
  const geometry = windowOf(x.shape, y.shape, window);
  const memory = [frame === 0 ? 0 : atFrame!, panelled ? atPanel! : 0, atPatches!];
  return [Instruction[name], image, second, output, ...geometry, ...memory];
}

/** Pixels that windows see, where some of them lie outside of the image; 0 if none do. */
function frameSize(x: Shape, y: Shape, { size, strides, dilations, offset }: Window): number {
  const [height, width] = [0, 1].map(
    (axis) => (y[axis + 1]! - 1) * strides[axis]! + (size[axis]! - 1) * dilations[axis]! + 1,
  ) as [number, number];
  const inside = offset[0] === 0 && offset[1] === 0 && height <= x[1]! && width <= x[2]!;
  return inside ? 0 : height * width;
}

function windowOf(x: Shape, y: Shape, { size, strides, dilations, offset }: Window): number[] {
  return [...x, ...y.slice(1), ...size, ...strides, ...dilations, ...offset];
}
