import { type ReactNode, useEffect, useRef } from 'react';
import styles from './output.module.css';
import { formatNumber } from './tensor-slices';

/** Orange above zero, blue below, and the stronger the farther from it. */
const POSITIVE = [217, 95, 2];
const NEGATIVE = [33, 102, 204];

/** The pixels of a matrix, four bytes each; what is no number stays transparent. */
export function heatPixels(rows: readonly (readonly number[])[], width: number): Uint8ClampedArray {
  const largest = Math.max(0, ...rows.flat().map(Math.abs).filter(Number.isFinite));
  const pixels = new Uint8ClampedArray(width * rows.length * 4);
  rows.forEach((row, y) => {
    row.forEach((value, x) => {
      if (Number.isNaN(value)) return;
      const strength = Math.min(1, largest > 0 ? Math.abs(value) / largest : 0);
      pixels.set([...(value < 0 ? NEGATIVE : POSITIVE), 255 * strength], (y * width + x) * 4);
    });
  });
  return pixels;
}

/** A matrix as a picture. Its text alternative is its range; the numbers stand beside it. */
export function HeatMap({ rows }: { rows: readonly (readonly number[])[] }): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = rows[0]?.length ?? 0;
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || width === 0) return;
    const image = context.createImageData(width, rows.length);
    image.data.set(heatPixels(rows, width));
    context.putImageData(image, 0, 0);
  }, [rows, width]);
  const numbers = rows.flat();
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  const cell = Math.max(2, Math.min(16, Math.floor(120 / Math.max(width, rows.length))));
  return (
    <canvas
      ref={canvas}
      className={styles.heat}
      width={width}
      height={rows.length}
      style={{ width: width * cell, height: rows.length * cell }}
      role="img"
      aria-label={`heat map from ${formatNumber(least, false)} to ${formatNumber(most, false)}`}
    />
  );
}
