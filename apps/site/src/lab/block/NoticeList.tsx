import type { ReactNode } from 'react';
import type { BlockTextState } from './block-text';
import styles from './LiveBlock.module.css';
import { StaticCode } from './StaticCode';
import type { LiveText } from './use-block-text';
import type { Shared } from './use-shared';

/** One remark above the code, with what the reader can do about it. */
export function Notice({
  kind = 'info',
  children,
}: {
  kind?: 'info' | 'warning';
  children: ReactNode;
}) {
  return (
    <div className={styles.notice} data-kind={kind}>
      {children}
    </div>
  );
}

function Action({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <button type="button" className={styles.action} onClick={onClick}>
      {children}
    </button>
  );
}

const UNSAVED = {
  full: 'Your browser has no room left, so this edit is not saved. What was saved before is still there. Copy the text if you want to keep it.',
  newer:
    'A newer version of this site saved an edit here. It is left as it is; what you type now is kept until you close the page. Reload to get the newer version.',
  long: 'This text is too long to be saved. It is kept until you close the page.',
} satisfies Record<NonNullable<BlockTextState['unsaved']>, string>;

/** The browser stores nothing. Show it in one place of a page, see `claimRefusedNotice`. */
export function RefusedNotice(): ReactNode {
  return (
    <Notice kind="warning">
      This browser refuses to store anything for this page, so your edits and your progress are kept
      only until you close it.
    </Notice>
  );
}

/** What must be said about a block's text: where it comes from and whether it is kept. */
export default function NoticeList(props: {
  text: LiveText;
  shared: Shared;
  refused: boolean;
}): ReactNode {
  const { text, shared, refused } = props;
  const { state, block } = text;
  return (
    <>
      {shared.error && <Notice kind="warning">{shared.error}</Notice>}
      {state.origin === 'shared' && (
        <Notice>
          This code came with the link. It has not been run: read it, then press Run.{' '}
          <Action
            onClick={() => {
              block?.closeShared();
              shared.forget();
            }}
          >
            Close it
          </Action>
        </Notice>
      )}
      {state.earlier !== null && (
        <Notice>
          Your own edit from before is kept.{' '}
          <Action onClick={() => block?.bringBack()}>Bring it back</Action>
        </Notice>
      )}
      {state.lessonChanged && <LessonChanged text={text} />}
      {state.undo !== null && (
        <Notice>
          The page’s code is back. <Action onClick={() => block?.undoReset()}>Undo reset</Action>
        </Notice>
      )}
      {state.backup !== null && (
        <Notice kind="warning">
          A saved edit of this block could not be read. It was put aside under “{state.backup}” in
          this browser’s storage; the page’s code is shown.
        </Notice>
      )}
      {state.unsaved && <Notice kind="warning">{UNSAVED[state.unsaved]}</Notice>}
      {refused && <RefusedNotice />}
    </>
  );
}

/** The page moved on under the reader's edit: show both and let them choose. */
function LessonChanged({ text }: { text: LiveText }) {
  const { block, original } = text;
  return (
    <Notice>
      The page’s code has changed since you edited it. Your edit is below.{' '}
      <Action onClick={() => block?.keepMine()}>Keep mine</Action>{' '}
      <Action onClick={() => block?.reset()}>Take the new code</Action>
      <details>
        <summary>Show the new code</summary>
        <StaticCode text={original} language="ts" marks={[]} />
      </details>
    </Notice>
  );
}
