import type { LockstepOptions, LockstepReport } from '@backprop/keras-bridge/lockstep';
import { type ReactNode, useState } from 'react';
import { useAlive } from '../use-alive';
import styles from './lockstep.module.css';
import { type LockstepRow, type MarkedNumber, rowsOf, short, summaryOf } from './rows';
import { StepChoice } from './StepChoice';

export interface LockstepTableProps extends LockstepOptions {
  /** What is trained, for the table's caption. */
  caption?: string;
}

type State =
  | { kind: 'waiting' }
  | { kind: 'training'; done: number }
  | { kind: 'failed'; message: string }
  | { kind: 'done'; report: LockstepReport };

/**
 * Trains one model on core and on TensorFlow.js in the reader's browser, and shows step by step
 * where the two engines' numbers part. Both engines are loaded when the reader asks for it.
 */
export function LockstepTable({ caption, ...options }: LockstepTableProps): ReactNode {
  const [state, setState] = useState<State>({ kind: 'waiting' });
  const alive = useAlive();
  const total = Math.ceil(options.x.length / (options.batchSize ?? 32)) * (options.epochs ?? 1);
  const run = async (): Promise<void> => {
    setState({ kind: 'training', done: 0 });
    try {
      const { lockstep } = await import('@backprop/keras-bridge/lockstep');
      const onStep = ({ step }: { step: number }) => setState({ kind: 'training', done: step });
      setState({ kind: 'done', report: await lockstep({ ...options, onStep }) });
    } catch (error) {
      setState({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
    }
  };
  return (
    <div className={styles.lockstep} data-lockstep={state.kind}>
      {state.kind !== 'done' && (
        <p>
          <button
            type="button"
            className="button button--secondary"
            disabled={!alive || state.kind === 'training'}
            onClick={run}
          >
            Train both engines
          </button>{' '}
          {state.kind === 'waiting' && <span>loads TensorFlow.js, about 0.3 MB</span>}
        </p>
      )}
      <div role="status">
        {state.kind === 'training' && `Training: step ${state.done} of ${total}`}
        {state.kind === 'failed' && `The run stopped. ${state.message}`}
        {state.kind === 'done' && summaryOf(state.report)}
      </div>
      {state.kind === 'done' && <Steps report={state.report} caption={caption} />}
    </div>
  );
}

function Steps(props: { report: LockstepReport; caption: string | undefined }): ReactNode {
  const { report, caption } = props;
  const [index, setIndex] = useState(report.steps.length - 1);
  const step = report.steps[index]!;
  return (
    <>
      <StepChoice step={index + 1} total={report.steps.length} onStep={(n) => setIndex(n - 1)} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key */}
      <section className={styles.scroll} tabIndex={0} aria-label="Both engines' numbers">
        <table>
          <caption>
            {caption ?? 'Core and TensorFlow.js'}: step {step.step} in epoch {step.epoch}
          </caption>
          <thead>
            <tr>
              <th scope="col">number</th>
              <th scope="col">core</th>
              <th scope="col">TensorFlow.js</th>
              <th scope="col">difference</th>
              <th scope="col">float32 steps</th>
            </tr>
          </thead>
          <tbody>
            {rowsOf(step).map((row) => (
              <Row key={row.name} row={row} />
            ))}
          </tbody>
        </table>
      </section>
      {report.reasons.length > 0 && (
        <ul>
          {report.reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
    </>
  );
}

function Row({ row }: { row: LockstepRow }): ReactNode {
  return (
    <tr>
      <th scope="row">{row.name}</th>
      <td className={styles.number}>
        <Marked number={row.core} />
      </td>
      <td className={styles.number}>
        <Marked number={row.tfjs} />
        <span className={styles.spoken}> {row.words}</span>
      </td>
      <td className={styles.number}>{short(row.difference)}</td>
      <td className={styles.number}>{row.ulps}</td>
    </tr>
  );
}

function Marked({ number: { before, digit, after } }: { number: MarkedNumber }): ReactNode {
  return (
    <>
      {before}
      {digit && <mark>{digit}</mark>}
      {after}
    </>
  );
}
