import type { Output } from '@backprop/runner';
import type { ReactNode } from 'react';
import styles from './output.module.css';

type ProgressOutput = Extract<Output, { kind: 'progress' }>;

/** How far a long run has come. */
export function Progress({ progress }: { progress: ProgressOutput }): ReactNode {
  const { done, total, label } = progress;
  const count = total === null ? `${done}` : `${done} of ${total}`;
  return (
    <div className={styles.progress}>
      <progress
        aria-label={label || 'progress'}
        max={total ?? undefined}
        value={total === null ? undefined : done}
      />
      <span>
        {label} {count}
      </span>
    </div>
  );
}
