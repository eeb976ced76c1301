/**
 * What crosses the border between edited code and the program that trusts nothing it says.
 *
 * Everything here is plain data: it survives `structuredClone` and JSON alike, holds no
 * function, no HTML and no class instance, and is bounded in size by `Limits`.
 */

/** A value as shown to a reader: a tree of plain nodes, cut to the limits. */
export type Shown =
  | {
      kind: 'primitive';
      type: 'number' | 'string' | 'boolean' | 'bigint' | 'undefined' | 'null' | 'symbol';
      text: string;
    }
  | { kind: 'function'; name: string }
  | { kind: 'array'; type: string; length: number; items: Shown[] }
  | { kind: 'object'; type: string; entries: [key: string, value: Shown][]; size: number }
  | { kind: 'tensor'; dtype: string; shape: number[]; size: number; values: number[] }
  | { kind: 'error'; error: ProgramError }
  | { kind: 'display'; type: string; data: unknown; text: string }
  | { kind: 'cut'; why: 'depth' | 'size' | 'cycle'; text: string };

/** A place in the reader's own text; lines and columns count from 1. */
export interface Place {
  line: number;
  column: number;
}

/** Why a program did not end well, in the reader's terms. */
export interface ProgramError {
  /** `SyntaxError`, `TypeError`, `ShapeError`, … */
  name: string;
  message: string;
  /** Absent when the error did not arise in the reader's text. */
  place?: Place;
  /** The frames that lie in the reader's text, innermost first. */
  stack: Place[];
  /** Fields of a course error: operation, expected, received, hint. */
  details?: Record<string, string>;
}

/** A `//=> value` comment and what became of it. */
export interface ClaimResult {
  line: number;
  /** The text after `//=>`. */
  expected: string;
  /** The value met, as text, in which a string has quotes; empty when the line never ran. */
  received: string;
  state: 'holds' | 'fails' | 'not-reached';
}

/** One thing that a program says while it runs. */
export type Output =
  | { kind: 'console'; level: 'log' | 'info' | 'warn' | 'error' | 'debug'; values: Shown[] }
  /** A later display with the same `key` takes the place of the earlier one. */
  | { kind: 'display'; value: Shown; key?: string }
  | { kind: 'control'; control: Control }
  | { kind: 'progress'; done: number; total: number | null; label: string }
  | { kind: 'truncated'; what: 'lines' | 'bytes'; limit: number };

/** A slider, choice or switch that a program asks for; changing it runs the program again. */
export type Control =
  | { type: 'slider'; name: string; min: number; max: number; step: number; value: number }
  | { type: 'select'; name: string; options: string[]; value: string }
  | { type: 'toggle'; name: string; value: boolean };

/** How a run ended. */
export type Ending =
  | { how: 'done'; value: Shown | null; claims: ClaimResult[]; milliseconds: number }
  | { how: 'failed'; error: ProgramError; claims: ClaimResult[]; milliseconds: number }
  /** No sign of life within the deadline. */
  | { how: 'timed-out'; deadline: number; claims: ClaimResult[]; milliseconds: number }
  /** The reader pressed Stop, or the caller aborted. */
  | { how: 'stopped'; claims: ClaimResult[]; milliseconds: number }
  /** The runner itself could not do its work: no worker, frame compromised, out of memory. */
  | { how: 'broken'; reason: string; claims: ClaimResult[]; milliseconds: number };

/** One call of a function that the edited module exports. Arguments are plain data. */
export interface Call {
  export: string;
  args: unknown[];
}

/** What one call gave back: plain data, never a verdict. */
export type CallOutcome =
  /** Tensors arrive as nested arrays; `tensors` says where they were and what they held. */
  | { how: 'returned'; value: unknown; tensors?: TensorNote[] }
  | { how: 'threw'; error: ProgramError }
  /** The module does not export a function of that name. */
  | { how: 'missing' }
  /** The value cannot be sent as plain data (a function, a cycle, …). */
  | { how: 'not-data'; reason: string }
  /** The run ended before this call was answered. */
  | { how: 'unanswered' };

