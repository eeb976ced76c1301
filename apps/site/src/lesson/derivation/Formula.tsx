import { renderToString } from 'katex';
import type { ReactNode } from 'react';
import styles from './derivation.module.css';

interface FormulaProps {
  latex: string;
  /** On a line of its own. */
  display?: boolean;
  /** Read out instead of the formula: where it is the name of something, such as a row. */
  words?: string;
}

/** A formula of ours, set by KaTeX. It stops the build when it is not valid. */
export function Formula({ latex, display = false, words }: FormulaProps): ReactNode {
  const html = renderToString(latex, { displayMode: display, throwOnError: true, strict: 'error' });
  if (!words) return <span dangerouslySetInnerHTML={{ __html: html }} />;
  return (
    <>
      <span aria-hidden="true" dangerouslySetInnerHTML={{ __html: html }} />
      <span className={styles.spoken}>{words}</span>
    </>
  );
}
