import type { LockstepOptions, LockstepReport } from '@backprop/keras-bridge/lockstep';
import { type ReactNode, useState } from 'react';
import { LossCurves } from './LossCurves';

type State =
  | { kind: 'waiting' }
  | { kind: 'training' }
  | { kind: 'failed'; message: string }
  | { kind: 'done'; report: LockstepReport };

/** Trains one model on both engines when the reader asks for it, and draws the losses. */
export function LossCurvesOf(options: LockstepOptions): ReactNode {
  const [state, setState] = useState<State>({ kind: 'waiting' });
  const run = async (): Promise<void> => {
    setState({ kind: 'training' });
    try {
      const { lockstep } = await import('@backprop/keras-bridge/lockstep');
      setState({ kind: 'done', report: await lockstep(options) });
    } catch (error) {
      setState({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
    }
  };
  return (
    <div data-loss-curves-of={state.kind}>
      {state.kind !== 'done' && (
        <p>
          <button
            type="button"
            className="button button--secondary"
            disabled={state.kind === 'training'}
            onClick={run}
          >
            Draw the losses of both engines
          </button>{' '}
          {state.kind === 'waiting' && <span>loads TensorFlow.js, about 0.3 MB</span>}
        </p>
      )}
      <div role="status">
        {state.kind === 'training' && 'Training both engines.'}
        {state.kind === 'failed' && `The run stopped. ${state.message}`}
        {state.kind === 'done' && 'Both engines are trained.'}
      </div>
      {state.kind === 'done' && <LossCurves report={state.report} />}
    </div>
  );
}
