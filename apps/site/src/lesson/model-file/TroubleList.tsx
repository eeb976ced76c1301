import type { ReactNode } from 'react';
import styles from './model-file.module.css';
import type { Trouble } from './trouble';

const FIELDS = ['file', 'place', 'expected', 'received', 'hint'] as const;

/** What went wrong and where, field by field. */
export function TroubleList({ trouble }: { trouble: Trouble }): ReactNode {
  return (
    <dl className={styles.facts} data-trouble>
      {FIELDS.filter((field) => trouble[field] !== '').map((field) => (
        <div key={field}>
          <dt>{field}</dt>
          <dd data-field={field}>{trouble[field]}</dd>
        </div>
      ))}
    </dl>
  );
}
