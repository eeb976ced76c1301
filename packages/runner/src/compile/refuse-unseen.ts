import { CompileError } from './compile-error.js';
import { placeAt, type Stripped } from './strip-types.js';

/**
 * Refuses characters that end a line for the engine but for no editor: what stands after one
 * would run although it looks like part of a comment, and errors would name another line.
 */
export function refuseHiddenLineEnds(text: string): void {
  const at = text.search(/[\u2028\u2029]/);
  if (at === -1) return;
  const name = text[at] === '\u2028' ? 'U+2028' : 'U+2029';
  throw new CompileError(
    `There is an invisible line separator (${name}) here: delete it; in a text, write it as ` +
      `\`\\${name.replace('+', '').toLowerCase()}\``,
    placeAt(text, at),
  );
}

/** Statements of TypeScript that make code and not only types, and what to write instead. */
const LOST: [start: RegExp, message: string][] = [
  [
    /^\s*(?:export\s+)?(?:namespace|module)\s+[\w$.]+\s*\{/,
    'A namespace cannot be run here: write an object, or names of their own',
  ],
  [
    /^\s*(?:export\s+)?import\s+[\w$]+\s*=/,
    "`import … =` cannot be run here: write `import … from '…'`",
  ],
  [/^\s*export\s*=/, '`export =` cannot be run here: write `export default`'],
];

/**
 * Refuses what the type stripper drops, or turns into CommonJS, without a word. A line of a text
 * or comment that looks the same is still there after stripping.
 */
export function refuseLostStatements(text: string, { code }: Stripped): void {
  if (!/\b(?:namespace|module|import|export)\b/.test(text)) return;
  const kept = code.split('\n');
  text.split('\n').forEach((line, row) => {
    const lost = LOST.find(([start]) => start.test(line) && !start.test(kept[row] ?? ''));
    if (!lost) return;
    const column = line.length - line.trimStart().length + 1;
    throw new CompileError(lost[1], { line: row + 1, column });
  });
}
