import type { Score } from '../grade/verdict.js';

/** What is known about a learner's work on one exercise. */
export interface ExerciseProgress {
  passed: boolean;
  attempts: number;
  best: Score | null;
  /** The learner's text when it was last graded. */
  code: string | null;
  /** How many hints were shown. */
  hints: number;
  /** When `code` was graded, as ISO 8601 in UTC. */
  changed: string;
}

/** A learner's work: one file, the same for the command line and the page. */
export interface Progress {
  format: 'backprop-progress';
  version: 1;
  /** By the exercise's id. An id that is not in this course any more is kept. */
  exercises: Record<string, ExerciseProgress>;
}

export const VERSION = 1;

/**
 * Nothing done yet.
 *
 * @example
 * emptyProgress() //=> { format: 'backprop-progress', version: 1, exercises: {} }
 */
export const emptyProgress = (): Progress => ({
  format: 'backprop-progress',
  version: VERSION,
  exercises: {},
});

/** What a text that should be progress turned out to be. */
export type ProgressReading =
  | { state: 'whole'; progress: Progress }
  /** Some entries could not be read; the rest could. */
  | { state: 'damaged'; progress: Progress; lost: string[] }
  | { state: 'unreadable'; why: string }
  /** Written by a later version of the course: it must not be overwritten. */
  | { state: 'newer'; version: number };

/**
 * Reads progress; whatever the text is, this does not throw.
 *
 * @example
 * readProgress('{bad').state //=> 'unreadable'
 */
export function readProgress(text: string): ProgressReading {
  const data = parse(text);
  if (!isRecord(data)) return { state: 'unreadable', why: 'it is not a JSON object' };
  if (data.format !== 'backprop-progress') {
    return { state: 'unreadable', why: 'its "format" is not "backprop-progress"' };
  }
  if (typeof data.version !== 'number' || !Number.isInteger(data.version)) {
    return { state: 'unreadable', why: 'its "version" is not a whole number' };
  }
  if (data.version > VERSION) return { state: 'newer', version: data.version };
  if (!isRecord(data.exercises)) {
    return { state: 'unreadable', why: 'its "exercises" is not an object' };
  }
  const progress = emptyProgress();
  const lost: string[] = [];
  for (const [id, entry] of Object.entries(data.exercises)) {
    const read = isId(id) ? readEntry(entry) : null;
    if (read) progress.exercises[id] = read;
    else lost.push(id);
  }
  return lost.length === 0 ? { state: 'whole', progress } : { state: 'damaged', progress, lost };
}

/**
 * The text of a progress file.
 *
 * @param progress what `readProgress` will give back
 * @example
 * const text = writeProgress(recordHint(emptyProgress(), 'one-update', 2));
 * readProgress(text).progress.exercises['one-update'].hints //=> 2
 */
export const writeProgress = (progress: Progress): string =>
  `${JSON.stringify(progress, null, 2)}\n`;

/** Ids are slugs; so a name like `__proto__` is none. */
export const isId = (id: string): boolean => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(id);

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;

const isMoment = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value);

function readEntry(entry: unknown): ExerciseProgress | null {
  if (!isRecord(entry)) return null;
  const { passed, attempts, best, code, hints, changed } = entry;
  const wellFormed =
    typeof passed === 'boolean' &&
    isCount(attempts) &&
    isCount(hints) &&
    isMoment(changed) &&
    (code === null || typeof code === 'string');
  if (!wellFormed) return null;
  if (best === null) return { passed, attempts, best, code, hints, changed };
  if (!isRecord(best) || !isCount(best.passed) || !isCount(best.total)) return null;
  if (best.passed > best.total) return null;
  const score = { passed: best.passed, total: best.total };
  return { passed, attempts, best: score, code, hints, changed };
}
