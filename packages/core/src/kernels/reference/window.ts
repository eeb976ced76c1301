import type { View, Window } from '../contract.js';

export type Image = readonly [count: number, height: number, width: number, channels: number];

export const image = (view: View): Image => view.shape as unknown as Image;

/**
 * Visits every place of a window: which output pixel it makes, and which input pixel and window
 * cell meet there. Cells that lie in the padding are not visited.
 */
export function forEachMeeting(
  [count, height, width]: Image,
  [, outHeight, outWidth]: Image,
  window: Window,
  visit: (pixel: number, outPixel: number, cell: number) => void,
): void {
  const { size, strides, dilations, offset } = window;
  for (let n = 0; n < count; n++) {
    for (let oy = 0; oy < outHeight; oy++) {
      for (let ox = 0; ox < outWidth; ox++) {
        const outPixel = (n * outHeight + oy) * outWidth + ox;
        for (let ky = 0; ky < size[0]; ky++) {
          const y = oy * strides[0] + ky * dilations[0] - offset[0];
          if (y < 0 || y >= height) continue;
          for (let kx = 0; kx < size[1]; kx++) {
            const x = ox * strides[1] + kx * dilations[1] - offset[1];
            if (x < 0 || x >= width) continue;
            visit((n * height + y) * width + x, outPixel, ky * size[1] + kx);
          }
        }
      }
    }
  }
}
