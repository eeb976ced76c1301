import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { announce } from '../announce';
import { BlockRun, type BlockRunState } from '../run/block-run';
import { describeEnding } from '../run/describe-ending';
import { runText } from '../runner';
import type { BlockText } from './block-text';

export interface LiveRun {
  state: BlockRunState;
  start(): void;
  stop(): void;
  clear(): void;
  setControl(name: string, value: number | string | boolean): void;
}

/** The runs of a block in React. The text is saved before it runs. */
export function useBlockRun(block: BlockText | null, label: string): LiveRun {
  const [run] = useState(() => new BlockRun(runText));
  const snapshot = () => run.state;
  const state = useSyncExternalStore(run.subscribe, snapshot, snapshot);
  useEffect(() => () => run.stop(), [run]);
  const start = useCallback(async () => {
    if (!block) return;
    await block.loaded;
    await block.flush();
    void run.start(block.state.text);
  }, [block, run]);
  const said = useRef(0);
  useEffect(() => {
    if (!state.ending || state.ended === said.current) return;
    said.current = state.ended;
    const { headline, advice } = describeEnding(state.ending);
    announce(`${label}: ${headline} ${advice}`.trim());
  }, [state.ending, state.ended, label]);
  return {
    state,
    start,
    stop: () => run.stop(),
    clear: () => run.clear(),
    setControl: (name, value) => void run.setControl(name, value),
  };
}
