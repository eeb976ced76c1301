import type { FileOptimizer, OptimizerClass } from '../model-file.js';

/** How an optimizer's settings and memory are kept in a file. */
export interface OptimizerKind {
  /** Settings of its own, with Keras's defaults; those shared by all are in SHARED. */
  settings: Record<string, number | boolean>;
  /**
   * Its slots: each inner list is laid out variable by variable, one list after the other (Adam:
   * m and v of the first variable, m and v of the second, …; then AMSGrad's).
   */
  slots(config: Record<string, number | boolean | null>): string[][];
}

/** Settings that every optimizer of Keras has; null is off. */
export const SHARED: Record<string, null> = {
  weight_decay: null,
  clipnorm: null,
  global_clipnorm: null,
  clipvalue: null,
};

const ADAM = { beta_1: 0.9, beta_2: 0.999, epsilon: 1e-7, amsgrad: false };
const adamSlots: OptimizerKind['slots'] = ({ amsgrad }) => [
  ['momentum', 'velocity'],
  ...(amsgrad ? [['velocity_hat']] : []),
];

/** One record for each optimizer that files are read into and written from. */
export const OPTIMIZERS: Record<OptimizerClass, OptimizerKind> = {
  SGD: {
    settings: { momentum: 0, nesterov: false },
    slots: ({ momentum }) => (momentum ? [['momentum']] : []),
  },
  Adam: { settings: ADAM, slots: adamSlots },
  AdamW: { settings: { weight_decay: 0.004, ...ADAM }, slots: adamSlots },
  RMSprop: {
    settings: { rho: 0.9, momentum: 0, epsilon: 1e-7, centered: false },
    slots: ({ momentum, centered }) => [
      ['velocity'],
      ...(momentum ? [['momentum']] : []),
      ...(centered ? [['average_gradient']] : []),
    ],
  },
  Adagrad: {
    settings: { initial_accumulator_value: 0.1, epsilon: 1e-7 },
    slots: () => [['accumulator']],
  },
};

const fraction = (value: number) => value >= 0 && value < 1;
const aboveZero = (value: number) => value > 0;
const notNegative = (value: number) => value >= 0;

/** Which numbers an optimizer can work with. */
const POSSIBLE: Record<string, (value: number) => boolean> = {
  learning_rate: notNegative,
  weight_decay: notNegative,
  clipnorm: aboveZero,
  global_clipnorm: aboveZero,
  clipvalue: aboveZero,
  beta_1: fraction,
  beta_2: fraction,
  rho: fraction,
  momentum: fraction,
  epsilon: aboveZero,
  initial_accumulator_value: notNegative,
};

/** A setting of an optimizer as a file has it; undefined for a value that it cannot work with. */
export function possibleSetting(
  key: string,
  value: unknown,
  fallback: number | boolean | null,
): number | boolean | null | undefined {
  if (value === undefined || value === null) return fallback;
  if (typeof fallback === 'boolean') return typeof value === 'boolean' ? value : undefined;
  return typeof value === 'number' && POSSIBLE[key]!(value) ? value : undefined;
}

/** What a slot holds before the first step. */
export const initialSlotValue = ({ className, config }: FileOptimizer): number =>
  className === 'Adagrad' ? Number(config.initial_accumulator_value) : 0;

/** Whether a class name is an optimizer that this package knows. */
export const isOptimizerClass = (name: unknown): name is OptimizerClass =>
  typeof name === 'string' && Object.hasOwn(OPTIMIZERS, name);

/** In which order slot tensors lie behind iteration and learning rate. */
export function slotOrder(
  className: OptimizerClass,
  config: Record<string, number | boolean | null>,
  variables: number,
): { slot: string; variable: number }[] {
  return OPTIMIZERS[className]
    .slots(config)
    .flatMap((together) =>
      Array.from({ length: variables }, (_, variable) =>
        together.map((slot) => ({ slot, variable })),
      ).flat(),
    );
}
