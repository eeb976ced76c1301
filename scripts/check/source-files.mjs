// Lists and parses the repository's own source files, for the checks beside this file.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { parseSync } from 'oxc-parser';

export const SOURCE = new Set(['.ts', '.tsx', '.mts', '.js', '.mjs', '.cjs', '.jsx']);

/** Paths that git tracks or would track, relative to `root`, that still exist. */
export function listFiles(root) {
  const out = execFileSync(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', '-z'],
    {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  return out.split('\0').filter((path) => path && existsSync(join(root, path)));
}

export const isSource = (path) => SOURCE.has(extname(path));

/** The parsed program of a source file, with its text. */
export function parseFile(root, path) {
  const text = readFileSync(join(root, path), 'utf8');
  return { text, ...parseSync(path, text) };
}

/** The line on which an offset lies, counting from 1. */
export function lineOf(text, offset) {
  return text.slice(0, offset).split('\n').length;
}
