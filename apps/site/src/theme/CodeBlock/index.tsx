import LiveCodeBlock from '@theme/LiveCodeBlock';
import type { ReactNode } from 'react';
import { StillBlock } from '../../lesson/still-block/StillBlock';

interface CodeBlockProps {
  children?: ReactNode;
  className?: string;
  metastring?: string;
  live?: boolean;
}

/**
 * A fence of a page, live or still. Docusaurus's own still block is drawn twice by every page that
 * comes alive, and has the whole page laid out to learn how wide its lines are.
 */
export default function CodeBlock(props: CodeBlockProps): ReactNode {
  const { children, className, metastring, live } = props;
  if (live) return <LiveCodeBlock {...(props as object)} />;
  return (
    <StillBlock
      text={typeof children === 'string' ? children : ''}
      language={className?.match(/language-(\w+)/)?.[1] ?? 'text'}
      meta={metastring}
    />
  );
}
