import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { type CodeAccess, CodeArea } from '../block/CodeArea';
import buttons from '../block/LiveBlock.module.css';
import { Notice, Notices, RefusedNotice } from '../block/Notices';
import type { LiveText } from '../block/use-block-text';
import { useSavedText } from '../block/use-saved-text';
import { type LineMark, marksOf } from '../run/line-marks';
import { draftKey } from '../storage/draft';
import { claimRefusedNotice } from '../storage/page-shelf';
import styles from './exercise.module.css';
import { Hints } from './Hints';
import type { ProgressState } from './progress-keeper';
import { type Check, type CheckState, useCheck } from './use-check';
import { useProgress } from './use-progress';
import { VerdictView } from './VerdictView';

export interface ExerciseProps {
  /** The exercise's slug. The page's author writes this; `remarkExercises` adds the rest. */
  id: string;
  title: string;
  starter: string;
  /** How many hints there are. */
  hints: string;
  /** The task. */
  children: ReactNode;
}

/** No code comes to an exercise by link. */
const NOT_SHARED = { error: null, forget: () => {} };

/**
 * A graded exercise: the task, an editor with the starter, and a verdict that is the command
 * line's. Text and progress are kept in the browser.
 */
export function Exercise({ id, title, starter, hints, children }: ExerciseProps): ReactNode {
  const access = useRef<CodeAccess>(null);
  const hint = useId();
  const [alive, setAlive] = useState(false);
  useEffect(() => setAlive(true), []);
  const original = starter.trimEnd();
  const saved = useSavedText(original, alive ? draftKey('exercise', id) : null);
  const text: LiveText = { ...saved, name: id, original };
  const check = useCheck(id, text.block);
  const { entry, state: progress } = useProgress(id);
  const graded = check.state.phase === 'graded' ? check.state : null;
  const current = graded?.text === text.state.text;
  const passed = entry?.passed ?? false;
  return (
    <section className={styles.exercise} aria-label={`Exercise: ${title}`} data-exercise={id}>
      <header className={styles.header}>
        <span className={styles.kind}>Exercise</span>
        <strong>{title}</strong>
        {passed && <span className={styles.passed}>✓ passed</span>}
      </header>
      <div className={styles.prompt}>{children}</div>
      <Notices text={text} shared={NOT_SHARED} />
      <ProgressNotices progress={progress} />
      <CodeArea
        label={`Your code for “${title}”`}
        hint={hint}
        language="ts"
        text={text.state.text}
        block={text.block}
        marks={current ? errorMarks(check.state) : []}
        access={access}
        onRun={check.start}
      />
      <CheckButtons check={check} text={text} hint={hint} />
      <div className={styles.verdict} data-verdict={check.state.phase}>
        <VerdictView state={check.state} current={current} />
      </div>
      <Hints
        id={id}
        count={Number(hints)}
        seen={entry?.hints ?? 0}
        passed={passed}
        alive={text.block !== null}
      />
      <p className={styles.quiet}>
        Checked in your browser, for yourself; nothing is sent anywhere.
      </p>
    </section>
  );
}

/** The error that kept the program from being graded, at its line. */
function errorMarks(state: CheckState): LineMark[] {
  const error = state.phase === 'graded' ? state.graded.verdict.problem?.error : undefined;
  return error ? marksOf({ how: 'failed', error, claims: [], milliseconds: 0 }) : [];
}

function CheckButtons(props: { check: Check; text: LiveText; hint: string }) {
  const { check, text, hint } = props;
  const { block, state } = text;
  return (
    <div className={buttons.toolbar}>
      <button
        type="button"
        className={`${buttons.button} ${buttons.run}`}
        disabled={!block}
        onClick={check.start}
      >
        Check
      </button>
      <button
        type="button"
        className={`${buttons.button} ${check.state.phase === 'checking' ? '' : buttons.gone}`}
        onClick={check.stop}
      >
        <span aria-hidden="true">■ </span>Stop
      </button>
      <span id={hint} className={buttons.hint}>
        Ctrl or ⌘ + Enter checks. Tab leaves the editor.
      </span>
      <span className={buttons.right}>
        <button
          type="button"
          className={buttons.button}
          disabled={!block || state.origin === 'lesson'}
          onClick={() => {
            check.clear();
            block?.reset();
          }}
        >
          Reset
        </button>
      </span>
    </div>
  );
}

const UNSAVED = {
  full: 'Your browser has no room left, so this result is not saved. What was saved before is still there.',
  newer:
    'A newer version of this site saved your progress. It is left as it is; what you do now is kept until you close the page. Reload to get the newer version.',
};

/** What must be said about keeping the progress. */
function ProgressNotices({ progress }: { progress: ProgressState | null }) {
  const [refused, setRefused] = useState(false);
  useEffect(() => {
    if (progress?.unsaved === 'refused' && claimRefusedNotice()) setRefused(true);
  }, [progress?.unsaved]);
  if (!progress) return null;
  const { unsaved, backup } = progress;
  return (
    <>
      {refused && <RefusedNotice />}
      {unsaved && unsaved !== 'refused' && <Notice kind="warning">{UNSAVED[unsaved]}</Notice>}
      {backup && (
        <Notice kind="warning">
          Your saved progress could not be read. It was put aside under “{backup}” in this browser’s
          storage, and a new one was begun.
        </Notice>
      )}
    </>
  );
}
