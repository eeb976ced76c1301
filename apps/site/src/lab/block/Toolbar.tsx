import { type ReactNode, type RefObject, useEffect, useRef } from 'react';
import { NotebookButton } from '../notebook/NotebookButton';
import { CopyButton } from './CopyButton';
import styles from './LiveBlock.module.css';
import { ShareButton } from './ShareButton';
import type { LiveRun } from './use-block-run';
import type { LiveText } from './use-block-text';

/** Run and Stop. The focus goes back to Run when Stop disappears under it. */
function RunButtons({ run, text }: { run: LiveRun; text: LiveText }) {
  const runButton = useRef<HTMLButtonElement>(null);
  const running = run.state.phase === 'running';
  // React hears no blur of a button that it hides itself: the focus was there, and is nowhere now.
  const onStop = useRef(false);
  useEffect(() => {
    if (running || !onStop.current) return;
    onStop.current = false;
    runButton.current?.focus();
  }, [running]);
  return (
    <>
      <button
        ref={runButton}
        type="button"
        className={`${styles.button} ${styles.run}`}
        onClick={run.start}
        disabled={!text.block}
      >
        <span aria-hidden="true">▶ </span>Run
      </button>
      <button
        type="button"
        className={`${styles.button} ${running ? '' : styles.gone}`}
        aria-disabled={!running}
        tabIndex={running ? 0 : -1}
        onClick={run.stop}
        onFocus={() => {
          onStop.current = true;
        }}
        onBlur={() => {
          onStop.current = false;
        }}
      >
        <span aria-hidden="true">■ </span>Stop
      </button>
    </>
  );
}

/** The block's buttons, and in words what the keyboard does. */
export function Toolbar(props: {
  text: LiveText;
  run: LiveRun;
  hint: string;
  root: RefObject<HTMLElement | null>;
}): ReactNode {
  const { text, run, hint, root } = props;
  const { block, state, name } = text;
  return (
    <div className={styles.toolbar}>
      <RunButtons run={run} text={text} />
      <span id={hint} className={styles.hint}>
        Ctrl or ⌘ + Enter runs. Tab leaves the editor.
      </span>
      <span className={styles.right}>
        <button
          type="button"
          className={styles.button}
          disabled={!block || state.origin === 'lesson'}
          onClick={() => {
            run.clear();
            block?.reset();
          }}
        >
          Reset
        </button>
        <CopyButton text={state.text} disabled={!block} />
        <ShareButton text={state.text} name={name} disabled={!block} />
        <NotebookButton root={root} name={name} disabled={!block} />
      </span>
    </div>
  );
}
