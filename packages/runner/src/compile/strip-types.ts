import { type DecodedSourceMap, originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { transform } from 'sucrase';
import type { Place } from '../protocol.js';
import { alignLines } from './align-lines.js';
import { CompileError } from './compile-error.js';
import { MeteredText, ReadTooOften } from './metered-text.js';
import { findFault } from './syntax-tree.js';

/** JavaScript that still says where each of its characters stood in the reader's text. */
export interface Stripped {
  code: string;
  map: DecodedSourceMap;
  /** The reader's place of an offset in `code`. */
  placeOf(offset: number): Place;
  /** A line of the reader's text. */
  lineOf(line: number): string;
}

/**
 * Takes the types out of TypeScript. Every line keeps its number; columns move.
 *
 * @param jsx Whether `<b>text</b>` is an element, made by a call of `react/jsx-runtime`.
 * @throws CompileError when the text is not TypeScript.
 */
export function stripTypes(source: string, filename: string, jsx = false): Stripped {
  refuseManyFields(source);
  if (jsx) refuseFaultyJsx(source, filename);
  const code = runSucrase(source, filename, jsx ? 'automatic' : null);
  return align(code, source, filename);
}

/** Beside a class; in the densest of programs every fiftieth character assigns something. */
const MOST_ASSIGNMENTS = 2000;

/**
 * For each field of a class the stripper looks for a free name by trying all names that it gave
 * before. It does not read the text meanwhile, so the text cannot stop it.
 */
function refuseManyFields(source: string): void {
  const first = source.search(/\bclass\b/);
  if (first === -1) return;
  const count = source.slice(first).match(/(?<![=!<>])=(?![=>])/g)?.length ?? 0;
  if (count <= MOST_ASSIGNMENTS) return;
  throw new CompileError(
    `This text has ${count} signs of assignment from its first class on; at most ` +
      `${MOST_ASSIGNMENTS} can be read`,
    placeAt(source, first),
  );
}

/** Takes only the types out, and lets the stricter parser see the JSX. */
function refuseFaultyJsx(source: string, filename: string): void {
  const code = runSucrase(source, filename, 'preserve');
  const fault = findFault(code, true);
  if (!fault) return;
  const { placeOf } = align(code, source, filename);
  throw new CompileError(plainWords(fault.message, code, fault.pos), placeOf(fault.pos));
}

function align(code: string, source: string, filename: string): Stripped {
  const map = alignLines(code, source, filename);
  const trace = new TraceMap(map);
  const starts = lineStarts(code);
  const placeOf = (offset: number): Place => {
    const generated = placeAmong(starts, offset);
    // Mappings point at the starts of tokens, and parsers complain about tokens.
    const original = originalPositionFor(trace, { ...generated, column: generated.column - 1 });
    if (original.line === null) return generated;
    return { line: original.line, column: original.column + 1 };
  };
  const lines = source.split('\n');
  const lineOf = (line: number) => lines[line - 1] ?? '';
  return { code, map, placeOf, lineOf };
}

function runSucrase(
  source: string,
  filename: string,
  jsx: 'automatic' | 'preserve' | null,
): string {
  // It only ever reads the text, so an object that reads like one will do.
  const text = new MeteredText(source) as unknown as string;
  try {
    return transform(text, {
      transforms: jsx ? ['typescript', 'jsx'] : ['typescript'],
      ...(jsx && { jsxRuntime: jsx }),
      // Else each element would carry the name of its file and its line.
      production: true,
      disableESTransforms: true,
      preserveDynamicImport: true,
      // Unused imports are judged by our own rule, which also checks them.
      keepUnusedImports: true,
      filePath: filename,
    }).code;
  } catch (error) {
    throw fromSucrase(error, source, jsx !== null);
  }
}

function fromSucrase(error: unknown, source: string, hasJsx: boolean): CompileError {
  const { message, pos = source.length } = error as { message: string; pos?: number };
  if (error instanceof RangeError) return tooDeep();
  if (error instanceof ReadTooOften) return tooIntricate(source, error.pos);
  const words = message.replace(/^Error transforming [^:]*: /, '').replace(/ \(\d+:\d+\)$/, '');
  const other = findFault(source, hasJsx);
  // The one that came further knows more; without types in between, that is the other parser.
  const fault = other && other.pos > pos ? other : { message: words, pos };
  const plain = plainWords(fault.message, source, fault.pos);
  return new CompileError(plain, placeAt(source, fault.pos));
}

/** Turns a parser's message into one for a reader. */
export function plainWords(message: string, code: string, offset: number): string {
  if (/^Unexpected token/.test(message)) {
    const rest = code.slice(offset).trimStart();
    if (rest === '') {
      return 'The text ends too early: a bracket, brace, parenthesis or quote is not closed';
    }
    if (rest.startsWith('=>')) {
      return 'This arrow function cannot be read: look for a missing bracket or operator in it';
    }
    return `Unexpected ${/^(?:[\p{L}\p{N}_$]+|\S)/u.exec(rest)?.[0] ?? rest[0]}`;
  }
  if (/^Unexpected character '@'/.test(message)) {
    return 'Decorators cannot be run here: call the function yourself';
  }
  if (/^Unterminated JSX/.test(message)) return 'The text ends too early: an element is not closed';
  if (/^Assigning to rvalue/.test(message)) return 'Only a variable or a property can be assigned';
  return message;
}

/** The engines' parsers descend one call per bracket. */
export function tooDeep(): CompileError {
  return new CompileError('This text is nested too deeply to be read', { line: 1, column: 1 });
}

function tooIntricate(source: string, offset: number): CompileError {
  return new CompileError(
    'Reading this text was stopped, as it would take too long: functions, conditions or classes ' +
      'are nested too deeply here. Give the inner ones names, and statements of their own',
    placeAt(source, Math.min(offset, source.length)),
  );
}

/** Line and column, from 1, of an offset in a text. */
export function placeAt(text: string, offset: number): Place {
  return placeAmong(lineStarts(text), offset);
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function placeAmong(starts: number[], offset: number): Place {
  const line = lastAtMost(starts.length, (at) => starts[at]!, offset);
  return { line: line + 1, column: offset - starts[line]! + 1 };
}

/** The last index whose number is at most `most`, in numbers that only rise; else -1. */
export function lastAtMost(length: number, numberAt: (at: number) => number, most: number): number {
  let below = -1;
  let above = length;
  while (above - below > 1) {
    const middle = (below + above) >> 1;
    if (numberAt(middle) <= most) below = middle;
    else above = middle;
  }
  return below;
}
