import type { Call, CallsResult, Ending, Runner, RunOptions } from '@backprop/runner';

/**
 * Running edited code from anywhere on the site: one runner per page, made on first use.
 *
 * Nothing here evaluates code. The text is compiled in the page (types stripped, imports
 * checked against the allow-list) and run by a worker in a frame of opaque origin.
 * This module is light: compiler, frame and libraries load with the first call.
 */

const load = () => import('./run/page-runner');

/**
 * The page's one runner.
 *
 * @returns a runner that survives until the page is left
 * @throws (as a rejection) RunnerUnavailableError when the frame or the worker is refused
 */
export async function getPageRunner(): Promise<Runner> {
  return (await load()).getPageRunner();
}

/**
 * Compile a live block and run it.
 *
 * @param text the reader's TypeScript, with top-level await, imports and `//=>` claims
 * @returns how it ended. A text that does not compile ends `failed`, a page that cannot run
 *   anything ends `broken`; the promise never rejects.
 */
export async function runText(text: string, options?: RunOptions): Promise<Ending> {
  try {
    return await (await load()).runText(text, options);
  } catch (error) {
    return notLoaded(error);
  }
}

/** What showing a component takes beside what a run takes. */
export interface ShowOptions extends RunOptions {
  /** What is read out for the frame. */
  title: string;
  /** Called once the component can be seen. */
  onShown(ending: Ending): void;
}

/**
 * Compile a `tsx` block and show its default export in a frame.
 *
 * @param place the element that the frame is put into
 * @returns how it came to its end: stopped, or failed; like `runText` it never rejects
 */
export async function showText(
  text: string,
  place: Element,
  options: ShowOptions,
): Promise<Ending> {
  try {
    return await (await load()).showText(text, place, options);
  } catch (error) {
    return notLoaded(error);
  }
}

/**
 * Compile a module and call its exports one after the other.
 *
 * @returns the values that came back, never a verdict; like `runText` it never rejects
 */
export async function callText(
  text: string,
  calls: readonly Call[],
  options?: RunOptions,
): Promise<CallsResult> {
  try {
    return await (await load()).callText(text, calls, options);
  } catch (error) {
    const outcomes = calls.map(() => ({ how: 'unanswered' }) as const);
    return { outcomes, ending: notLoaded(error), output: [] };
  }
}

/** The code that runs code did not arrive. */
function notLoaded(error: unknown): Ending {
  const reason = `The page could not load what runs code (${String(error)}). Check the connection, then press Run again.`;
  return { how: 'broken', reason, claims: [], milliseconds: 0 };
}
