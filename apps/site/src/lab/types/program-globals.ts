/**
 * Types of what a program finds in its worker beside JavaScript itself. Storage, network and
 * document are left out because a program cannot reach them.
 */
export const PROGRAM_GLOBALS = `
/** Prints below the block. */
interface Console {
  log(...values: unknown[]): void;
  info(...values: unknown[]): void;
  warn(...values: unknown[]): void;
  error(...values: unknown[]): void;
  debug(...values: unknown[]): void;
  trace(...values: unknown[]): void;
  dir(value: unknown): void;
  table(rows: unknown): void;
  group(...values: unknown[]): void;
  groupCollapsed(...values: unknown[]): void;
  groupEnd(): void;
  clear(): void;
  assert(condition: unknown, ...values: unknown[]): void;
  count(name?: string): void;
  countReset(name?: string): void;
  time(name?: string): void;
  timeLog(name?: string): void;
  timeEnd(name?: string): void;
}
declare var console: Console;
declare function setTimeout(handler: (...values: any[]) => void, milliseconds?: number, ...values: any[]): number;
declare function setInterval(handler: (...values: any[]) => void, milliseconds?: number, ...values: any[]): number;
declare function clearTimeout(id: number | undefined): void;
declare function clearInterval(id: number | undefined): void;
declare function queueMicrotask(task: () => void): void;
declare function structuredClone<T>(value: T): T;
/** Milliseconds since the program's worker began. */
declare var performance: { now(): number };
declare var self: typeof globalThis;
declare class TextEncoder { encode(text?: string): Uint8Array<ArrayBuffer> }
declare class TextDecoder { constructor(label?: string); decode(bytes?: ArrayBufferView | ArrayBuffer): string }
`;
