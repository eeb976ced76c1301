import { LEAST_UPPER_BOUND, originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import type { RawError } from './display/describe-error.js';
import type { Place, ProgramError } from './protocol.js';
import { PROGRAM_URL } from './worker/messages.js';

/** Engines differ in how they write a frame, but all end it with `name:line:column`. */
const FRAMES = new RegExp(`${PROGRAM_URL.replace('.', '\\.')}:(\\d+):(\\d+)`, 'g');
const MOST_FRAMES = 20;

/** Finds places of the reader's text from places of its compiled program. */
export class ProgramPlaces {
  readonly #trace: TraceMap;

  constructor(map: string) {
    this.#trace = new TraceMap(map);
  }

  /** The error as the reader should see it. What it says is data from edited code. */
  resolve(error: RawError): ProgramError {
    const { trace, ...rest } = error;
    const stack = this.#frames(typeof trace === 'string' ? trace : '');
    return stack[0] ? { ...rest, place: stack[0], stack } : { ...rest, stack };
  }

  #frames(trace: string): Place[] {
    const frames: Place[] = [];
    for (const [, line, column] of trace.matchAll(FRAMES)) {
      const needle = { line: Number(line), column: Number(column) - 1 };
      // A malicious trace may name a line 0, which the map refuses with an exception.
      if (needle.line < 1 || needle.column < 0) continue;
      const exact = originalPositionFor(this.#trace, needle);
      // Code that the compiler put before a line's own stands for what comes after it.
      const found =
        exact.line === null
          ? originalPositionFor(this.#trace, { ...needle, bias: LEAST_UPPER_BOUND })
          : exact;
      if (found.line !== null) frames.push({ line: found.line, column: found.column + 1 });
      if (frames.length === MOST_FRAMES) break;
    }
    return frames;
  }
}
