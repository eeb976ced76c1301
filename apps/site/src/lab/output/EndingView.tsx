import type { Ending, Place, ProgramError } from '@backprop/runner';
import type { ReactNode } from 'react';
import { describeEnding } from '../run/describe-ending';
import { OperationLink } from './OperationLink';
import styles from './output.module.css';

interface Props {
  ending: Ending;
  onPlace(place: Place): void;
}

/** A place in the reader's text that leads there. */
export function PlaceLink(props: { place: Place; onPlace(place: Place): void }): ReactNode {
  const { place, onPlace } = props;
  return (
    <button type="button" className={styles.place} onClick={() => onPlace(place)}>
      line {place.line}, column {place.column}
    </button>
  );
}

const DETAILS = ['operation', 'expected', 'received', 'hint'];

/** An error in the reader's terms: what, where, and for course errors what was expected. */
export function ErrorView(props: {
  error: ProgramError;
  onPlace?: ((place: Place) => void) | undefined;
}): ReactNode {
  const { error, onPlace } = props;
  const { details = {}, place, stack } = error;
  const known = DETAILS.filter((name) => details[name]);
  return (
    <div className={styles.error}>
      <p>
        <strong>✗ {error.name}</strong>: {error.message}{' '}
        {place && onPlace && <PlaceLink place={place} onPlace={onPlace} />}
      </p>
      {known.length > 0 && (
        <dl className={styles.details}>
          {known.map((name) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                {name === 'operation' ? <OperationLink name={details[name]!} /> : details[name]}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {stack.length > 1 && onPlace && (
        <p className={styles.stack}>
          called from{' '}
          {stack.slice(1, 6).map((frame) => (
            <PlaceLink key={`${frame.line}:${frame.column}`} place={frame} onPlace={onPlace} />
          ))}
        </p>
      )}
    </div>
  );
}

const SIGN: Record<Ending['how'], string> = {
  done: '✓',
  failed: '✗',
  'timed-out': '■',
  stopped: '■',
  broken: '✗',
};

/** How the run ended, and what to do where something is to be done. */
export function EndingView({ ending, onPlace }: Props): ReactNode {
  if (ending.how === 'failed') {
    return (
      <div data-lab-ending="failed">
        <ErrorView error={ending.error} onPlace={onPlace} />
      </div>
    );
  }
  const { headline, advice } = describeEnding(ending);
  return (
    <p className={styles.ending} data-lab-ending={ending.how}>
      <strong>
        <span aria-hidden="true">{SIGN[ending.how]} </span>
        {headline}
      </strong>{' '}
      {advice}
    </p>
  );
}
