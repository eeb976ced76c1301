import type { Ending } from '@backprop/runner';

const seconds = (milliseconds: number) => `${Number((milliseconds / 1000).toFixed(1))} s`;

const duration = (milliseconds: number) =>
  milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : seconds(milliseconds);

/** How the claims went, or nothing when there are none. */
function describeClaims({ claims }: Ending): string {
  if (claims.length === 0) return '';
  const holding = claims.filter(({ state }) => state === 'holds').length;
  const failing = claims.find(({ state }) => state === 'fails');
  if (holding === claims.length) {
    return claims.length === 1 ? 'The claim holds.' : `All ${claims.length} claims hold.`;
  }
  const first = failing ? ` Line ${failing.line} fails: got ${failing.received}.` : '';
  return `${holding} of ${claims.length} claims hold.${first}`;
}

/** How a run ended, in one or two sentences, and what to do next where something is to be done. */
export function describeEnding(ending: Ending): { headline: string; advice: string } {
  switch (ending.how) {
    case 'done':
      return {
        headline: `Done in ${duration(ending.milliseconds)}.`,
        advice: describeClaims(ending),
      };
    case 'failed': {
      const { error } = ending;
      const where = error.place ? ` in line ${error.place.line}` : '';
      return { headline: `${error.name}${where}: ${error.message}`, advice: '' };
    }
    case 'timed-out':
      return {
        headline: `Stopped after ${seconds(ending.deadline)} without a sign of life.`,
        advice:
          'Your text is kept. Look for a loop that never ends or a promise that never settles; ' +
          'long work should report progress or await now and then.',
      };
    case 'stopped':
      return { headline: 'Stopped.', advice: 'Your text is kept. Run starts it from the top.' };
    case 'broken':
      return {
        headline: 'The code could not be run.',
        advice: `${ending.reason} Your text is kept; reload the page if this goes on.`,
      };
  }
}
