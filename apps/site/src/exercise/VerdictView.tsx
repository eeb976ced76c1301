import type { ReportPart } from '@backprop/exercises';
import type { ReactNode } from 'react';
import styles from './exercise.module.css';
import type { CheckState } from './use-check';

function Part({ part }: { part: ReportPart }): ReactNode {
  switch (part.kind) {
    case 'headline':
      return (
        <p className={styles.headline} data-passed={part.passed}>
          <span aria-hidden="true">{part.passed ? '✓' : '✗'} </span>
          {part.text}
        </p>
      );
    case 'mistake':
    case 'problem':
      return (
        <p className={styles.told} data-kind={part.kind}>
          {part.text}
        </p>
      );
    case 'group':
      return (
        <p className={styles.group} data-passed={part.passed}>
          <span aria-hidden="true">{part.passed ? '✓' : '✗'} </span>
          {part.text}
        </p>
      );
    case 'failure':
      return <pre className={styles.failure}>{part.text}</pre>;
    case 'seed':
      return <p className={styles.quiet}>{part.text}</p>;
  }
}

/** The verdict, in the words of the command line. */
export default function VerdictView(props: { state: CheckState; current: boolean }): ReactNode {
  const { state, current } = props;
  switch (state.phase) {
    case 'idle':
      return null;
    case 'checking':
      return <p className={styles.quiet}>Checking…</p>;
    case 'broken':
      return (
        <p className={styles.told} data-kind="problem">
          The exercise could not be checked. {state.reason} Your text is kept; check the connection,
          then press Check again.
        </p>
      );
    case 'graded': {
      const { parts, printed } = state.graded;
      return (
        <>
          {!current && <p className={styles.quiet}>The code has changed since this check.</p>}
          {parts.map((part, index) => (
            <Part key={`${part.kind} ${index}`} part={part} />
          ))}
          {printed.length > 0 && (
            <details className={styles.printed}>
              <summary>Your program printed {printed.length} lines</summary>
              <pre>{printed.join('\n')}</pre>
            </details>
          )}
        </>
      );
    }
  }
}
