export { compareNumbers, compareParameter, type NamedValues } from './compare.js';
export { compareDigits } from './digits.js';
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
export { ulpsBetween } from './ulps.js';
