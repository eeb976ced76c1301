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
