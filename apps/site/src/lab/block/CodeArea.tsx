import { type ReactNode, type RefObject, useImperativeHandle, useRef } from 'react';
import type { LineMark } from '../run/line-marks';
import { offsetAtPoint } from './caret';
import styles from './code.module.css';
import { StaticCode } from './StaticCode';
import { useEditor } from './use-editor';

/** What a block lets others do with its code. */
export interface CodeAccess {
  /** Go into the code, to a line and column that count from 1. */
  goTo(place: { line: number; column: number }): void;
}

/** What the code area needs of a block's text. */
export interface EditableText {
  readonly loaded: Promise<void>;
  readonly state: { text: string };
  edit(text: string): void;
}

export interface CodeAreaProps {
  label: string;
  /** The id of the element that tells how to leave the editor. */
  hint: string;
  language: string;
  text: string;
  /** Null until the page is alive. */
  block: EditableText | null;
  marks: readonly LineMark[];
  access?: RefObject<CodeAccess | null>;
  onRun: () => void;
}

function offsetOf(text: string, { line, column }: { line: number; column: number }) {
  const before = text.split('\n').slice(0, line - 1);
  return before.reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
}

/** The code: highlighted text until the reader goes in, an editor in the same place after. */
export function CodeArea(props: CodeAreaProps): ReactNode {
  const { label, hint, language, text, marks, access } = props;
  const host = useRef<HTMLDivElement>(null);
  const { phase, open } = useEditor(props, host);
  useImperativeHandle(access, () => ({ goTo: (place) => open(offsetOf(text, place), true) }));
  return (
    <div className={styles.area} aria-busy={phase === 'loading'}>
      {phase !== 'open' && (
        // biome-ignore lint/a11y/useSemanticElements: highlighted text is no form field's value
        <div
          className={styles.static}
          tabIndex={0}
          role="textbox"
          aria-multiline="true"
          aria-readonly="true"
          aria-label={label}
          aria-describedby={hint}
          onMouseUp={(event) => {
            // A reader who selects text wants to copy it, not to edit.
            if (event.button !== 0 || !document.getSelection()?.isCollapsed) return;
            open(offsetAtPoint(event.currentTarget, event.clientX, event.clientY), true);
          }}
          onFocus={(event) => {
            // The mouse decides when its button comes up.
            if (event.currentTarget.matches(':focus-visible')) open(0, false);
          }}
        >
          <StaticCode text={text} language={language} marks={marks} />
        </div>
      )}
      <div ref={host} />
      {phase === 'failed' && (
        <p className={styles.failed}>
          The editor could not be loaded. Your text is kept: check the connection, then click the
          code again; if that does not help, reload the page.
        </p>
      )}
    </div>
  );
}
