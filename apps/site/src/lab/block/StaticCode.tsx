import { Highlight, type Token } from 'prism-react-renderer';
import { memo, type ReactNode } from 'react';
import { type LineMark, SIGNS } from '../run/line-marks';
import styles from './code.module.css';
import { cutAtHidden, nameOfCharacter } from './hidden-characters';

/** Colours come from CSS variables, so that the server's markup is right in both themes. */
const NO_INLINE_COLOURS = { plain: {}, styles: [] };

/** Of a longer text only the beginning is drawn; the editor, which draws what is seen, has it all. */
const MOST_LINES = 500;
const MOST_CHARACTERS = 20_000;
/** In one word of 20 000 letters the highlighter looks for names for ten seconds. */
const LONGEST_LINE = 1000;

function beginningOf(text: string): string {
  const short = text.length > MOST_CHARACTERS ? text.slice(0, MOST_CHARACTERS) : text;
  const lines = short.split('\n');
  return lines.length > MOST_LINES ? lines.slice(0, MOST_LINES).join('\n') : short;
}

const isTooLong = (text: string) => text.split('\n').some((line) => line.length > LONGEST_LINE);

function Line({ tokens, mark }: { tokens: Token[]; mark: LineMark | undefined }) {
  return (
    <div className={styles.line} data-code-line="" data-mark={mark?.kind}>
      {tokens.map(({ types, content, empty }, index) => {
        if (empty) return <br key="empty" />;
        const claim = types.includes('comment') && /^\/\/\s*=>/.test(content) ? ' claim' : '';
        return (
          <span key={index} className={`token ${types.join(' ')}${claim}`}>
            {cutAtHidden(content).map((part, place) =>
              place % 2 === 0 ? (
                part
              ) : (
                <span key={place} className={styles.hidden} title={nameOfCharacter(part)}>
                  {part}
                </span>
              ),
            )}
          </span>
        );
      })}
      {mark && (
        <span className={styles.mark} data-kind={mark.kind} data-code-mark="">
          {SIGNS[mark.kind]} {mark.text}
        </span>
      )}
    </div>
  );
}

/** Highlighted code with the marks of the last run, line for line as tall as the editor's. */
export const StaticCode = memo(function StaticCode(props: {
  text: string;
  language: string;
  marks: readonly LineMark[];
}): ReactNode {
  const { text, language, marks } = props;
  const shown = beginningOf(text);
  const more = text.length - shown.length;
  // One mark for each line at most; the first one counts.
  const byLine = new Map(marks.toReversed().map((mark) => [mark.line, mark]));
  return (
    <Highlight
      theme={NO_INLINE_COLOURS}
      code={shown}
      language={isTooLong(shown) ? 'plain' : language}
    >
      {({ tokens }) => (
        <code className={styles.lines}>
          {tokens.map((line, index) => (
            <Line key={index} tokens={line} mark={byLine.get(index + 1)} />
          ))}
          {more > 0 && (
            <div className={styles.more}>… {more} more characters: click the code to see them</div>
          )}
        </code>
      )}
    </Highlight>
  );
});
