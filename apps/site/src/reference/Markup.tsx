import type { ReactNode } from 'react';
import type { Html } from './entry';

/** HTML that was set from a docstring when the site was built; micromark has escaped the rest. */
export function Markup({ html }: { html: Html }): ReactNode {
  if (html === '') return null;
  return <div dangerouslySetInnerHTML={{ __html: html }} />;
}
