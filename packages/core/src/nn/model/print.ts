/** Where there is a console: in Node, in a page, in a worker. */
interface WithConsole {
  readonly console?: { log(text: string): void };
}

/** Writes a line to the console. */
export const print = (line: string): void => {
  (globalThis as WithConsole).console?.log(line);
};
