import { describe } from '../errors/describe.js';
import { ArgumentError } from '../errors/errors.js';

/** How `gradCheck` steps and compares. */
export interface GradCheckOptions {
  /** Step, relative to max(1, |x|). */
  epsilon?: number;
  /** Allowed difference as a share of the greater derivative. */
  rtol?: number;
  /** Allowed difference in itself, for derivatives near 0. */
  atol?: number;
  /** How many numbers of each input to check, chosen at random; all by default. */
  maxChecks?: number;
  /** Seed of the weights and of the choice; 0 by default. */
  seed?: number;
}

/** Step and tolerances for one element type. */
export interface CheckLimits {
  readonly epsilon: number;
  readonly rtol: number;
  readonly atol: number;
}

// A central difference errs by about h² (the series is cut) plus u/h (numbers are rounded, u is the
// unit of the type), so h near the cube root of u is best: 6e-6 in float64, 4e-3 in float32.
const DOUBLE: CheckLimits = { epsilon: 1e-5, rtol: 1e-6, atol: 1e-7 };
const SINGLE: CheckLimits = { epsilon: 5e-3, rtol: 1e-2, atol: 2e-3 };

const NAMES = ['epsilon', 'rtol', 'atol', 'maxChecks', 'seed'] as const;

/** Checked and complete options; what is given holds for both types. */
export function checkGradCheckOptions(options: GradCheckOptions): {
  double: CheckLimits;
  single: CheckLimits;
  maxChecks: number;
  seed: number;
} {
  if (typeof options !== 'object' || options === null) {
    throw refused('an object of options', describe(options), 'write for example { epsilon: 1e-4 }');
  }
  for (const name of Object.keys(options)) {
    if (!(NAMES as readonly string[]).includes(name)) {
      throw refused(`options among ${NAMES.join(', ')}`, `option ${name}`, 'check the spelling');
    }
  }
  const { maxChecks = Number.POSITIVE_INFINITY, seed = 0, ...rest } = options;
  if (!(maxChecks >= 1)) throw refused('maxChecks from 1 up', describe(maxChecks), 'try 100');
  if (!Number.isInteger(seed)) throw refused('a whole seed', describe(seed), 'the default is 0');
  const given = Object.entries(rest).filter(([, value]) => value !== undefined);
  for (const [name, value] of given) {
    const fits = name === 'epsilon' ? value > 0 && value < 1 : value >= 0;
    const range = name === 'epsilon' ? 'between 0 and 1' : 'from 0 up';
    if (!fits) throw refused(`${name} ${range}`, describe(value), 'leave it out for the default');
  }
  const own = Object.fromEntries(given);
  return { double: { ...DOUBLE, ...own }, single: { ...SINGLE, ...own }, maxChecks, seed };
}

function refused(expected: string, received: string, hint: string): ArgumentError {
  return new ArgumentError({ operation: 'gradCheck', expected, received, hint });
}
