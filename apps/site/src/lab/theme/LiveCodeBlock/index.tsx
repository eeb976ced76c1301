/// <reference types="@docusaurus/theme-live-codeblock" />

import type { Props } from '@theme/LiveCodeBlock';
import type { ReactNode } from 'react';
import { LiveBlock } from '../../block/LiveBlock';
import { readMeta } from '../../block/names';

/**
 * The `live` fence of @docusaurus/theme-live-codeblock, drawn by the lab.
 *
 * The theme's own block evaluates edited code in the page; nothing of it is imported here, so
 * nothing of it is built.
 */
export default function LiveCodeBlock(props: Props): ReactNode {
  const { children, className, metastring } = props;
  return (
    <LiveBlock
      code={typeof children === 'string' ? children : ''}
      language={className?.match(/language-(\w+)/)?.[1] ?? 'ts'}
      title={readMeta(metastring, 'title')}
      name={readMeta(metastring, 'name')}
    />
  );
}
