import { Highlight } from 'prism-react-renderer';
import type { ReactNode } from 'react';
import { beginningOf, CodeLines, type StaticCodeProps } from './CodeLines';

/** Colours come from CSS variables, so that the server's markup is right in both themes. */
const NO_INLINE_COLOURS = { plain: {}, styles: [] };

/** In one word of 20 000 letters the highlighter looks for names for ten seconds. */
const LONGEST_LINE = 1000;

const isTooLong = (text: string) => text.split('\n').some((line) => line.length > LONGEST_LINE);

/** Code with colours. The highlighter is large: pages load this when they have something to draw. */
export function HighlightedCode({ text, language, marks }: StaticCodeProps): ReactNode {
  const shown = beginningOf(text);
  return (
    <Highlight
      theme={NO_INLINE_COLOURS}
      code={shown}
      language={isTooLong(shown) ? 'plain' : language}
    >
      {({ tokens }) => (
        <CodeLines tokens={tokens} marks={marks} more={text.length - shown.length} />
      )}
    </Highlight>
  );
}