/** A place in a returned value where a tensor stood, such as `''` or `.grads[0]`. */
export interface TensorNote {
  path: string;
  dtype: string;
  shape: number[];
}

/** The answers to a list of calls, in order, with how the run itself ended. */
export interface CallsResult {
  outcomes: CallOutcome[];
  ending: Ending;
  output: Output[];
}

export interface Limits {
  /**
   * Milliseconds without a sign of life before a run is ended. A block lives while it reports
   * progress, yields to the event loop or waits for a timer. For calls nothing counts: the
   * deadline bounds the whole run.
   */
  deadline: number;
  /** Most console and display items of one run. */
  lines: number;
  /** Most bytes of output text of one run. */
  bytes: number;
  /**
   * Milliseconds for which a component may hold the event loop at a time. Its frame may share a
   * thread with the page, so this is far below the deadline.
   */
  unbroken: number;
}

const OUTPUT_LIMITS = { lines: 1000, bytes: 256 * 1024 };

/**
 * What bounds the run of a block, unless the caller says otherwise.
 *
 * @example
 * BLOCK_LIMITS.deadline //=> 2000
 * BLOCK_LIMITS.lines //=> 1000
 */
export const BLOCK_LIMITS: Limits = { deadline: 2000, unbroken: 500, ...OUTPUT_LIMITS };

/**
 * What bounds the run of a submission that is graded: longer, for one deadline holds for all calls.
 *
 * @example
 * GRADED_LIMITS.deadline //=> 10000
 */
export const GRADED_LIMITS: Limits = { deadline: 10_000, unbroken: 500, ...OUTPUT_LIMITS };

/** A program ready to run, made by `compile` from the reader's text. */
export interface Compiled {
  /** JavaScript: one async function as an expression; types stripped, imports as lookups. */
  code: string;
  /** Module specifiers that the program imports, each on the allow-list. */
  imports: string[];
  /** The claims of the text, in order; the code reports on them by index. */
  claims: Claim[];
  /** A version 3 source map from `code` back to the reader's text. */
  map: string;
  /** Whether it is shown with `render`, and not run. */
  component?: boolean;
}

/** A `//=> value` comment, read but not yet met. */
export interface Claim {
  line: number;
  /** The text after `//=>`. */
  expected: string;
  /** What the text says, as data: the worker compares with it and evaluates nothing. */
  check: Check;
}

/** The meaning of a claim's text. */
export type Check =
  /** Agrees within `within`; `text` is the number as JavaScript spells it (`-0`, `NaN`). */
  | { is: 'number'; text: string; within: number }
  | { is: 'bigint'; text: string }
  | { is: 'string'; text: string }
  | { is: 'boolean'; value: boolean }
  | { is: 'null' }
  | { is: 'undefined' }
  /** `more`: the literal ends with an ellipsis, so further items or entries may follow. */
  | { is: 'array'; items: Check[]; more: boolean }
  | { is: 'object'; entries: [key: string, value: Check][]; more: boolean }
  /** Throws an error of this name whose message holds this part. */
  | { is: 'throws'; name: string; message: string };

/** What a caller may set for one run. */
export interface RunOptions {
  limits?: Partial<Limits>;
  signal?: AbortSignal;
  /** Called for each output as it comes. */
  onOutput?: (output: Output) => void;
  /** The reader's settings of `input.*` controls, by name. */
  controls?: Record<string, number | string | boolean>;
}

/** Where programs run. The browser's frame and Node's child process both are one. */
export interface Runner {
  /** Run a block; resolves however it ends, and rejects only on misuse. */
  run(compiled: Compiled, options?: RunOptions): Promise<Ending>;
  /** Load a module, then call its exports one after the other. */
  call(compiled: Compiled, calls: readonly Call[], options?: RunOptions): Promise<CallsResult>;
  /** End everything at once; the runner cannot be used again. */
  dispose(): void;
}
