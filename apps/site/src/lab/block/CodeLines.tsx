import type { ReactNode } from 'react';
import { type LineMark, SIGNS } from '../run/line-marks';
import styles from './code.module.css';
import { cutAtHidden, nameOfCharacter } from './hidden-characters';

/** A word of code and what it is, as the highlighter says. */
export interface CodeToken {
  types: string[];
  content: string;
  empty?: boolean;
}

export interface StaticCodeProps {
  text: string;
  language: string;
  marks: readonly LineMark[];
}

/** Of a longer text only the beginning is drawn; the editor, which draws what is seen, has it all. */
const MOST_LINES = 500;
const MOST_CHARACTERS = 20_000;

export function beginningOf(text: string): string {
  const short = text.length > MOST_CHARACTERS ? text.slice(0, MOST_CHARACTERS) : text;
  const lines = short.split('\n');
  return lines.length > MOST_LINES ? lines.slice(0, MOST_LINES).join('\n') : short;
}

function Line({ tokens, mark }: { tokens: readonly CodeToken[]; mark: LineMark | undefined }) {
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

/** Lines of code with the marks of the last run, line for line as tall as the editor's. */
export function CodeLines(props: {
  tokens: readonly (readonly CodeToken[])[];
  marks: readonly LineMark[];
  /** How many characters come after these lines. */
  more: number;
}): ReactNode {
  const { tokens, marks, more } = props;
  // One mark for each line at most; the first one counts.
  const byLine = new Map(marks.toReversed().map((mark) => [mark.line, mark]));
  return (
    <code className={styles.lines}>
      {tokens.map((line, index) => (
        <Line key={index} tokens={line} mark={byLine.get(index + 1)} />
      ))}
      {more > 0 && (
        <div className={styles.more}>… {more} more characters: click the code to see them</div>
      )}
    </code>
  );
}

/** Code without colours: what there is to show while the highlighter is on its way. */
export function PlainCode({ text, marks }: StaticCodeProps): ReactNode {
  const shown = beginningOf(text);
  const tokens = shown
    .split('\n')
    .map((content) => [{ types: ['plain'], content, empty: !content }]);
  return <CodeLines tokens={tokens} marks={marks} more={text.length - shown.length} />;
}
