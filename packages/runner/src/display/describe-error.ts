import {
  append,
  getOwnPropertyDescriptor,
  ownKeys,
  sliceText,
  startsWith,
  toText,
} from '../intrinsics.js';
import type { ProgramError } from '../protocol.js';
import { attempt, className, cutText, isReadable, readProperty } from './read-safely.js';

/** A program's error before its places are found: `trace` is the engine's own text. */
export interface RawError extends ProgramError {
  trace?: string;
}

const LONGEST_MESSAGE = 2000;
const LONGEST_TRACE = 8000;
const MOST_DETAILS = 8;

/**
 * Describes whatever was thrown: an error, or any other value.
 *
 * @example
 * describeError(new TypeError('no')).name //=> 'TypeError'
 */
export function describeError(thrown: unknown): RawError {
  if (!isReadable(thrown)) {
    const text = typeof thrown === 'symbol' ? 'a symbol' : toText(thrown);
    return { name: 'Thrown', message: cutText(text, LONGEST_MESSAGE), stack: [] };
  }
  const name = text(readProperty(thrown, 'name')) || className(thrown) || 'Thrown';
  const error: RawError = { name: cutText(name, 100), message: messageOf(thrown), stack: [] };
  const details = detailsOf(thrown);
  if (details) error.details = details;
  const trace = text(readProperty(thrown, 'stack'));
  // V8 repeats name and message first; without them no message can pass for a frame.
  const head = `${name}: ${text(readProperty(thrown, 'message'))}`;
  if (trace)
    error.trace = cutText(
      startsWith(trace, head) ? sliceText(trace, head.length) : trace,
      LONGEST_TRACE,
    );
  return error;
}

function messageOf(thrown: object): string {
  const message = readProperty(thrown, 'message');
  if (typeof message === 'string') return cutText(message, LONGEST_MESSAGE);
  const spelled = attempt(() => toText(thrown));
  return 'value' in spelled ? cutText(spelled.value, LONGEST_MESSAGE) : 'a value without words';
}

/** The fields that a course error carries beside its message. */
function detailsOf(thrown: object): Record<string, string> | null {
  const names = attempt(() => ownKeys(thrown));
  if ('thrown' in names) return null;
  const details: Record<string, string> = {};
  const found: string[] = [];
  for (let at = 0; at < names.value.length && found.length < MOST_DETAILS; at++) {
    const name = names.value[at]!;
    if (typeof name !== 'string' || name === 'name' || name === 'message' || name === 'stack')
      continue;
    const field = attempt(() => getOwnPropertyDescriptor(thrown, name)?.value as unknown);
    if ('thrown' in field || typeof field.value !== 'string') continue;
    details[cutText(name, 50)] = cutText(field.value, 500);
    append(found, name);
  }
  return found.length > 0 ? details : null;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
