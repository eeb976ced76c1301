import { renderToString } from 'katex';
import type { ReactNode } from 'react';
import styles from './output.module.css';

/** A longer formula is no formula. */
const LONGEST = 4000;

/** A formula. KaTeX escapes its input. Nothing in it is trusted: no links, no HTML, bounded size and expansion. */
export default function LatexView({ formula }: { formula: string }): ReactNode {
  if (formula.length > LONGEST) {
    return <code className={styles.scroll}>{formula.slice(0, LONGEST)}…</code>;
  }
  const html = typeset(formula);
  if (html === null) return <code className={styles.scroll}>{formula}</code>;
  return <div className={styles.scroll} dangerouslySetInnerHTML={{ __html: html }} />;
}

/** Null for what KaTeX cannot read to its end, for instance a thousand braces in each other. */
function typeset(formula: string): string | null {
  try {
    return renderToString(formula, {
      displayMode: true,
      throwOnError: false,
      trust: false,
      strict: 'ignore',
      maxExpand: 500,
      maxSize: 20,
    });
  } catch {
    return null;
  }
}
