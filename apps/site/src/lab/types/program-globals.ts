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
  table(rows: unknown, columns?: readonly string[]): void;
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
/** What a component's frame has of a document, as far as handlers need it. */
interface EventTarget {}
interface Element extends EventTarget { readonly clientWidth: number; readonly clientHeight: number }
interface HTMLElement extends Element { textContent: string | null; focus(): void; blur(): void }
interface HTMLInputElement extends HTMLElement { value: string; checked: boolean; readonly valueAsNumber: number }
interface HTMLSelectElement extends HTMLElement { value: string; readonly selectedIndex: number }
interface HTMLTextAreaElement extends HTMLElement { value: string }
declare function requestAnimationFrame(task: (milliseconds: number) => void): number;
declare function cancelAnimationFrame(id: number): void;
`;

/** In place of a package of all CSS properties, of which React's types need this one name. */
export const STYLE_TYPES = `
declare module 'csstype' {
  export interface Properties<Length = string | number, _Time = string> {
    [property: string]: Length | string | number | undefined;
  }
}
`;
