import type { ReactNode } from 'react';
import { Axes, PLOT } from './Axes';
import { roundRange, scale } from './scale';
import type { Snapshot, TrainingPlan } from './train';
import styles from './training.module.css';

/** Circles on the curve are drawn for a run this short. */
const MOST_CIRCLES = 30;

/** The mean loss of each finished epoch. */
export function LossPlot(props: {
  plan: TrainingPlan;
  snapshot: Snapshot | null;
  label: string;
}): ReactNode {
  const { plan, snapshot, label } = props;
  const { width, height, left, right, top, bottom } = PLOT;
  const losses = (snapshot?.epochLosses ?? []).filter(Number.isFinite);
  const epochs = [0, plan.epochs] as const;
  const range = roundRange([0, ...(losses.length > 0 ? losses : [1])]);
  const x = scale(epochs, [left, width - right]);
  const y = scale(range, [height - bottom, top]);
  const points = losses.map((loss, i) => [x(i + 1), y(loss)] as const);
  return (
    <svg className={styles.plot} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <Axes
        x={{ range: epochs, scale: x, label: 'epoch', whole: true }}
        y={{ range, scale: y, label: 'mean loss' }}
      />
      <polyline className={styles.curve} points={points.map((point) => point.join()).join(' ')} />
      {losses.length <= MOST_CIRCLES &&
        points.map(([cx, cy]) => (
          <circle key={cx} className={styles.loss} cx={cx} cy={cy} r={3.5} />
        ))}
    </svg>
  );
}
