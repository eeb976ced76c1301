import type { ReactNode } from 'react';
import { Axes, PLOT } from './Axes';
import { roundRange, scale } from './scale';
import type { Snapshot, TrainingPlan } from './train';
import styles from './training.module.css';

/** Predictions over targets: on the dashed line a prediction is right. */
export function FitPlot(props: {
  plan: TrainingPlan;
  snapshot: Snapshot | null;
  label: string;
}): ReactNode {
  const { plan, snapshot, label } = props;
  const { width, height, left, right, top, bottom } = PLOT;
  const predictions = snapshot?.predictions ?? [];
  const range = roundRange([0, ...plan.y, ...predictions]);
  const x = scale(range, [left, width - right]);
  const y = scale(range, [height - bottom, top]);
  return (
    <svg className={styles.plot} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <Axes x={{ range, scale: x, label: 'target' }} y={{ range, scale: y, label: 'prediction' }} />
      <line
        className={styles.right}
        x1={x(range[0])}
        y1={y(range[0])}
        x2={x(range[1])}
        y2={y(range[1])}
      />
      {predictions.map((prediction, i) => {
        const target = plan.y[i]!;
        if (!Number.isFinite(prediction)) return null;
        return (
          <g key={String(i)}>
            <line
              className={styles.error}
              x1={x(target)}
              y1={y(target)}
              x2={x(target)}
              y2={y(prediction)}
            />
            <circle className={styles.prediction} cx={x(target)} cy={y(prediction)} r={5} />
          </g>
        );
      })}
    </svg>
  );
}
