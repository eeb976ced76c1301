import type { Comment, Node, Program } from 'acorn';
import jsx from 'acorn-jsx';
import { CompileError } from './compile-error.js';
import { QuickParser } from './quick-parser.js';
import { plainWords, type Stripped, tooDeep } from './strip-types.js';

export interface Parsed {
  program: Program;
  comments: Comment[];
}

/**
 * Parses stripped text as a module.
 *
 * @throws CompileError with a place in the reader's text.
 */
export function parseModule(stripped: Stripped): Parsed {
  const comments: Comment[] = [];
  try {
    const program = QuickParser.parse(stripped.code, {
      ecmaVersion: 'latest',
      sourceType: 'module',
      allowAwaitOutsideFunction: true,
      onComment: comments,
    });
    return { program, comments };
  } catch (error) {
    if (error instanceof RangeError) throw tooDeep();
    const { message, pos } = error as { message: string; pos: number };
    const words = message.replace(/ \(\d+:\d+\)$/, '');
    throw new CompileError(plainWords(words, stripped.code, pos), stripped.placeOf(pos));
  }
}

/**
 * What is wrong with JavaScript that may hold JSX, and where; null when nothing is. The parser
 * that knows types is less strict: it lets `<p></b>` pass, and it often blames the beginning of
 * an arrow function for what is wrong inside of it.
 */
export function findFault(code: string, hasJsx: boolean): { message: string; pos: number } | null {
  const parser = hasJsx ? QuickParser.extend(jsx()) : QuickParser;
  try {
    parser.parse(code, {
      ecmaVersion: 'latest',
      sourceType: 'module',
      allowAwaitOutsideFunction: true,
    });
    return null;
  } catch (error) {
    if (error instanceof RangeError) throw tooDeep();
    const { message, pos } = error as { message: string; pos: number };
    return { message: message.replace(/ \(\d+:\d+\)$/, ''), pos };
  }
}

/** Visits every node below `root`, parents first. */
export function walk(root: Node, visit: (node: Node, parent: Node | null) => void): void {
  const open: [Node, Node | null][] = [[root, null]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [node, parent] = next;
    visit(node, parent);
    const children: Node[] = [];
    for (const value of Object.values(node)) {
      if (Array.isArray(value)) for (const one of value) add(children, one);
      else add(children, value);
    }
    for (let at = children.length - 1; at >= 0; at--) open.push([children[at]!, node]);
  }
}

function add(nodes: Node[], value: unknown): void {
  if (isNode(value)) nodes.push(value);
}

function isNode(value: unknown): value is Node {
  if (typeof value !== 'object' || value === null) return false;
  return typeof (value as Node).type === 'string' && 'start' in value;
}
