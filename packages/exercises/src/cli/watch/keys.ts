import type { Terminal } from '../context.js';
import { EXIT } from '../exit-code.js';

export interface KeyActions {
  h: () => void;
  n: () => void;
  r: () => void;
  u: () => void;
  again: () => void;
  quit: (exitCode: number) => void;
}

const CONTROL_C = '\u0003';

/**
 * Calls an action for each key. On a terminal keys act at once; in a pipe the same letters may be
 * sent as lines. The end of a pipe ends nothing: `watch` may run without anyone at its keys.
 */
export function listenForKeys({ stdin }: Terminal, actions: KeyActions): void {
  const isTerminal = stdin.isTTY === true;
  const interrupt = () => leave(EXIT.interrupted);
  const press = (key: string) => {
    if (key === 'q') leave(EXIT.done);
    else if (key === CONTROL_C) leave(EXIT.interrupted);
    else if (key === 'h' || key === 'n' || key === 'r' || key === 'u') actions[key]();
    else if (key === '\r' && isTerminal) actions.again();
  };
  const read = (chunk: Buffer | string) => {
    for (const key of chunk.toString().toLowerCase()) press(key);
  };
  function leave(exitCode: number): void {
    stdin.off('data', read);
    if (isTerminal) stdin.setRawMode(false);
    stdin.pause();
    // A pipe that nobody closes would keep the process; a file as stdin has no such method.
    stdin.unref?.();
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    actions.quit(exitCode);
  }
  if (isTerminal) stdin.setRawMode(true);
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  stdin.on('data', read);
  stdin.on('error', () => {});
}
