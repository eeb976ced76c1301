import type { ReactNode } from 'react';
import { Axes, PLOT } from '../training/Axes';
import { roundRange, scale } from '../training/scale';
import styles from '../training/training.module.css';
import type { LossPoint, Over } from './curve-points';

/** Dots beside dashes are told apart from a line without any colour. */
const DOTS = { fill: 'none', stroke: 'currentColor', strokeWidth: 3, strokeDasharray: '2 6' };

/** One curve: which number of a point it shows, and whether it is dotted. */
export interface Curve {
  of: 'core' | 'tfjs' | 'difference';
  name: string;
  dotted?: boolean;
}

/** Curves over epochs or steps, named in the picture. */
export function CurvePlot(props: {
  points: readonly LossPoint[];
  curves: readonly Curve[];
  over: Over;
  /** What stands along the upright axis. */
  title: string;
  label: string;
}): ReactNode {
  const { points, curves, over, title, label } = props;
  const { width, height, left, right, top, bottom } = PLOT;
  const values = points.flatMap((point) => curves.map(({ of }) => point[of]));
  const ends = [1, Math.max(2, points.length)] as const;
  const range = roundRange([0, ...values.filter(Number.isFinite)]);
  const x = scale(ends, [left, width - right]);
  const y = scale(range, [height - bottom, top]);
  const pathOf = (of: Curve['of']) =>
    points
      .filter((point) => Number.isFinite(point[of]))
      .map((point) => `${x(point.at)},${y(point[of])}`)
      .join(' ');
  return (
    <svg className={styles.plot} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <Axes
        x={{ range: ends, scale: x, label: over, whole: true }}
        y={{ range, scale: y, label: title }}
      />
      {curves.map(({ of, name, dotted }, i) => {
        const at = top + 16 + 16 * i;
        const look = dotted ? DOTS : { className: styles.curve };
        return (
          <g key={of} data-curve={of}>
            <polyline points={pathOf(of)} {...look} />
            <polyline points={`${width - 150},${at - 4} ${width - 116},${at - 4}`} {...look} />
            <text x={width - 110} y={at} fontSize={12} fill="currentColor">
              {name}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
