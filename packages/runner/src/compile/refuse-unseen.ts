import type { Node, Program } from 'acorn';
import type MagicString from 'magic-string';
import { CompileError } from './compile-error.js';
import { lastAtMost, type Stripped } from './strip-types.js';
import { walk } from './syntax-tree.js';

const HIDDEN_END = /[\u2028\u2029]/g;

/**
 * Deals with characters that end a line for the engine but for no editor. In a text they are
 * written as escapes, so that the engine counts the lines that the reader sees. Elsewhere they
 * are refused: what stands after one would run although it looks like part of a comment.
 */
export function escapeHiddenLineEnds(
  program: Program,
  edits: MagicString,
  { code, placeOf }: Stripped,
): void {
  if (code.search(HIDDEN_END) === -1) return;
  const texts: Node[] = [];
  walk(program, (node) => {
    if (node.type === 'Literal' || node.type === 'TemplateElement') texts.push(node);
  });
  texts.sort((one, other) => one.start - other.start);
  for (const { 0: character, index } of code.matchAll(HIDDEN_END)) {
    const written = character === '\u2028' ? '\\u2028' : '\\u2029';
    // No two of them overlap, so it can lie only in the last that begins before it.
    const text = texts[lastAtMost(texts.length, (at) => texts[at]!.start, index)];
    if (text && index < text.end) {
      edits.update(index, index + 1, written);
      continue;
    }
    const name = written.replace('\\u', 'U+');
    throw new CompileError(
      `There is an invisible line separator (${name}) here: delete it`,
      placeOf(index),
    );
  }
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
