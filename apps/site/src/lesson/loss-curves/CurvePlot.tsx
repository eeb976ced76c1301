import type { ReactNode } from 'react';
import { Axes, PLOT } from '../training/Axes';
import { roundRange, scale } from '../training/scale';
import trainingStyles from '../training/training.module.css';
import { type LossPoint, type Over, powerFor } from './curve-points';
import styles from './loss-curves.module.css';

/** One curve: which number of a point it shows, and whether it is dotted. */
export interface Curve {
  of: 'core' | 'tfjs' | 'difference';
  name: string;
  dotted?: boolean;
}

const classOf = ({ dotted }: Curve): string => (dotted ? styles.dotted! : styles.line!);

/** Curves over epochs or steps; several are named above the picture. */
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
  const power = powerFor(values);
  const unit = 10 ** power;
  const ends = [1, Math.max(2, points.length)] as const;
  const range = roundRange([0, ...values.filter(Number.isFinite).map((value) => value / unit)]);
  const x = scale(ends, [left, width - right]);
  const y = scale(range, [height - bottom, top]);
  const pathOf = (of: Curve['of']) =>
    points
      .filter((point) => Number.isFinite(point[of]))
      .map((point) => `${x(point.at)},${y(point[of] / unit)}`)
      .join(' ');
  return (
    <div className={styles.plot}>
      {curves.length > 1 && <Key curves={curves} />}
      <svg
        className={trainingStyles.plot}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={label}
      >
        <Axes
          x={{ range: ends, scale: x, label: over, whole: true }}
          y={{ range, scale: y, label: power === 0 ? title : `${title}, in ${powerName(power)}` }}
        />
        {curves.map((curve) => (
          <polyline
            key={curve.of}
            data-curve={curve.of}
            points={pathOf(curve.of)}
            className={classOf(curve)}
          />
        ))}
      </svg>
    </div>
  );
}

/** Which line is which. It stands above, where no curve can run through it. */
function Key({ curves }: { curves: readonly Curve[] }): ReactNode {
  return (
    <p className={styles.key}>
      {curves.map((curve) => (
        <span key={curve.of}>
          <svg width="34" height="10" aria-hidden="true">
            <polyline points="1,5 33,5" className={classOf(curve)} />
          </svg>{' '}
          {curve.name}
        </span>
      ))}
    </p>
  );
}

/** A power of ten as people write it, such as 10⁻⁶. */
const powerName = (power: number): string =>
  `10${[...String(power)].map((sign) => (sign === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(sign)])).join('')}`;
