import { mkdirSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { UsageError } from './exit-code.js';
import { askSystem, lookAt, lookAtLink } from './system-fault.js';

/** Files to be written, by path. */
export type FilesToWrite = Record<string, string | Uint8Array>;

/**
 * Writes files that belong together: all of them or none. They are written beside their places and
 * moved there when all are whole, so that a full disk or Ctrl+C leaves no half file behind.
 *
 * @param files contents by full path
 * @param force whether files that are there may be overwritten
 * @throws UsageError when a target is there, or is a folder
 * @throws SystemFault when the system refuses to write
 */
export function writeFiles(files: FilesToWrite, force: boolean): void {
  for (const file of Object.keys(files)) checkTarget(file, force);
  for (const file of Object.keys(files)) makeFolder(dirname(file));
  const drafts = Object.entries(files).map(([file, content]) => {
    const target = behindLink(file);
    return { file, target, content, draft: `${target}.${process.pid}.part` };
  });
  // A handler keeps Ctrl+C from ending the process while the files are half there.
  process.on('SIGINT', wait).on('SIGTERM', wait);
  try {
    for (const { file, draft, content } of drafts) {
      askSystem('convert', `to write ${file}`, () => writeFileSync(draft, content));
    }
    for (const { file, draft, target } of drafts) {
      askSystem('convert', `to write ${file}`, () => renameSync(draft, target));
    }
  } finally {
    for (const { draft } of drafts) rmSync(draft, { force: true });
    process.off('SIGINT', wait).off('SIGTERM', wait);
  }
}

const wait = () => {};

function checkTarget(file: string, force: boolean): void {
  const link = lookAtLink(file);
  if (link === undefined) return;
  const found = lookAt(file);
  const refuse = (expected: string, received: string, hint: string) => {
    throw new UsageError({ operation: 'convert', expected, received, hint });
  };
  if (!force) refuse('a target that is not there yet', file, 'add --force to overwrite it');
  if (found === undefined) {
    refuse('a target that can be overwritten', `${file}, a link to nothing`, 'remove the link');
  }
  if (found?.isFile() === false) {
    const what = found.isDirectory() ? 'a folder' : 'no ordinary file';
    refuse('a target that is a file', `${file}, ${what}`, 'name another target');
  }
}

/** Where a link leads, so that it stays a link. */
const behindLink = (file: string): string =>
  lookAtLink(file)?.isSymbolicLink() ? realpathSync(file) : file;

/** Makes the target's folder where it is missing. */
function makeFolder(folder: string): void {
  askSystem('convert', `to make the folder ${folder}`, () => {
    try {
      mkdirSync(folder, { recursive: true });
    } catch (error) {
      // ENOTDIR: a file stands further up; EEXIST: it is the folder's own name.
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'ENOTDIR' && code !== 'EEXIST') throw error;
      throw new UsageError({
        operation: 'convert',
        expected: 'a target in a folder',
        received: `${folder}, where a file stands in the way`,
        hint: 'name another target',
      });
    }
  });
}
