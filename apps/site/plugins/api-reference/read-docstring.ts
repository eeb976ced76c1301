import ts from 'typescript';

/** A docstring in its parts; all texts are Markdown. */
export interface Docstring {
  text: string;
  params: Map<string, string>;
  returns: string | null;
  throws: { type: string; text: string }[];
  /** Code, without fences. */
  examples: string[];
  see: string[];
}

/** Reads a comment from `/**` to its end. */
export function parseDocstring(comment: string): Docstring {
  const lines = comment
    .replace(/^\/\*\*/, '')
    .replace(/\s*\*\/$/, '')
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, ''));
  const parts = partsOf(lines);
  const texts = (tag: string) => parts.filter((part) => part.tag === tag).map(({ text }) => text);
  return {
    text: texts('')[0] ?? '',
    params: new Map(texts('param').map(splitParam)),
    returns: texts('returns')[0] ?? null,
    throws: texts('throws').map(splitThrows),
    examples: texts('example').map((code) => code.replace(/^```.*$/gm, '').trim()),
    see: texts('see'),
  };
}

/** The docstring of a declaration, or null. */
export function docstringOf(declaration: ts.Node): Docstring | null {
  const node = holderOf(declaration);
  const text = node.getSourceFile().text;
  const ranges = ts.getLeadingCommentRanges(text, node.getFullStart()) ?? [];
  const comments = ranges.map(({ pos, end }) => text.slice(pos, end));
  const last = comments.filter((comment) => comment.startsWith('/**')).at(-1);
  return last ? parseDocstring(last) : null;
}

/** `export const a = 1` keeps its docstring on the statement. */
function holderOf(node: ts.Node): ts.Node {
  const isOnly = ts.isVariableDeclaration(node) && ts.isVariableStatement(node.parent.parent);
  return isOnly ? node.parent.parent : node;
}

interface Part {
  /** Empty for the text before the first tag. */
  tag: string;
  text: string;
}

function partsOf(lines: readonly string[]): Part[] {
  const parts: Part[] = [{ tag: '', text: '' }];
  for (const line of lines) {
    const [, tag, rest] = line.match(/^@(\w+) ?(.*)$/) ?? [];
    if (tag) parts.push({ tag, text: rest! });
    else parts.at(-1)!.text += `\n${line}`;
  }
  return parts.map(({ tag, text }) => ({ tag, text: text.trim() }));
}

function splitParam(text: string): [string, string] {
  const [, name, rest] = text.match(/^(\S+)\s*([\s\S]*)$/) ?? [];
  return [name ?? '', (rest ?? '').replace(/^- /, '')];
}

function splitThrows(text: string): { type: string; text: string } {
  const [, type, rest] = text.match(/^\{?([\w.]+)\}?,?\s*([\s\S]*)$/) ?? [];
  return { type: type ?? '', text: rest ?? text };
}
