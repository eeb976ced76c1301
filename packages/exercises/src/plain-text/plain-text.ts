import { plainMath } from './plain-math.js';

/** A text for a terminal, and the TeX commands in it that could not be printed. */
export interface PlainText {
  text: string;
  unknown: string[];
}

/** Code, whose dollars are no formulas, or a formula: alone on its lines, or within a sentence. */
const PART =
  /^[ \t]*(`{3,}|~{3,})[\s\S]*?^[ \t]*\1|(`+)[^`][\s\S]*?\2|\$\$([\s\S]*?)\$\$|\$((?:[^$`\n]|\n(?!\s*\n))+)\$/gm;

/**
 * A task or a hint as plain text: formulas in Unicode, everything else as its author wrote it.
 *
 * @param markdown Markdown with TeX between `$`, as in `prompt.mdx`.
 * @example
 * plainText('The slope of $x^2$ is $2x$; write `slope`.').text
 * //=> 'The slope of x² is 2x; write `slope`.'
 */
export function plainText(markdown: string): PlainText {
  const unknown: string[] = [];
  const text = markdown.replace(
    PART,
    (part, _fence, _ticks, display: string | undefined, inline: string | undefined, at: number) => {
      const tex = display ?? inline;
      if (tex === undefined) return part;
      const math = plainMath(tex.trim());
      unknown.push(...math.unknown);
      if (display === undefined) return math.text;
      // Formulas on lines of their own stand in, as far as the text around them.
      const indent = /[ \t]*$/.exec(markdown.slice(0, at))![0];
      return `  ${math.text.replaceAll('\n', `\n${indent}  `)}`;
    },
  );
  return { text, unknown };
}
