import type { ReactNode } from 'react';
import { type Scale, ticks } from './scale';
import styles from './training.module.css';

/** The size of a plot and of the room for its axes, in SVG units. */
export const PLOT = { width: 320, height: 240, left: 44, right: 12, top: 12, bottom: 40 } as const;

export interface Axis {
  range: readonly [number, number];
  scale: Scale;
  label: string;
  /** Whole numbers only. */
  whole?: boolean;
}

/** Two axes with round numbers, and a frame. */
export function Axes({ x, y }: { x: Axis; y: Axis }): ReactNode {
  const { width, height, left, right, top, bottom } = PLOT;
  return (
    <g className={styles.axes}>
      <rect x={left} y={top} width={width - left - right} height={height - top - bottom} />
      {marksOf(x).map((at) => (
        <text key={at} x={x.scale(at)} y={height - bottom + 16} textAnchor="middle">
          {at}
        </text>
      ))}
      {marksOf(y).map((at) => (
        <text key={at} x={left - 6} y={y.scale(at) + 4} textAnchor="end">
          {at}
        </text>
      ))}
      <text x={(left + width - right) / 2} y={height - 6} textAnchor="middle">
        {x.label}
      </text>
      <text
        transform={`translate(12 ${(top + height - bottom) / 2}) rotate(-90)`}
        textAnchor="middle"
      >
        {y.label}
      </text>
    </g>
  );
}

const marksOf = ({ range, whole }: Axis): number[] =>
  ticks(range, 5).filter((at) => !whole || Number.isInteger(at));
