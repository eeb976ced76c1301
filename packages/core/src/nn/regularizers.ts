import type { Tensor } from '../tensor/tensor.js';
import { checkNotNegative, checkOptions, refuse } from './checks.js';
import { keras, plainName } from './names.js';

/** Adds to the loss what large weights cost. */
export interface Regularizer {
  /** Keras's class name. */
  readonly className: string;
  /** The cost of a weight, a scalar. */
  apply(weight: Tensor): Tensor;
  /** Keras's configuration. */
  getConfig(): Record<string, unknown>;
}

/** How much the sum of absolute values and the sum of squares cost. */
export interface L1L2Args {
  l1?: number;
  l2?: number;
}

const builtIns = new WeakMap<Regularizer, Regularizer['apply']>();

function builtIn(regularizer: Regularizer): Regularizer {
  builtIns.set(regularizer, regularizer.apply);
  return regularizer;
}

/** Whether a regularizer is one of those here, and still does what it did when it was made. */
export const isBuiltInRegularizer = (regularizer: Regularizer): boolean =>
  builtIns.get(regularizer) === regularizer.apply;

const penalty = (l1: number, l2: number, weight: Tensor): Tensor => {
  const absolute = l1 === 0 ? null : weight.abs().sum().mul(l1);
  const squared = l2 === 0 ? null : weight.square().sum().mul(l2);
  if (absolute !== null && squared !== null) return absolute.add(squared);
  return absolute ?? squared ?? weight.sum().mul(0);
};

/**
 * A cost for absolute values, which drives weights to exactly zero.
 *
 * $\lambda_1 \sum \lvert w \rvert$
 *
 * @param args - `l1` (0.01).
 * @returns the regularizer.
 * @throws ArgumentError when `l1` is negative or not finite.
 * @example
 * regularizers.l1({ l1: 0.5 }).apply(tensor([1, -3])).item(); //=> 2
 * @see https://keras.io/api/layers/regularizers/#l1-class
 */
export function l1(args: { l1?: number } = {}): Regularizer {
  checkOptions('l1', args, ['l1']);
  const rate = checkNotNegative('l1', 'l1', args.l1 ?? 0.01);
  return builtIn({
    className: 'L1',
    apply: (weight) => penalty(rate, 0, weight),
    getConfig: () => ({ l1: rate }),
  });
}

/**
 * A cost for squares, which keeps weights small.
 *
 * $\lambda_2 \sum w^2$
 *
 * @param args - `l2` (0.01).
 * @returns the regularizer.
 * @throws ArgumentError when `l2` is negative or not finite.
 * @example
 * regularizers.l2({ l2: 0.5 }).apply(tensor([1, -3])).item(); //=> 5
 * @see https://keras.io/api/layers/regularizers/#l2-class
 */
export function l2(args: { l2?: number } = {}): Regularizer {
  checkOptions('l2', args, ['l2']);
  const rate = checkNotNegative('l2', 'l2', args.l2 ?? 0.01);
  return builtIn({
    className: 'L2',
    apply: (weight) => penalty(0, rate, weight),
    getConfig: () => ({ l2: rate }),
  });
}

/**
 * Both costs together.
 *
 * $\lambda_1 \sum \lvert w \rvert + \lambda_2 \sum w^2$
 *
 * Both rates are 0 by default, as in Keras 3; TensorFlow.js has 0.01.
 *
 * @param args - `l1` (0) and `l2` (0).
 * @returns the regularizer.
 * @throws ArgumentError when a rate is negative or not finite.
 * @example
 * regularizers.l1l2({ l1: 0.5, l2: 0.5 }).apply(tensor([1, -3])).item(); //=> 7
 * @see https://keras.io/api/layers/regularizers/#l1l2-class
 */
export function l1l2(args: L1L2Args = {}): Regularizer {
  checkOptions('l1l2', args, ['l1', 'l2']);
  const first = checkNotNegative('l1l2', 'l1', args.l1 ?? 0);
  const second = checkNotNegative('l1l2', 'l2', args.l2 ?? 0);
  return builtIn({
    className: 'L1L2',
    apply: (weight) => penalty(first, second, weight),
    getConfig: () => ({ l1: first, l2: second }),
  });
}

const FACTORIES: Record<string, (args?: Record<string, number>) => Regularizer> = { l1, l2, l1l2 };

/** Turns an identifier into a regularizer; null and undefined mean none. */
export function getRegularizer(operation: string, identifier: unknown): Regularizer | null {
  if (identifier === undefined || identifier === null) return null;
  if (typeof identifier === 'object' && 'apply' in identifier) return identifier as Regularizer;
  const [name, config] =
    typeof identifier === 'object' && 'className' in identifier
      ? [identifier.className, 'config' in identifier ? identifier.config : {}]
      : [identifier, {}];
  const make = typeof name === 'string' ? FACTORIES[plainName(name)] : undefined;
  if (make !== undefined) return make(config as Record<string, number>);
  throw refuse(
    operation,
    'a regularizer: l1, l2 or l1l2',
    identifier,
    'write regularizers.l2({ l2: 0.01 })',
  );
}

/** A regularizer as Keras's files write it; null for none. */
export const regularizerConfig = (regularizer: Regularizer | null) =>
  regularizer === null
    ? null
    : keras('keras.regularizers', regularizer.className, regularizer.getConfig());
