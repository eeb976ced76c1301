import type { Place } from '@backprop/runner';
import { type ReactNode, Suspense, useCallback, useId, useRef } from 'react';
import { loadLater } from '../load-later';
import { marksOf } from '../run/line-marks';
import { type CodeAccess, CodeArea } from './CodeArea';
import styles from './LiveBlock.module.css';
import { Notices } from './Notices';
import { Toolbar } from './Toolbar';
import { useBlockRun } from './use-block-run';
import { useBlockText } from './use-block-text';
import { useShared } from './use-shared';

const OutputPanel = loadLater(() => import('../output/OutputPanel'));

export interface LiveBlockProps {
  /** The lesson's code. */
  code: string;
  /** `ts` or `tsx`. */
  language: string;
  title?: string | undefined;
  name?: string | undefined;
}

/**
 * A block of code that the reader can change and run.
 *
 * It is served as highlighted text. Editor, compiler, runner and output load when the reader
 * goes in or presses Run. Whatever the code is (the lesson's, a saved edit, somebody's from a
 * link), it runs only when the reader says so.
 */
export function LiveBlock({ code, language, title, name }: LiveBlockProps): ReactNode {
  const root = useRef<HTMLDivElement>(null);
  const access = useRef<CodeAccess>(null);
  const hint = useId();
  const label = title ?? 'Live code';
  const text = useBlockText(code, root);
  const place = useRef<HTMLDivElement>(null);
  const isComponent = language === 'tsx';
  const run = useBlockRun(text.block, label, isComponent ? place : null);
  const shared = useShared(text.block, text.name, root);
  const goTo = useCallback((place: Place) => access.current?.goTo(place), []);
  const current = run.state.text === text.state.text;
  const marks = current && run.state.phase !== 'running' ? marksOf(run.state.ending) : [];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms; this groups a tool
    <div
      ref={root}
      role="group"
      aria-label={`Live code: ${label}`}
      className={styles.block}
      data-lab-block=""
      data-name={name}
      data-title={title}
    >
      <header className={styles.header}>
        <span className={styles.title}>{label}</span>
        {text.state.origin === 'edited' && <span className={styles.badge}>edited</span>}
        {text.state.origin === 'shared' && <span className={styles.badge}>shared, not yours</span>}
      </header>
      <Notices text={text} shared={shared} />
      <CodeArea
        label={`Code of “${label}”`}
        hint={hint}
        language={language}
        text={text.state.text}
        block={text.block}
        marks={marks}
        access={access}
        onRun={run.start}
      />
      <Toolbar text={text} run={run} hint={hint} root={root} />
      {isComponent && <div ref={place} data-lab-shown={run.state.shown} />}
      {run.state.phase !== 'idle' && (
        <Suspense fallback={<div className={styles.waiting}>Running…</div>}>
          <OutputPanel
            state={run.state}
            current={current}
            onControl={run.setControl}
            onPlace={goTo}
          />
        </Suspense>
      )}
    </div>
  );
}
