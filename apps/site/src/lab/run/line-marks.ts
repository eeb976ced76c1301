import type { ClaimResult, Ending, ProgramError } from '@backprop/runner';

/** A remark of the last run that stands at the end of a line of code. */
export interface LineMark {
  line: number;
  /** Where in the line, if the mark points at a place. */
  column?: number;
  kind: 'holds' | 'fails' | 'not-reached' | 'error';
  text: string;
}

/** What stands before each mark, so that colour is never the only sign. */
export const SIGNS: Record<LineMark['kind'], string> = {
  holds: '✓',
  fails: '✗',
  'not-reached': '–',
  error: '✗',
};

const LONGEST = 80;

function claimMark({ line, state, received }: ClaimResult): LineMark {
  switch (state) {
    case 'holds':
      return { line, kind: 'holds', text: 'holds' };
    case 'fails':
      return { line, kind: 'fails', text: `got ${oneLine(received)}` };
    case 'not-reached':
      return { line, kind: 'not-reached', text: 'not reached' };
  }
}

function errorMark(error: ProgramError): LineMark[] {
  if (!error.place) return [];
  return [{ ...error.place, kind: 'error', text: oneLine(`${error.name}: ${error.message}`) }];
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}

/** The marks that a run leaves in the code, by line. */
export function marksOf(ending: Ending | null): LineMark[] {
  if (!ending) return [];
  const errors = ending.how === 'failed' ? errorMark(ending.error) : [];
  const broken = new Set(errors.map(({ line }) => line));
  // One line, one message: an error there says more than the claim that it kept from being met.
  const claims = ending.claims.map(claimMark).filter(({ line }) => !broken.has(line));
  return [...errors, ...claims].sort((a, b) => a.line - b.line);
}
