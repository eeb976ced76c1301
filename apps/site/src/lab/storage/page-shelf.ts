import { databaseShelf, type SteadyShelf, steadyShelf } from './shelf';

let shelf: SteadyShelf | undefined;
let told = false;

/** The page's one shelf, opened on first use. */
export function pageShelf(): SteadyShelf {
  shelf ??= steadyShelf(databaseShelf());
  return shelf;
}

/** True for the first caller after storage was refused: the reader is told once per page. */
export function shouldTellRefused(): boolean {
  if (!pageShelf().refused || told) return false;
  told = true;
  return true;
}
