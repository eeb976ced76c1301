import { lstatSync, type Stats, statSync } from 'node:fs';
import { BackpropError } from '@backprop/core';

/** The machine did not do what it was asked: the disk is full, a file may not be read, … */
export class SystemFault extends BackpropError {
  override readonly name: string = 'SystemFault';
}

/** What the system's answers mean to a person. */
const HINTS: Record<string, string> = {
  EACCES: 'ask for the right to do so, or name another file',
  EPERM: 'ask for the right to do so, or name another file',
  EROFS: 'name a file on a disk that can be written',
  ENOSPC: 'the disk is full: make room, or name a file on another one',
  EDQUOT: 'your share of the disk is full: make room',
  EISDIR: 'that is a folder: name a file',
  ENAMETOOLONG: 'name it more shortly',
  EMFILE: 'too many files are open',
};

/**
 * Does something with a file.
 *
 * @param wanted what is asked of the system, for the error: `to read model.keras`
 * @throws SystemFault when the system refuses
 */
export function askSystem<Result>(operation: string, wanted: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined || error instanceof BackpropError) throw error;
    // Node's message repeats the path, which can be that of a draft: only the reason is kept.
    const reason = message.replace(/, \w+( '.*')?$/s, '');
    const hint = HINTS[code] ?? 'look at the path and the disk';
    throw new SystemFault({ operation, expected: wanted, received: reason, hint });
  }
}

/** Codes for a path that leads nowhere: through a file, through links in a circle. */
const NOWHERE = ['ENOENT', 'ENOTDIR', 'ELOOP'];

/** What is at a path, behind links; undefined when there is nothing. */
export const lookAt = (path: string): Stats | undefined => look(path, statSync);

/** What is at a path: a link is a link. */
export const lookAtLink = (path: string): Stats | undefined => look(path, lstatSync);

function look(path: string, ask: (path: string) => Stats): Stats | undefined {
  try {
    return ask(path);
  } catch (error) {
    if (NOWHERE.includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    return askSystem('backprop-keras', `to look at ${path.slice(0, 80)}`, () => {
      throw error;
    });
  }
}
