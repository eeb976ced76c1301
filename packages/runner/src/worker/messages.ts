import type { RawError } from '../display/describe-error.js';
import type { Call, CallOutcome, Check, Control, Limits, Output, Shown } from '../protocol.js';

/** What a worker or child process needs to run one program. */
export interface Program {
  code: string;
  imports: string[];
  checks: Check[];
  /** Null for a block. */
  calls: Call[] | null;
  limits: Limits;
  controls: Record<string, Control['value']>;
  /** Whether its default export is to be shown. */
  component: boolean;
}

/** An outcome or error whose places are still the engine's. */
export type RawOutcome = Exclude<CallOutcome, { how: 'threw' }> | { how: 'threw'; error: RawError };

/** One thing that happened, in the order in which it did. */
export type Item =
  | Output
  | { kind: 'claim'; index: number; holds: boolean; received: Shown }
  | { kind: 'outcome'; index: number; outcome: RawOutcome };

export type RawEnding =
  | { how: 'done'; value: Shown | null; milliseconds: number }
  | { how: 'failed'; error: RawError; milliseconds: number };

/** What a running program's side says. */
export type Said =
  /** Every import is loaded: the reader's code begins now. */
  | { say: 'started' }
  | { say: 'alive' }
  | { say: 'items'; items: Item[] }
  /** A component stands where it can be seen, and goes on. */
  | { say: 'shown'; milliseconds: number }
  | { say: 'ended'; ending: RawEnding };

/** The name under which engines report places in a compiled program. */
export const PROGRAM_URL = 'backprop-program.js';
