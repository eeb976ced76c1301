import type { ExerciseProgress } from '@backprop/exercises';
import { startTransition, useEffect, useState, useSyncExternalStore } from 'react';
import { type ProgressKeeper, type ProgressState, pageProgress } from './progress-keeper';

const never = () => () => {};

/** What is known of one exercise; nothing until the page is alive. */
export function useProgress(id: string): {
  entry: ExerciseProgress | null;
  state: ProgressState | null;
} {
  const [keeper, setKeeper] = useState<ProgressKeeper | null>(null);
  useEffect(() => startTransition(() => setKeeper(pageProgress())), []);
  const snapshot = () => keeper?.state ?? null;
  const state = useSyncExternalStore(keeper?.subscribe ?? never, snapshot, () => null);
  return { entry: state?.progress.exercises[id] ?? null, state };
}
