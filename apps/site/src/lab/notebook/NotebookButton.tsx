import { type ReactNode, type RefObject, Suspense, useState } from 'react';
import styles from '../block/LiveBlock.module.css';
import { loadLater } from '../load-later';

const NotebookPanel = loadLater(() => import('./NotebookPanel'));

/** Opens the choice of notebooks below the buttons. */
export function NotebookButton(props: {
  root: RefObject<HTMLElement | null>;
  name: string;
  disabled: boolean;
}): ReactNode {
  const { root, name, disabled } = props;
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className={styles.button}
        disabled={disabled}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        Open as notebook
      </button>
      {open && (
        <Suspense fallback={null}>
          <NotebookPanel root={root} name={name} />
        </Suspense>
      )}
    </>
  );
}
