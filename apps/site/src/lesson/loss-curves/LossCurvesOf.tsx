import type { LockstepOptions, LockstepReport } from '@backprop/keras-bridge/lockstep';
import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import { useAlive } from '../use-alive';
import type { LossCurvesProps } from './LossCurves';

/** Draws a finished run; its script comes late, see `loadCurves`. */
type Draw = (props: LossCurvesProps) => ReactNode;

type State =
  | { kind: 'waiting' }
  | { kind: 'training'; done: number }
  | { kind: 'failed'; message: string }
  | { kind: 'done'; report: LockstepReport; Draw: Draw };

export interface LossCurvesOfProps extends LockstepOptions {
  /** Whether the reader sees epochs or steps at first. */
  over?: LossCurvesProps['over'];
}

/** How far below the window the curves' script is asked for, so that it is there in time. */
const AHEAD = '400px';

const loadCurves = async (): Promise<Draw> => (await import('./LossCurves')).LossCurves;

/**
 * Trains one model on both engines when the reader asks for it, and draws the losses. The script
 * that draws is loaded when the reader scrolls near, the engines when they are asked for.
 */
export function LossCurvesOf({ over, ...options }: LossCurvesOfProps): ReactNode {
  const [state, setState] = useState<State>({ kind: 'waiting' });
  const root = useRef<HTMLDivElement>(null);
  useNear(root, loadCurves);
  useFocusKept(root, state.kind);
  const total = Math.ceil(options.x.length / (options.batchSize ?? 32)) * (options.epochs ?? 1);
  const run = async (): Promise<void> => {
    setState({ kind: 'training', done: 0 });
    try {
      const curves = loadCurves();
      const { lockstep } = await import('@backprop/keras-bridge/lockstep');
      const onStep = ({ step }: { step: number }) => setState({ kind: 'training', done: step });
      const report = await lockstep({ ...options, onStep });
      setState({ kind: 'done', report, Draw: await curves });
    } catch (error) {
      setState({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
    }
  };
  return (
    <div ref={root} data-loss-curves-of={state.kind}>
      {state.kind !== 'done' && <Start state={state} total={total} run={run} />}
      <div role="status">
        {state.kind === 'training' && 'Training both engines.'}
        {state.kind === 'failed' && `The run stopped. ${state.message}`}
        {state.kind === 'done' && 'Both engines are trained.'}
      </div>
      {state.kind === 'done' && <state.Draw report={state.report} {...(over ? { over } : {})} />}
    </div>
  );
}

function Start(props: { state: State; total: number; run(): Promise<void> }): ReactNode {
  const { state, total, run } = props;
  const alive = useAlive();
  const isTraining = state.kind === 'training';
  return (
    <>
      <noscript>
        <p>The curves are drawn by a script, which this browser does not run.</p>
      </noscript>
      <p>
        {/* Not disabled while it trains: that would take the keyboard's place away. */}
        <button
          type="button"
          className="button button--secondary"
          disabled={!alive}
          aria-disabled={isTraining}
          onClick={isTraining ? undefined : run}
        >
          Draw the losses of both engines
        </button>{' '}
        {state.kind === 'waiting' && <span>loads TensorFlow.js, about 0.3 MB</span>}
        {isTraining && <progress aria-label="Steps trained" value={state.done} max={total} />}
      </p>
    </>
  );
}

/** Calls once, when an element comes near the window. */
function useNear(root: RefObject<Element | null>, onNear: () => Promise<unknown>): void {
  useEffect(() => {
    const watch = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        watch.disconnect();
        // Without the network it fails here and is tried again, with a message, at the button.
        onNear().catch(() => {});
      },
      { rootMargin: AHEAD },
    );
    if (root.current) watch.observe(root.current);
    return () => watch.disconnect();
  }, [root, onNear]);
}

/** Moves the keyboard's place on to the curves when the button that had it is gone. */
function useFocusKept(root: RefObject<Element | null>, kind: State['kind']): void {
  useEffect(() => {
    const isLost = document.activeElement === null || document.activeElement === document.body;
    if (kind === 'done' && isLost) root.current?.querySelector('select')?.focus();
  }, [root, kind]);
}
