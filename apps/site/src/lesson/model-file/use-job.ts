import { useCallback, useEffect, useRef, useState } from 'react';
import type { JobKind, Jobs } from './jobs';
import { type Outcome, type RunningJob, startJob } from './start-job';

export type JobState<K extends JobKind> =
  | { kind: 'idle' }
  | { kind: 'working'; done: number; total: number }
  | Outcome<K>;

export interface JobControl<K extends JobKind> {
  state: JobState<K>;
  /** Ends the job before, and begins. */
  start(job: Jobs[K]): Promise<Outcome<K>>;
  cancel(): void;
  /** Shows an outcome that needed no worker. */
  show(outcome: Outcome<K>): void;
}

/** One job at a time; leaving the page ends it. */
export function useJob<K extends JobKind>(): JobControl<K> {
  const [state, setState] = useState<JobState<K>>({ kind: 'idle' });
  const running = useRef<RunningJob<K> | null>(null);
  const cancel = useCallback(() => running.current?.cancel(), []);
  useEffect(() => cancel, [cancel]);
  const start = async (job: Jobs[K]): Promise<Outcome<K>> => {
    cancel();
    setState({ kind: 'working', done: 0, total: 0 });
    const onProgress = (done: number, total: number) => {
      if (running.current === own) setState({ kind: 'working', done, total });
    };
    const own = startJob<K>(job, { onProgress });
    running.current = own;
    const outcome = await own.outcome;
    // Another file may have been chosen meanwhile.
    if (running.current === own) {
      running.current = null;
      setState(outcome);
    }
    return outcome;
  };
  const show = (outcome: Outcome<K>): void => {
    cancel();
    running.current = null;
    setState(outcome);
  };
  return { state, start, cancel, show };
}
