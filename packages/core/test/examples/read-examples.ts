import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** One `@example` of a docstring. */
export interface Example {
  /** Such as `ops/arithmetic.ts:30`, the line of the first line of code. */
  place: string;
  /** The module that holds it, relative to `src`. */
  file: string;
  code: string;
}

/** All examples in the docstrings under a folder, in the order of the files. */
export function readExamples(folder: string): Example[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  return files
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => {
      const text = readFileSync(join(folder, file), 'utf8');
      return examplesIn(text, relative('.', file));
    });
}

/** The examples in the docstrings of one file's text. */
export function examplesIn(text: string, file: string): Example[] {
  return Array.from(text.matchAll(/\/\*\*[\s\S]*?\*\//g), (docstring) => {
    const firstLine = text.slice(0, docstring.index).split('\n').length;
    return examplesOfDocstring(docstring[0], firstLine, file);
  }).flat();
}

function examplesOfDocstring(docstring: string, firstLine: number, file: string): Example[] {
  const lines = docstring
    .replace(/\*\/$/, '')
    .split('\n')
    .map((line) => line.replace(/^\s*(\/\*\*|\*) ?/, ''));
  return lines.flatMap((line, index) => {
    if (!line.startsWith('@example')) return [];
    const after = lines.slice(index + 1);
    const end = after.findIndex((next) => /^@\w+/.test(next));
    const code = (end < 0 ? after : after.slice(0, end))
      .filter((next) => !next.startsWith('```'))
      .join('\n')
      .trim();
    return [{ place: `${file}:${firstLine + index + 1}`, file, code }];
  });
}
