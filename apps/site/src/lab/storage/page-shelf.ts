import { name } from '@generated/live-lab/default/storage.json';
import { databaseShelf, type SteadyShelf, steadyShelf } from './shelf';

let shelf: SteadyShelf | undefined;
let told = false;

/** The page's one shelf, opened on first use. */
export function pageShelf(): SteadyShelf {
  shelf ??= steadyShelf(databaseShelf(name));
  return shelf;
}

/** True for the first caller: the reader is told once per page that nothing can be stored. */
export function claimRefusedNotice(): boolean {
  if (told) return false;
  told = true;
  return true;
}

/** Whether storage was refused and the caller is the one to say so. */
export const shouldTellRefused = (): boolean => pageShelf().refused && claimRefusedNotice();
