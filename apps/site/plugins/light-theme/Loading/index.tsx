import type { ReactNode } from 'react';

interface LoadingProps {
  /** Why the page's code did not arrive. */
  error?: unknown;
  retry?: () => void;
  /** True once it has taken long enough to be worth a word. */
  pastDelay?: boolean;
}

/** What stands in a page's place while its code loads, or when it does not arrive. */
export default function Loading({ error, retry, pastDelay }: LoadingProps): ReactNode {
  if (error) {
    return (
      <div role="alert" className="container margin-vert--lg">
        <p>This page could not be loaded. Check the connection. ({String(error)})</p>
        <button type="button" className="button button--secondary" onClick={retry}>
          Try again
        </button>
      </div>
    );
  }
  return pastDelay ? <p className="container margin-vert--lg">Loading…</p> : null;
}
