import type { LibraryScript } from '../frame/messages.js';
import type { Program, Said } from '../worker/messages.js';

/** The page's colours, for a frame that cannot see its styles. */
export interface Colours {
  scheme: 'light' | 'dark';
  /** CSS custom properties for the frame's root, such as `{ '--text': '#222' }`. */
  variables?: Record<string, string>;
}

/** What the page tells the frame that shows a component. */
export type ToStage =
  /** `libraries`: each after those that it needs. */
  | { do: 'show'; program: Program; libraries: LibraryScript[] }
  | { do: 'colours'; colours: Colours }
  /** The page has taken a batch. */
  | { do: 'taken' }
  | { do: 'hidden'; hidden: boolean }
  | { do: 'ping' };

/** What the frame that shows a component tells the page. */
export type FromStage =
  | { say: 'connected' }
  | { say: 'pong' }
  | { say: 'said'; message: Said }
  /** The height of the content, in CSS pixels. */
  | { say: 'size'; height: number };

/** What a frame needs beside what the program imports. */
export const STAGE_LIBRARIES = ['react', 'react-dom/client'];
