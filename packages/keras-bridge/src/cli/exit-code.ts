import { BackpropError } from '@backprop/core';
import { FileFormatError, FileResourceError } from '../files/file-error.js';
import { SystemFault } from './system-fault.js';

/** How the command line ends; part of its interface, and listed in its help. */
export const EXIT = { done: 0, differs: 1, usage: 2, badFile: 3, fault: 4 } as const;

export const EXIT_HELP = `
Exit codes:
  0  done; compared models are the same, engines in lockstep stay together
  1  compared models differ by more than the tolerance, engines in lockstep part
  2  wrong usage: an unknown option, a file that is not there or would be overwritten
  3  a file that is damaged, hostile, or holds what this program does not know
  4  a fault of this machine
`;

/** What was typed cannot be done. */
export class UsageError extends BackpropError {
  override readonly name: string = 'UsageError';
}

/** The exit code that a thrown value stands for. */
export function exitCodeOfError(error: unknown): number {
  if (error instanceof FileFormatError || error instanceof FileResourceError) return EXIT.badFile;
  const isUsage = error instanceof BackpropError && !(error instanceof SystemFault);
  return isUsage ? EXIT.usage : EXIT.fault;
}

/** A thrown value as data, for `--json`. */
export function errorAsData(error: unknown): object {
  if (!(error instanceof BackpropError)) {
    const { name, message } = error as Error;
    return { error: { name, message } };
  }
  const { name, message, operation, expected, received, hint } = error;
  const place = error instanceof FileFormatError ? { file: error.file, place: error.place } : {};
  return { error: { name, message, operation, expected, received, hint, ...place } };
}
