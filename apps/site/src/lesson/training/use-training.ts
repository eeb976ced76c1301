import { useCallback, useEffect, useRef, useState } from 'react';
import { type Snapshot, type TrainingPlan, train } from './train';

/** About so many pictures for a whole run, however long it is. */
const PICTURES = 100;
const MILLISECONDS_A_PICTURE = 160;

export interface Training {
  snapshot: Snapshot | null;
  playing: boolean;
  error: string | null;
  /** Loads the engine and shows the net before the first update; later calls do nothing. */
  prepare(): Promise<void>;
  step(): Promise<void>;
  /** Plays to the end, or pauses. Where less motion is asked for, the end comes at once. */
  togglePlay(): Promise<void>;
  reset(): Promise<void>;
}

/** A training run that is loaded late and can be played, stepped and reset. */
export function useTraining(plan: TrainingPlan): Training {
  const run = useRef<Generator<Snapshot, void> | null>(null);
  const [snapshot, setSnapshot] = useState<Snapshot | null>(null);
  const [playing, setPlaying] = useState(false);
  const [error, setError] = useState<string | null>(null);

  const advance = useCallback((updates: number): void => {
    const { last, finished } = takeUpdates(run.current, updates);
    if (last) setSnapshot(last);
    if (finished) setPlaying(false);
  }, []);

  const restart = useCallback(async (): Promise<void> => {
    try {
      const core = await import('@backprop/core');
      run.current = train(core, plan);
      advance(1);
    } catch (problem) {
      setError(problem instanceof Error ? problem.message : String(problem));
    }
  }, [plan, advance]);

  const prepare = useCallback(async (): Promise<void> => {
    if (!run.current) await restart();
  }, [restart]);

  useEffect(() => {
    if (!playing) return;
    const total = plan.x.length * plan.epochs;
    const updates = Math.max(1, Math.ceil(total / PICTURES));
    const timer = setInterval(() => advance(updates), MILLISECONDS_A_PICTURE);
    return () => clearInterval(timer);
  }, [playing, plan, advance]);

  const step = async (): Promise<void> => {
    setPlaying(false);
    await prepare();
    advance(1);
  };
  const reset = async (): Promise<void> => {
    setPlaying(false);
    await restart();
  };
  const togglePlay = async (): Promise<void> => {
    if (playing) return setPlaying(false);
    if (!snapshot || snapshot.updates === snapshot.total) await restart();
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) advance(Number.POSITIVE_INFINITY);
    else setPlaying(true);
  };
  return { snapshot, playing, error, prepare, step, togglePlay, reset };
}

/**
 * Takes up to `updates` snapshots of a run.
 *
 * @returns the last one taken, if any, and whether the run is at its end
 */
export function takeUpdates(
  run: Generator<Snapshot, void> | null,
  updates: number,
): { last: Snapshot | null; finished: boolean } {
  let last: Snapshot | null = null;
  for (let i = 0; i < updates; i++) {
    const next = run?.next();
    if (!next || next.done) return { last, finished: true };
    last = next.value;
  }
  return { last, finished: last !== null && last.updates === last.total };
}
