import type { FileSource } from '../file-error.js';

/** What JSON can hold. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A JSON object. */
export type JsonObject = { [key: string]: Json };

const DEEPEST = 100;
const LARGEST = 64 * 2 ** 20;
/** Keys that could reach an object's prototype if somebody copies them carelessly. */
const FORBIDDEN = new Set(['__proto__', 'prototype', 'constructor']);

/**
 * Parses JSON that somebody else wrote: bounded in size and depth, no key that touches prototypes.
 *
 * @param text the JSON, as UTF-8 bytes or as a string
 * @param place the member's name, for errors
 * @returns a JSON object
 * @throws FileFormatError for anything that is no such JSON
 * @throws FileResourceError over 64 MB
 */
export function readJson(text: Uint8Array | string, place: string, source: FileSource): JsonObject {
  if (text.length > LARGEST) {
    source.resource(
      place,
      `at most ${LARGEST} bytes of JSON`,
      `${text.length}`,
      'is this a model?',
    );
  }
  const decoded = typeof text === 'string' ? text : decode(text, place, source);
  const depth = measureDepth(decoded);
  if (depth > DEEPEST) {
    source.format(
      place,
      `JSON at most ${DEEPEST} levels deep`,
      `${depth} levels`,
      'is this a model?',
    );
  }
  const value = parse(decoded, place, source);
  if (!isObject(value)) {
    source.format(
      place,
      'a JSON object',
      Array.isArray(value) ? 'a list' : typeof value,
      'is this a model?',
    );
  }
  refuseForbiddenKeys(value, place, source);
  return value;
}

/** Whether a JSON value is an object. */
export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function decode(bytes: Uint8Array, place: string, source: FileSource): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return source.format(place, 'JSON in UTF-8', 'other bytes', 'the file is damaged');
  }
}

function parse(text: string, place: string, source: FileSource): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    // JSON.parse throws nothing but SyntaxError; its message quotes the text, so it is cut.
    const reason = error instanceof SyntaxError ? error.message.slice(0, 80) : 'other text';
    const hint = /[[,:]\s*-?(NaN|Infinity)\b/.test(text)
      ? 'a setting is NaN or infinite, which Python writes though JSON has no word for it'
      : 'the file is damaged';
    return source.format(place, 'JSON', reason, hint);
  }
}

/** The deepest nesting of brackets outside strings, without recursion. */
function measureDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = text.charCodeAt(at);
    if (letter === 0x22) at = endOfString(text, at);
    else if (letter === 0x5b || letter === 0x7b) deepest = Math.max(deepest, ++depth);
    else if (letter === 0x5d || letter === 0x7d) depth -= 1;
  }
  return deepest;
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const letter = text.charCodeAt(at);
    if (letter === 0x22) return at;
    if (letter === 0x5c) at += 1;
  }
  return text.length;
}

function refuseForbiddenKeys(root: Json, place: string, source: FileSource): void {
  const open: Json[] = [root];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (Array.isArray(value)) open.push(...value);
    else if (isObject(value)) {
      for (const [key, inner] of Object.entries(value)) {
        if (FORBIDDEN.has(key)) {
          source.format(
            place,
            'ordinary keys',
            `the key ${key}`,
            'do not open this file elsewhere',
          );
        }
        open.push(inner);
      }
    }
  }
}
