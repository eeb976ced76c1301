import type { ReactNode } from 'react';
import { CopyButton } from '../../lab/block/CopyButton';
import code from '../../lab/block/code.module.css';
import { readMeta } from '../../lab/block/names';
import { StaticCode } from '../../lab/block/StaticCode';
import { useAlive } from '../use-alive';
import styles from './still-block.module.css';

/** Code or output that is only to be read, and copied: it scrolls by itself when it is wide. */
export function StillBlock(props: {
  text: string;
  language: string;
  meta: string | undefined;
}): ReactNode {
  const text = props.text.replace(/\n+$/, '');
  const alive = useAlive();
  const title = readMeta(props.meta, 'title');
  return (
    <div className={`${code.area} ${styles.still}`}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      <section className={styles.scroll} tabIndex={0} aria-label={title ?? 'Code'}>
        <StaticCode text={text} language={props.language} marks={NONE} />
      </section>
      <div className={styles.foot}>
        {title && <span className={styles.title}>{title}</span>}
        <CopyButton text={text} disabled={!alive} />
      </div>
    </div>
  );
}

const NONE: never[] = [];
