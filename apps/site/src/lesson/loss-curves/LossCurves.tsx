import type { LockstepReport } from '@backprop/keras-bridge/lockstep';
import { type ReactNode, useId, useState } from 'react';
import styles from '../training/training.module.css';
import { CurvePlot } from './CurvePlot';
import {
  describeCurves,
  describeDifference,
  type LossPoint,
  type Over,
  pointsOf,
  thin,
} from './curve-points';
import curveStyles from './loss-curves.module.css';

/** So many lines of numbers. */
const MOST_LINES = 50;

export interface LossCurvesProps {
  /** What `lockstep` found. */
  report: LockstepReport;
  /** Whether the reader sees epochs or steps at first; epochs when there are several. */
  over?: Over;
}

/** The loss of both engines, and beside it how far they are apart. */
export function LossCurves({ report, over: first }: LossCurvesProps): ReactNode {
  const [over, setOver] = useState<Over>(first ?? (report.epochs.length > 1 ? 'epoch' : 'step'));
  const points = pointsOf(report, over);
  const curves = describeCurves(points, over);
  const difference = describeDifference(points, over);
  return (
    <figure className={styles.training} data-loss-curves={over}>
      <OverChoice over={over} onOver={setOver} />
      <div className={curveStyles.plots}>
        <CurvePlot
          points={points}
          curves={[
            { of: 'core', name: 'core' },
            { of: 'tfjs', name: 'TensorFlow.js', dotted: true },
          ]}
          over={over}
          title="loss"
          label={curves}
        />
        <CurvePlot
          points={points}
          curves={[{ of: 'difference', name: 'difference' }]}
          over={over}
          title="|core − TensorFlow.js|"
          label={difference}
        />
      </div>
      <figcaption>
        {curves} {difference}
      </figcaption>
      <Losses points={thin(points, MOST_LINES)} over={over} />
    </figure>
  );
}

function OverChoice({ over, onOver }: { over: Over; onOver(over: Over): void }): ReactNode {
  const id = useId();
  return (
    <p className={curveStyles.choice}>
      <label htmlFor={id}>Loss of each </label>
      <select id={id} value={over} onChange={(event) => onOver(event.currentTarget.value as Over)}>
        <option value="epoch">epoch</option>
        <option value="step">step</option>
      </select>
    </p>
  );
}

/** The curves as numbers. */
function Losses({ points, over }: { points: LossPoint[]; over: Over }): ReactNode {
  return (
    <details className={styles.numbers}>
      <summary>The numbers</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key */}
      <section className={styles.tables} tabIndex={0} aria-label="Losses of both engines">
        <table>
          <thead>
            <tr>
              <th scope="col">{over}</th>
              <th scope="col">core</th>
              <th scope="col">TensorFlow.js</th>
              <th scope="col">difference</th>
            </tr>
          </thead>
          <tbody>
            {points.map(({ at, core, tfjs, difference }) => (
              <tr key={at}>
                <th scope="row">{at}</th>
                <td>{String(Number(core.toPrecision(9)))}</td>
                <td>{String(Number(tfjs.toPrecision(9)))}</td>
                <td>{difference === 0 ? 0 : difference.toExponential(1)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}
