import type { View, Window } from '../../kernels/contract.js';
import type { Shape } from '../../tensor/shape.js';
import { Instruction } from './codes.js';
import type { KernelCall } from './kernel-call.js';
import { needsPanel, PANEL_ROW, type Scratch, type Words } from './words.js';

/** Patches of about so many bytes go at a time: they should stay in the fastest cache. */
const PATCH_BYTES = 32768;

/** What the words of a window say, and where the images, the second operand and the output lie. */
interface Places {
  readonly image: number;
  readonly second: number;
  readonly output: number;
}

/**
 * The instruction for a convolution or pooling, or null for another kernel.
 *
 * @param call with its views as batches of images
 * @param at addresses of the call's views, in order
 * @param scratch gives memory that the instruction may use
 */
export function windowWords(
  call: KernelCall,
  at: readonly number[],
  scratch: Scratch,
): Words | null {
  const [first, second, third] = at as [number, number, number];
  switch (call.kernel) {
    case 'conv2d': {
      const [x, filter, y, window] = call.args;
      const places = { image: first, second, output: third };
      const depth = patchLength(filter);
      return convolution('conv2d', x, y, window, places, scratch, depth, false);
    }
    case 'conv2dInput': {
      const [y, , x, window] = call.args;
      const places = { image: third, second, output: first };
      return convolution('conv2dInput', x, y, window, places, scratch, y.shape[3]!, true);
    }
    case 'conv2dFilter': {
      const [x, y, , window] = call.args;
      const places = { image: first, second: third, output: second };
      return convolution('conv2dFilter', x, y, window, places, scratch, null, false);
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
      return pooling(call.kernel, x, y, window, { image: second, second: 0, output: first });
    }
    default:
      return null;
  }
}

const patchLength = ({ shape: [rows, columns, channels] }: View) => rows! * columns! * channels!;

function pooling(
  name: 'maxPool' | 'maxPoolInput' | 'avgPool' | 'avgPoolInput',
  x: View,
  y: View,
  window: Window,
  { image, second, output }: Places,
): Words {
  return [Instruction[name], image, second, output, ...windowOf(x.shape, y.shape, window)];
}

/** @param depth of the product; null for the number of places of the window */
function convolution(
  name: 'conv2d' | 'conv2dInput' | 'conv2dFilter',
  x: View,
  y: View,
  window: Window,
  { image, second, output }: Places,
  scratch: Scratch,
  depth: number | null,
  turned: boolean,
): Words {
  const [images, outHeight, outWidth, filters] = y.shape as [number, number, number, number];
  const patch = window.size[0] * window.size[1] * x.shape[3]!;
  const places = outHeight * outWidth;
  const together = Math.max(1, Math.floor(PATCH_BYTES / (places * patch * 4)));
  const atATime = Math.min(images, together);
  const deep = depth ?? atATime * places;
  const panelled = turned || needsPanel(filters, deep);
  const patches = scratch(atATime * places * patch * 4, panelled ? deep * PANEL_ROW : 0);
  return [
    Instruction[name],
    image,
    second,
    output,
    ...windowOf(x.shape, y.shape, window),
    patches[0]!,
    panelled ? patches[1]! : 0,
    atATime,
  ];
}

function windowOf(x: Shape, y: Shape, { size, strides, dilations, offset }: Window): number[] {
  return [...x, ...y.slice(1), ...size, ...strides, ...dilations, ...offset];
}
