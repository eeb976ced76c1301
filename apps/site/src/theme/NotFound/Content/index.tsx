import Link from '@docusaurus/Link';
import type { ReactNode } from 'react';
import styles from '../../../home/home.module.css';

/** What stands at an address without a page. */
export default function NotFoundContent(): ReactNode {
  return (
    <main className={`theme-doc-markdown ${styles.page}`}>
      <h1>There is no page here</h1>
      <p>
        The address is mistyped, or the page has moved. Code that you have written is kept in this
        browser, in the lesson where you wrote it.
      </p>
      <p>
        Go to <Link to="/lessons/">all lessons</Link>, look up a function in the{' '}
        <Link to="/reference/">reference</Link>, or begin at the <Link to="/">first page</Link>.
      </p>
    </main>
  );
}
