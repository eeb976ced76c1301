import type { Tensor } from '../../tensor/tensor.js';
import { checkOptions, refuse } from '../checks.js';
import { byName, keras } from '../names.js';
import { CLASSIFICATION } from './classification.js';
import { REGRESSION } from './regression.js';
import type { LossRule } from './rule.js';

/** A function of targets and predictions; what it returns is averaged. */
export type LossFunction = (yTrue: Tensor, yPred: Tensor) => Tensor;

/** A name in any spelling, a function, or `{ className: 'Huber', config: { delta: 0.7 } }`. */
export type LossIdentifier =
  | string
  | LossFunction
  | { className: string; config?: Record<string, number | boolean> };

/** A loss with its options settled. */
export interface Loss {
  readonly name: string;
  /** Whether it is one of those here, which do nothing besides computing with tensors. */
  readonly builtIn: boolean;
  /** One number per sample; the caller takes the mean. */
  perSample: LossFunction;
  /** As Keras's compile_config writes it. */
  readonly config: unknown;
}

/** Every loss that has a name. */
export const LOSS_RULES: readonly LossRule[] = [...REGRESSION, ...CLASSIFICATION];

const find = byName(LOSS_RULES, ({ name, className, aliases }) => [name, className, ...aliases]);

/** The rule of this name in any spelling, if there is one. */
export const findLossRule = find;

/** Turns an identifier into a loss. @throws ArgumentError for an unknown one */
export function getLoss(operation: string, identifier: unknown): Loss {
  if (typeof identifier === 'function') {
    const name = identifier.name === '' ? 'loss' : identifier.name;
    return { name, builtIn: false, perSample: identifier as LossFunction, config: name };
  }
  if (typeof identifier === 'string') {
    const rule = find(identifier);
    if (rule !== undefined) return settle(rule, {}, rule.name);
  }
  if (typeof identifier === 'object' && identifier !== null && 'className' in identifier) {
    const { className, config = {} } = identifier as { className: string; config?: object };
    const rule = find(String(className));
    if (rule !== undefined) return configured(rule, config);
  }
  const names = LOSS_RULES.map(({ name }) => name).join(', ');
  throw refuse(operation, 'a known loss or a function', identifier, `known are ${names}`);
}

function configured(rule: LossRule, config: object): Loss {
  checkOptions(rule.className, config, Object.keys(rule.options));
  const written = Object.entries({ ...rule.options, ...config }).map(([key, value]) => [
    key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    value,
  ]);
  const all = { name: rule.name, reduction: 'sum_over_batch_size', ...Object.fromEntries(written) };
  return settle(rule, config, keras('keras.losses', rule.className, all));
}

function settle(rule: LossRule, given: object, config: unknown): Loss {
  const options = { ...rule.options, ...given };
  return {
    name: rule.name,
    builtIn: true,
    perSample: (yTrue, yPred) => rule.perSample(yTrue, yPred, options),
    config,
  };
}
