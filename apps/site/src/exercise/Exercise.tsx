import { type ReactNode, Suspense, useId, useRef } from 'react';
import { type CodeAccess, CodeArea } from '../lab/block/CodeArea';
import buttons from '../lab/block/LiveBlock.module.css';
import { Notices } from '../lab/block/Notices';
import type { LiveText } from '../lab/block/use-block-text';
import { useSavedText } from '../lab/block/use-saved-text';
import { loadLater } from '../lab/load-later';
import { type LineMark, marksOf } from '../lab/run/line-marks';
import { draftKey } from '../lab/storage/draft';
import { useAlive } from '../lesson/use-alive';
import styles from './exercise.module.css';
import { Hints } from './Hints';
import { type Check, type CheckState, useCheck } from './use-check';
import { useProgress } from './use-progress';

const VerdictView = loadLater(() => import('./VerdictView'));
const ProgressNotices = loadLater(() => import('./ProgressNotices'));

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
  const alive = useAlive();
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
      {(progress?.unsaved || progress?.backup) && (
        <Suspense>
          <ProgressNotices progress={progress} />
        </Suspense>
      )}
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
        {check.state.phase !== 'idle' && (
          <Suspense>
            <VerdictView state={check.state} current={current} />
          </Suspense>
        )}
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
