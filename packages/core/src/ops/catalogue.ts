import activation from './activation.js';
import arithmetic from './arithmetic.js';
import arithmeticComposites from './arithmetic-composites.js';
import broadcast from './broadcast.js';
import cast from './cast.js';
import comparison from './comparison.js';
import contraction from './contraction.js';
import convolution from './convolution.js';
import convolutionAdjoint from './convolution-adjoint.js';
import convolutionVariants from './convolution-variants.js';
import cumulative from './cumulative.js';
import type { CatalogueEntry, OpRecord } from './define.js';
import exponential from './exponential.js';
import gather from './gather.js';
import identity from './identity.js';
import join from './join.js';
import limit from './limit.js';
import logic from './logic.js';
import movement from './movement.js';
import part from './part.js';
import { EACH_ERRORS, PAIR_ERRORS } from './pointwise.js';
import pooling from './pooling.js';
import poolingAdjoint from './pooling-adjoint.js';
import rectifier from './rectifier.js';
import reduce from './reduce.js';
import { type OperationName, operations } from './registry.js';
import search from './search.js';
import trigonometric from './trigonometric.js';
import unary from './unary.js';

// Nothing that calculates may import this file, so that a page that only calculates has no texts.

/** What is shown and tested of each operation; the compiler misses an entry that is not there. */
const ENTRIES: Readonly<Record<OperationName, CatalogueEntry>> = {
  ...arithmetic,
  ...arithmeticComposites,
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

/** All that is known of an operation: what it computes and what is shown and tested of it. */
export type FullRecord = OpRecord & Required<CatalogueEntry>;

/**
 * All records, each with its entry, in the order of the families: name, inputs, options, formula in
 * LaTeX, samples, the calls that are refused, source.
 *
 * @example
 * const tanh = records.find(({ name }) => name === 'tanh');
 * tanh.formula //=> 'y = \\tanh x'
 * tanh.inputs //=> ['x']
 */
export const records: readonly FullRecord[] = Object.entries(operations).map(([name, { op }]) => ({
  errors: 'broadcasts' in op && op.broadcasts ? PAIR_ERRORS : EACH_ERRORS,
  ...op,
  ...ENTRIES[name as OperationName],
}));

const FORMULAS = new Map<OpRecord, string>(
  Object.entries(operations).map(([name, { op }]) => [op, ENTRIES[name as OperationName].formula]),
);

/** The formula of a record, in LaTeX; `y = f(x)` for a function with a gradient of its own. */
export const formulaOf = (op: OpRecord): string => FORMULAS.get(op) ?? 'y = f(x)';
