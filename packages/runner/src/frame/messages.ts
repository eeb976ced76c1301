import type { Verdict } from '../transcript.js';
import type { Program, Said } from '../worker/messages.js';

/** Raised when page and frame would no longer understand each other. */
export const FRAME_VERSION = 2;

/** The one message that comes through the window; a private port comes with it. */
export interface Connect {
  backprop: 'connect';
  version: number;
}

/** A library's script, by the name under which programs or other libraries ask for it. */
export interface LibraryScript {
  id: string;
  script: Blob;
}

/** What the page tells the frame. */
export type ToFrame =
  | { do: 'libraries'; libraries: LibraryScript[] }
  /** `load`: ids of libraries in the order in which they need each other. */
  | { do: 'run'; run: number; program: Program; load: string[] }
  | { do: 'stop'; run: number }
  /** The page has taken a batch of a run. */
  | { do: 'taken'; run: number }
  | { do: 'hidden'; hidden: boolean }
  | { do: 'ping' };

/** What the frame tells the page. */
export type FromFrame =
  | { say: 'connected' }
  | { say: 'pong' }
  | { say: 'said'; run: number; message: Said }
  /** The worker is gone; a verdict when it did not end by itself. */
  | { say: 'over'; run: number; verdict: Verdict | null };

/** What the frame tells a worker. */
export type ToWorker =
  | { do: 'load'; libraries: { id: string; url: string }[] }
  /** `load`: ids of the libraries that must be there. */
  | { do: 'run'; program: Program; load: string[] }
  | { do: 'taken' };
