import { ExerciseError, UsageError } from '../errors.js';
import type { Verdict } from '../grade/verdict.js';

/** How the command line ends; part of its interface, and listed in its help. */
export const EXIT = {
  done: 0,
  notPassed: 1,
  usage: 2,
  notFinished: 3,
  fault: 4,
  interrupted: 130,
} as const;

export const EXIT_HELP = `
Exit codes:
  0  done; a program that was graded passed
  1  the program did not pass, or \`check\` found something to mend
  2  wrong usage: an unknown id or option, a folder or file that is not there
  3  the program did not finish: no answer in time, or it ended itself
  4  a fault of the exercise or of this machine
`;

/** The exit code that a verdict stands for. */
export function exitCodeOf({ passed, problem }: Verdict): number {
  if (passed) return EXIT.done;
  const unfinished = problem?.kind === 'timed-out' || problem?.kind === 'did-not-finish';
  return unfinished ? EXIT.notFinished : EXIT.notPassed;
}

/** The exit code that a thrown value stands for. */
export const exitCodeOfError = (error: unknown): number =>
  error instanceof UsageError ? EXIT.usage : EXIT.fault;

/** A thrown value as data, for `--json`. */
export function errorAsData(error: unknown): object {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  if (!(error instanceof ExerciseError)) return { error: { name, message } };
  const { operation, expected, received, hint } = error;
  return { error: { name, message, operation, expected, received, hint } };
}
