import type { ReactNode } from 'react';
import { round } from './describe';
import type { Snapshot, TrainingPlan } from './train';
import styles from './training.module.css';

/** So many epochs at the end of the table of losses. */
const LAST_EPOCHS = 10;

/** What the picture shows, as numbers. */
export function Numbers(props: { plan: TrainingPlan; snapshot: Snapshot }): ReactNode {
  const { plan, snapshot } = props;
  const { predictions, epochLosses } = snapshot;
  const first = Math.max(0, epochLosses.length - LAST_EPOCHS);
  return (
    <details className={styles.numbers}>
      <summary>The numbers</summary>
      <div className={styles.tables}>
        <table>
          <caption>Predictions</caption>
          <thead>
            <tr>
              <th scope="col">sample</th>
              <th scope="col">target</th>
              <th scope="col">prediction</th>
            </tr>
          </thead>
          <tbody>
            {plan.y.map((target, i) => (
              <tr key={String(i)}>
                <th scope="row">{i + 1}</th>
                <td>{target}</td>
                <td>{round(predictions[i]!)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {epochLosses.length > 0 && (
          <table>
            <caption>
              {first > 0 ? `Mean losses, last ${LAST_EPOCHS} epochs` : 'Mean losses'}
            </caption>
            <thead>
              <tr>
                <th scope="col">epoch</th>
                <th scope="col">loss</th>
              </tr>
            </thead>
            <tbody>
              {epochLosses.slice(first).map((loss, i) => (
                <tr key={String(i)}>
                  <th scope="row">{first + i + 1}</th>
                  <td>{loss}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </details>
  );
}
