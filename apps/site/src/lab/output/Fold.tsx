import { type ReactNode, useState } from 'react';

/**
 * What opens on demand. Its inside is made when it is opened for the first time: a page with
 * thousands of closed ones stays light.
 */
export function Fold(props: {
  summary: ReactNode;
  /** Begin open. */
  open?: boolean;
  className?: string | undefined;
  children: () => ReactNode;
}): ReactNode {
  const { summary, open = false, className, children } = props;
  const [met, setMet] = useState(open);
  return (
    <details
      open={open}
      className={className}
      onToggle={(event) => {
        if (event.currentTarget.open) setMet(true);
      }}
    >
      <summary>{summary}</summary>
      {met && children()}
    </details>
  );
}
