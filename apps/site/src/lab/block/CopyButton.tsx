import type { ReactNode } from 'react';
import { CopyFallback, useCopy } from './copy';
import styles from './LiveBlock.module.css';

/** Copies the block's text. */
export function CopyButton({ text, disabled }: { text: string; disabled: boolean }): ReactNode {
  const { copy, said, refused } = useCopy('Code copied');
  return (
    <>
      <button
        type="button"
        className={styles.button}
        disabled={disabled}
        onClick={() => copy(text)}
      >
        {said ? 'Copied' : 'Copy'}
      </button>
      {refused !== null && <CopyFallback text={refused} what="code" />}
    </>
  );
}
