import { recordHint } from '@backprop/exercises';
import { type ReactNode, useEffect, useState } from 'react';
import buttons from '../lab/block/LiveBlock.module.css';
import { StaticCode } from '../lab/block/StaticCode';
import styles from './exercise.module.css';
import { pageProgress } from './progress-keeper';

export interface HintsProps {
  id: string;
  /** How many hints the exercise has. */
  count: number;
  /** How many the learner has seen, on any visit. */
  seen: number;
  passed: boolean;
  /** False until the page is alive. */
  alive: boolean;
}

/** What is fetched for hints and solution: the exercise's own texts. */
interface Texts {
  hints: readonly string[];
  solution: string;
}

async function fetchTexts(id: string): Promise<Texts> {
  const { fetchExercise } = await import('./page-grader');
  const { definition, solution } = await fetchExercise(id);
  return { hints: definition.hints, solution };
}

/** Hints one by one, then the solution; each only when it is asked for. */
export function Hints({ id, count, seen, passed, alive }: HintsProps): ReactNode {
  const [texts, setTexts] = useState<Texts | null>(null);
  const [failed, setFailed] = useState(false);
  const [solution, setSolution] = useState<'hidden' | 'asked' | 'shown'>('hidden');
  const fetch = async () => {
    try {
      setTexts(await fetchTexts(id));
      setFailed(false);
    } catch {
      setFailed(true);
    }
  };
  // Hints that were seen on an earlier visit are there again.
  useEffect(() => {
    if (seen > 0 && !texts) void fetch();
  }, [seen > 0]);
  const show = async () => {
    await fetch();
    pageProgress().update((progress) => recordHint(progress, id, Math.min(seen + 1, count)));
  };
  const askSolution = async () => {
    await fetch();
    setSolution(passed ? 'shown' : 'asked');
  };
  return (
    <div className={styles.hints}>
      <ol className={styles.hintList} aria-live="polite">
        {texts?.hints.slice(0, seen).map((hint) => (
          <li key={hint}>{hint}</li>
        ))}
      </ol>
      <div className={styles.row}>
        {seen < count && (
          <button type="button" className={buttons.button} disabled={!alive} onClick={show}>
            Hint {seen + 1} of {count}
          </button>
        )}
        {solution === 'hidden' && (
          <button type="button" className={buttons.button} disabled={!alive} onClick={askSolution}>
            Solution
          </button>
        )}
        {solution === 'asked' && (
          <Confirm onAnswer={(yes) => setSolution(yes ? 'shown' : 'hidden')} />
        )}
      </div>
      {failed && <p>The hints could not be loaded. Check the connection, then try again.</p>}
      {solution === 'shown' && texts && <Solution text={texts.solution} />}
    </div>
  );
}

function Confirm({ onAnswer }: { onAnswer: (yes: boolean) => void }) {
  return (
    <>
      <span>You have not passed yet. Show the solution all the same?</span>
      <button type="button" className={buttons.button} onClick={() => onAnswer(true)}>
        Show it
      </button>
      <button type="button" className={buttons.button} onClick={() => onAnswer(false)}>
        Not yet
      </button>
    </>
  );
}

function Solution({ text }: { text: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by key
    <section className={styles.solution} aria-label="Solution" tabIndex={0}>
      <StaticCode text={text.trimEnd()} language="ts" marks={[]} />
    </section>
  );
}
