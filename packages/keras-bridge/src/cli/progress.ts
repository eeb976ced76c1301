/** Does a task, and tells the person before and after when it is large. */
export type Watch = <T>(doing: string, bytes: number, task: () => T) => T;

/** From here on a file takes long enough for a person to wonder. */
const LARGE = 8_000_000;

/**
 * Tells on the terminal what a long task is about and how long it took.
 *
 * @param stderr - written to when it is a terminal, or when `always` is set
 */
export function makeWatch(
  stderr: { write(text: string): unknown; isTTY?: boolean },
  always: boolean,
): Watch {
  return (doing, bytes, task) => {
    if (!always && !(stderr.isTTY && bytes >= LARGE)) return task();
    stderr.write(`${doing} (${(bytes / 1e6).toFixed(1)} MB) … `);
    const start = performance.now();
    let end = 'failed';
    try {
      const result = task();
      end = 'done';
      return result;
    } finally {
      stderr.write(`${end} after ${((performance.now() - start) / 1000).toFixed(2)} s\n`);
    }
  };
}
