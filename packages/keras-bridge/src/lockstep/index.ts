export { compareNumbers, compareParameter, type NamedValues } from './compare.js';
export { compareDigits } from './digits.js';
export type { Rows } from './engine.js';
export { type Ingredients, knownDifferences } from './known-differences.js';
export { type Engine, FLOAT32_TOLERANCE, type LockstepOptions, lockstep } from './lockstep.js';
export type {
  Departure,
  DigitComparison,
  LockstepReport,
  LockstepStep,
  LockstepTolerance,
  LossPlace,
  NumberComparison,
  ParameterPlace,
  ParameterRow,
} from './rows.js';
export type { Disturbance } from './side.js';
export { ulpsBetween } from './ulps.js';
