import type { Ending } from '@backprop/runner';
import {
  type RefObject,
  useCallback,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { announce } from '../announce';
import { BlockRun, type BlockRunState, type Run } from '../run/block-run';
import { runText, showText } from '../runner';
import type { BlockText } from './block-text';

export interface LiveRun {
  state: BlockRunState;
  start(): void;
  stop(): void;
  clear(): void;
  setControl(name: string, value: number | string | boolean): void;
}

/** The words for an ending come with the output that shows it. */
async function announceEnding(label: string, ending: Ending): Promise<void> {
  try {
    const { describeEnding } = await import('../run/describe-ending');
    const { headline, advice } = describeEnding(ending);
    announce(`${label}: ${headline} ${advice}`.trim());
  } catch {
    announce(`${label}: the run has ended.`);
  }
}

/**
 * The runs of a block in React. The text is saved before it runs.
 *
 * @param place where a component is shown; null for a program that is run
 */
export function useBlockRun(
  block: BlockText | null,
  label: string,
  place: RefObject<HTMLElement | null> | null,
): LiveRun {
  const [run] = useState(() => {
    const show: Run = (text, options) =>
      showText(text, place!.current!, { ...options, title: label });
    return new BlockRun(place ? show : runText);
  });
  const snapshot = () => run.state;
  const state = useSyncExternalStore(run.subscribe, snapshot, snapshot);
  useEffect(() => () => run.stop(), [run]);
  const start = useCallback(async () => {
    if (!block) return;
    await block.loaded;
    await block.flush();
    void run.start(block.state.text);
  }, [block, run]);
  useEffect(() => {
    if (state.shown) announce(`${label}: shown.`);
  }, [state.shown, label]);
  const said = useRef(0);
  useEffect(() => {
    if (!state.ending || state.ended === said.current) return;
    said.current = state.ended;
    void announceEnding(label, state.ending);
  }, [state.ending, state.ended, label]);
  return {
    state,
    start,
    stop: () => run.stop(),
    clear: () => run.clear(),
    setControl: (name, value) => void run.setControl(name, value),
  };
}
