import { RunnerError } from './errors.js';
import { toPlain } from './plain-data.js';
import {
  BLOCK_LIMITS,
  type Call,
  type Compiled,
  GRADED_LIMITS,
  type Limits,
  type RunOptions,
} from './protocol.js';
import type { Program } from './worker/messages.js';

/**
 * Checks what a caller asks for and makes the message for the far side.
 *
 * @throws RunnerError on misuse: this is the caller's mistake, not the reader's.
 */
export function makeProgram(
  compiled: Compiled,
  calls: readonly Call[] | null,
  options: RunOptions,
): Program {
  if (typeof compiled?.code !== 'string' || typeof compiled.map !== 'string') {
    throw new RunnerError('run', 'a compiled program', typeof compiled, 'call compile first');
  }
  return {
    code: compiled.code,
    imports: [...compiled.imports],
    checks: compiled.claims.map(({ check }) => check),
    calls: calls === null ? null : calls.map(copyCall),
    limits: limitsOf(calls === null ? BLOCK_LIMITS : GRADED_LIMITS, options.limits),
    controls: { ...options.controls },
    component: compiled.component === true,
  };
}

/** Each call gets its own copy, so that one call cannot spoil the arguments of the next. */
function copyCall(call: Call, index: number): Call {
  const plain = toPlain(call.args);
  if ('reason' in plain) {
    throw new RunnerError('call', `plain data as arguments of call ${index}`, plain.reason);
  }
  return { export: call.export, args: plain.value as unknown[] };
}

function limitsOf(defaults: Limits, given: Partial<Limits> = {}): Limits {
  const limits = { ...defaults, ...given };
  for (const name of ['deadline', 'lines', 'bytes', 'unbroken'] as const) {
    if (limits[name] > 0 && Number.isFinite(limits[name])) continue;
    throw new RunnerError('run', `limits.${name} above 0`, String(limits[name]));
  }
  return limits;
}
