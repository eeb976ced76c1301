import { type ReactNode, useState } from 'react';
import { shareHash } from '../share/link';
import { CopyFallback, useCopy } from './copy';
import styles from './LiveBlock.module.css';

/** Copies a link that carries the block's text in its hash. */
export function ShareButton(props: { text: string; name: string; disabled: boolean }): ReactNode {
  const { text, name, disabled } = props;
  const { copy, said, refused } = useCopy('Link copied');
  const [problem, setProblem] = useState('');
  const share = async () => {
    try {
      const { pack } = await import('../share/codec');
      const link = new URL(window.location.href);
      link.hash = shareHash(name, pack(text));
      setProblem('');
      await copy(link.href);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <>
      <button type="button" className={styles.button} disabled={disabled} onClick={share}>
        {said ? 'Link copied' : 'Share'}
      </button>
      {refused !== null && <CopyFallback text={refused} what="link" />}
      {problem && <span className={styles.problem}>{problem}</span>}
    </>
  );
}
