import type { Call, CallOutcome, CallsResult, ProgramError } from '@backprop/runner';
import { CompileError } from '@backprop/runner/compile';
import { printable } from './show-value.js';
import type { Problem } from './verdict.js';

const LONGEST = 1000;

const placed = ({ name, message, place }: ProgramError): string => {
  const where = place ? `, at line ${place.line}, column ${place.column}` : '';
  return `${printable(`${name}: ${message}`).slice(0, LONGEST)}${where}`;
};

/** What to tell about a text that is no program; other errors are passed on. */
export function problemOfText(thrown: unknown): Problem {
  if (!(thrown instanceof CompileError)) throw thrown;
  const error = thrown.toProgramError();
  return { kind: 'syntax', message: `This is not a program yet. ${placed(error)}.`, error };
}

/** Why a run left cases without an answer, or null when it answered them all and ended well. */
export function problemOfRun(
  { outcomes, ending }: CallsResult,
  calls: readonly Call[],
): Problem | null {
  const unanswered = outcomes.some(({ how }) => how === 'unanswered');
  switch (ending.how) {
    case 'timed-out':
      return {
        kind: 'timed-out',
        message: `Your program gave no answer within ${ending.deadline / 1000} s. Is there a loop that never ends?`,
      };
    case 'stopped':
      return { kind: 'stopped', message: 'You stopped this run; it counts for nothing.' };
    case 'broken':
      return { kind: 'did-not-finish', message: whole(ending.reason) };
    case 'failed':
      // An error after the last answer changes no answer.
      if (!unanswered) return problemOfOutcomes(outcomes, calls);
      return {
        kind: 'load',
        message: `Your program stopped before its functions could be called. ${placed(ending.error)}.`,
        error: ending.error,
      };
    case 'done':
      return unanswered
        ? { kind: 'did-not-finish', message: 'The program did not finish: answers are missing.' }
        : problemOfOutcomes(outcomes, calls);
  }
}

/** A reason as a sentence. */
const whole = (reason: string): string =>
  `${printable(reason).slice(0, LONGEST).replace(/\.$/, '')}.`;

function problemOfOutcomes(
  outcomes: readonly CallOutcome[],
  calls: readonly Call[],
): Problem | null {
  for (const [at, outcome] of outcomes.entries()) {
    const name = calls[at]!.export;
    if (outcome.how === 'missing') {
      return {
        kind: 'missing',
        message: 'Your program does not export a function that is asked for.',
      };
    }
    if (outcome.how === 'threw') {
      const message = `${name} stopped with an error. ${placed(outcome.error)}.`;
      return { kind: 'threw', message, error: outcome.error };
    }
    if (outcome.how === 'not-data') {
      const reason = printable(outcome.reason).slice(0, LONGEST);
      return { kind: 'not-data', message: `The answer of ${name} cannot be compared: ${reason}.` };
    }
  }
  return null;
}
