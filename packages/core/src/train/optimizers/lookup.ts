import { refuse } from '../../nn/checks.js';
import { Adagrad } from './adagrad.js';
import { Adam, AdamW } from './adam.js';
import { Optimizer } from './optimizer.js';
import { RMSprop } from './rmsprop.js';
import { SGD } from './sgd.js';

const CLASSES = {
  sgd: SGD,
  adam: Adam,
  adamw: AdamW,
  rmsprop: RMSprop,
  adagrad: Adagrad,
} as const;

/**
 * Turns a name into an optimizer with Keras's defaults; an optimizer passes through.
 *
 * @throws ArgumentError for any other value
 */
export function getOptimizer(operation: string, identifier: unknown): Optimizer {
  if (identifier instanceof Optimizer) return identifier;
  if (typeof identifier === 'string') {
    const key = identifier.toLowerCase();
    if (Object.hasOwn(CLASSES, key)) return new CLASSES[key as keyof typeof CLASSES]();
  }
  const expected = `optimizer to be one of ${Object.keys(CLASSES).join(', ')}, or made by train.…`;
  throw refuse(operation, expected, identifier, 'for example train.adam(0.01)');
}

const BUILT_IN = new Set<unknown>(Object.values(CLASSES));

/** Whether an optimizer is one of those here, with none of its methods replaced. */
export const isBuiltInOptimizer = (optimizer: Optimizer): boolean =>
  BUILT_IN.has(optimizer.constructor) &&
  Object.values(optimizer).every((value) => typeof value !== 'function');
