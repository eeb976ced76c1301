import { renderToString } from 'katex';
import type { ReactNode } from 'react';

/** A formula of ours, set by KaTeX. It stops the build when it is not valid. */
export function Formula({
  latex,
  display = false,
}: {
  latex: string;
  display?: boolean;
}): ReactNode {
  const html = renderToString(latex, { displayMode: display, throwOnError: true, strict: 'error' });
  return <span dangerouslySetInnerHTML={{ __html: html }} />;
}
