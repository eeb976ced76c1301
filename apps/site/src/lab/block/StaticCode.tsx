import { Highlight, type Token } from 'prism-react-renderer';
import { memo, type ReactNode } from 'react';
import { type LineMark, SIGNS } from '../run/line-marks';
import styles from './code.module.css';
import { cutAtHidden, nameOfCharacter } from './hidden-characters';

/** Colours come from CSS variables, so that the server's markup is right in both themes. */
const NO_INLINE_COLOURS = { plain: {}, styles: [] };

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
  return (
    <Highlight theme={NO_INLINE_COLOURS} code={text} language={language}>
      {({ tokens }) => (
        <code className={styles.lines}>
          {tokens.map((line, index) => (
            <Line key={index} tokens={line} mark={marks.find(({ line: at }) => at === index + 1)} />
          ))}
        </code>
      )}
    </Highlight>
  );
});
