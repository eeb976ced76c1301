import { recordVerdict } from '@backprop/exercises';
import { useEffect, useRef, useState } from 'react';
import { announce } from '../lab/announce';
import type { BlockText } from '../lab/block/block-text';
import type { Graded } from './page-grader';
import { pageProgress } from './progress-keeper';

/** Where the checking of an exercise stands. */
export type CheckState =
  | { phase: 'idle' }
  | { phase: 'checking' }
  /** `text` is what was graded. */
  | { phase: 'graded'; graded: Graded; text: string }
  /** Nothing could be graded. */
  | { phase: 'broken'; reason: string };

export interface Check {
  state: CheckState;
  start(): void;
  stop(): void;
  clear(): void;
}

/** One seed for as long as the page is open: while a program is mended, its cases stay. */
const SEED = Math.floor(Math.random() * 1_000_000);

/** What a screen reader is told: the verdict, and the first thing to mend. */
function spoken({ verdict, parts }: Graded): string {
  const [headline] = parts;
  const more = verdict.mistake?.message ?? verdict.problem?.message ?? verdict.failures[0]?.why;
  return [headline!.text, more].filter(Boolean).join(' ');
}

/** Grade, tell, and keep the result. */
export function useCheck(id: string, block: BlockText | null): Check {
  const [state, setState] = useState<CheckState>({ phase: 'idle' });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const start = async () => {
    if (!block) return;
    running.current?.abort();
    const abort = new AbortController();
    running.current = abort;
    setState({ phase: 'checking' });
    let next: CheckState;
    try {
      await block.loaded;
      await block.flush();
      const { text } = block.state;
      const { gradeText } = await import('./page-grader');
      const graded = await gradeText(id, text, { seed: SEED, signal: abort.signal });
      next = { phase: 'graded', graded, text };
    } catch (error) {
      next = { phase: 'broken', reason: error instanceof Error ? error.message : String(error) };
    }
    if (running.current !== abort) return;
    running.current = null;
    if (next.phase === 'graded') {
      const { graded, text } = next;
      pageProgress().update((before) => recordVerdict(before, graded.verdict, text, new Date()));
      announce(spoken(graded));
    } else announce('The exercise could not be checked.');
    setState(next);
  };

  const clear = () => {
    running.current?.abort();
    running.current = null;
    setState({ phase: 'idle' });
  };
  return { state, start: () => void start(), stop: () => running.current?.abort(), clear };
}
