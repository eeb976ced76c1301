import type { windowWords } from './lower-windows.js';

/**
 * What lowers convolutions and poolings. A page that fits a model without such layers does not carry
 * it: those layers bring it, and so does whoever calls `jit`.
 */
let words: typeof windowWords | null = null;

/** Has convolutions and poolings run in WebAssembly on tapes that are made from now on. */
export function bringWindowWords(lowering: typeof windowWords): void {
  words = lowering;
}

/** `windowWords`, or null in a page that has not brought it. */
export function broughtWindowWords(): typeof windowWords | null {
  return words;
}
