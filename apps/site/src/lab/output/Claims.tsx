import type { ClaimResult, Place } from '@backprop/runner';
import type { ReactNode } from 'react';
import { SIGNS } from '../run/line-marks';
import styles from './output.module.css';

const WORDS = { holds: 'holds', fails: 'fails', 'not-reached': 'not reached' } as const;

/** The marks in the code speak of all of them. */
const MOST_LISTED = 200;

/** Each `//=>` claim and what became of it. */
export function Claims(props: {
  claims: readonly ClaimResult[];
  onPlace(place: Place): void;
}): ReactNode {
  const { claims, onPlace } = props;
  if (claims.length === 0) return null;
  const allHold = claims.every(({ state }) => state === 'holds');
  return (
    <details className={styles.claims} open={!allHold}>
      <summary>
        Claims: {claims.filter(({ state }) => state === 'holds').length} of {claims.length} hold
      </summary>
      <ul>
        {claims.slice(0, MOST_LISTED).map(({ line, state, expected, received }, index) => (
          <li key={`${line}/${String(index)}`} data-lab-claim={state}>
            <span aria-hidden="true">{SIGNS[state]} </span>
            <button
              type="button"
              className={styles.place}
              onClick={() => onPlace({ line, column: 1 })}
            >
              line {line}
            </button>{' '}
            {WORDS[state]}: expected <code>{expected}</code>
            {state === 'fails' && (
              <>
                , got <code>{received}</code>
              </>
            )}
          </li>
        ))}
        {claims.length > MOST_LISTED && (
          <li className={styles.quiet}>… {claims.length - MOST_LISTED} more</li>
        )}
      </ul>
    </details>
  );
}
