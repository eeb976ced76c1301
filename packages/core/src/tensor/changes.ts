/**
 * Counts what happens to watched tensors: new values, disposal, wanting a gradient or not, getting
 * one. A tape watches everything that it takes for granted, so while the count stands still it need
 * not look at its tensors one by one, which takes longer than a step of a tiny net.
 */
export const changes = { count: 0 };

/**
 * What a tape notes for all variables that live in its memory together, since each of its runs
 * changes every one of them.
 */
export interface Home {
  /** How often the tape has run. */
  runs: number;
  /** The id that the next tensor had after the last run. */
  changedAt: number;
}
