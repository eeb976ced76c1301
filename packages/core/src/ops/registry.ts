import * as activation from './activation.js';
import * as arithmetic from './arithmetic.js';
import * as broadcast from './broadcast.js';
import * as cast from './cast.js';
import * as comparison from './comparison.js';
import * as contraction from './contraction.js';
import * as convolution from './convolution.js';
import * as convolutionAdjoint from './convolution-adjoint.js';
import * as convolutionVariants from './convolution-variants.js';
import * as cumulative from './cumulative.js';
import type { OpRecord } from './define.js';
import * as exponential from './exponential.js';
import * as gather from './gather.js';
import * as identity from './identity.js';
import * as join from './join.js';
import * as limit from './limit.js';
import * as logic from './logic.js';
import * as movement from './movement.js';
import * as part from './part.js';
import * as pooling from './pooling.js';
import * as poolingAdjoint from './pooling-adjoint.js';
import * as rectifier from './rectifier.js';
import * as reduce from './reduce.js';
import * as search from './search.js';
import * as trigonometric from './trigonometric.js';
import * as unary from './unary.js';

const families = {
  ...arithmetic,
  ...limit,
  ...comparison,
  ...logic,
  ...unary,
  ...exponential,
  ...trigonometric,
  ...rectifier,
  ...activation,
  ...reduce,
  ...search,
  ...cumulative,
  ...identity,
  ...movement,
  ...broadcast,
  ...part,
  ...join,
  ...gather,
  ...cast,
  ...contraction,
  ...convolution,
  ...convolutionVariants,
  ...convolutionAdjoint,
  ...pooling,
  ...poolingAdjoint,
};

type Operations<Exports> = {
  readonly [K in keyof Exports as Exports[K] extends { op: OpRecord } ? K : never]: Exports[K];
};

/**
 * Every operation by name: whatever a family file exports that has a record. So adding an operation
 * to a family is adding its record, and nothing can be forgotten here.
 */
export const operations = Object.fromEntries(
  Object.entries(families).filter(([, value]) => 'op' in value),
) as unknown as Operations<typeof families>;

/** Names of all operations. */
export type OperationName = keyof typeof operations;

/** All records, in the order of the families. */
export const records: readonly OpRecord[] = Object.values(operations).map(({ op }) => op);
