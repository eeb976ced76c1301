import { closest, distance } from 'fastest-levenshtein';

/**
 * The known word that a mistyped one most likely means.
 *
 * @returns The nearest one, or null when none is near: at least half of its letters must be right.
 * @example
 * nearest('one-updat', ['one-update', 'forward']) //=> 'one-update'
 */
export function nearest(word: string, known: readonly string[]): string | null {
  if (known.length === 0) return null;
  const best = closest(word, known);
  return distance(word, best) <= Math.max(word.length, best.length) / 2 ? best : null;
}
