import { isObject, type Json } from '../files/json/read-json.js';
import { bracket } from '../program-text/lists.js';

/** A text in single quotes. */
export function scriptText(text: string): string {
  const inside = JSON.stringify(text).slice(1, -1);
  return `'${inside.replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/** Any plain value. */
export function scriptValue(value: Json): string {
  if (typeof value === 'string') return scriptText(value);
  if (Array.isArray(value)) return `[${value.map(scriptValue).join(', ')}]`;
  if (isObject(value)) {
    return scriptObject(Object.entries(value).map(([key, inner]) => [key, scriptValue(inner)]));
  }
  return String(value);
}

/** Nested lists of numbers, lines broken where they grow long. */
export const scriptRows = (rows: Json): string =>
  Array.isArray(rows) ? bracket(rows.map(scriptRows), 2) : String(rows);

/** `{ a: 1, b: 'x' }`; the names come from this package, the values are written already. */
export const scriptObject = (entries: readonly (readonly [string, string])[]): string =>
  entries.length === 0 ? '' : `{ ${entries.map(([key, value]) => `${key}: ${value}`).join(', ')} }`;
