import { readdirSync, readFileSync } from 'node:fs';
import * as core from '@backprop/core';
import { transform } from 'esbuild';
// In Node this entry is `@tensorflow/tfjs`, told to be quiet.
import * as tfjs from '../../src/tfjs.js';

export type Value = number | boolean | string | undefined | readonly Value[];
export type Result = Record<string, Value>;

const FOLDER = new URL('../../twins/', import.meta.url);
const IMPORT = "import * as tf from '@tensorflow/tfjs';\n";
const LIBRARIES: Record<string, object> = { '@tensorflow/tfjs': tfjs, '@backprop/core': core };

/** The programs of a folder, by name. */
export function programNames(folder = ''): string[] {
  return readdirSync(new URL(folder, FOLDER))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.slice(0, -3));
}

/** A program's text, with the one line changed that says which library it is for. */
export function programText(name: string, library: string): string {
  const text = readFileSync(new URL(`${name}.ts`, FOLDER), 'utf8');
  const parts = text.split(IMPORT);
  if (parts.length !== 2) throw new TypeError(`${name}.ts must have this line once: ${IMPORT}`);
  return parts.join(IMPORT.replace('@tensorflow/tfjs', library));
}

/** Runs a program's text; it may import its library and nothing else. */
export async function runProgram(text: string): Promise<Result> {
  const { code } = await transform(text, { loader: 'ts', format: 'cjs' });
  const module = { exports: {} as { program?: () => Promise<Result> | Result } };
  const load = (name: string) => {
    const library = LIBRARIES[name];
    if (library === undefined) throw new TypeError(`a twin program may not import ${name}`);
    return library;
  };
  new Function('module', 'require', code)(module, load);
  return (module.exports.program as () => Promise<Result>)();
}

/** Every number of a result, with the path to it; truth values are 0 and 1. */
export function numbersOf(value: Value | Result, path = ''): [string, number][] {
  if (typeof value === 'number') return [[path, value]];
  if (typeof value === 'boolean') return [[path, value ? 1 : 0]];
  if (typeof value !== 'object') throw new TypeError(`${path} is no number: ${String(value)}`);
  return Object.entries(value).flatMap(([key, inner]) =>
    numbersOf(inner, path === '' ? key : `${path}/${key}`),
  );
}
