import {
  checkBoolean,
  checkOptions,
  checkFinite as finite,
  checkPositive as positive,
  refuse,
} from '../nn/checks.js';

/** A learning rate as a function of the number of updates made so far. */
export interface LearningRateSchedule {
  /** Keras's class name, as a `.keras` file writes it. */
  readonly className: string;
  /** The rate for update number `step` (0 for the first). */
  at(step: number): number;
  /** Keras's configuration of this schedule. */
  getConfig(): Record<string, unknown>;
}

/** Options shared by the two decays that Keras can take in steps. */
export interface DecayOptions {
  initialLearningRate: number;
  decaySteps: number;
  decayRate: number;
  /** Lower the rate once every `decaySteps` updates instead of at each (default false). */
  staircase?: boolean;
}

const decay = (
  className: string,
  op: string,
  options: DecayOptions,
  rate: (options: DecayOptions, progress: number) => number,
): LearningRateSchedule => {
  checkOptions(op, options, ['initialLearningRate', 'decaySteps', 'decayRate', 'staircase']);
  finite(op, 'initialLearningRate', options.initialLearningRate);
  positive(op, 'decaySteps', options.decaySteps);
  finite(op, 'decayRate', options.decayRate);
  const staircase = checkBoolean(op, 'staircase', options.staircase ?? false);
  return {
    className,
    at(step) {
      const progress = step / options.decaySteps;
      return rate(options, staircase ? Math.floor(progress) : progress);
    },
    getConfig: () => ({
      initial_learning_rate: options.initialLearningRate,
      decay_steps: options.decaySteps,
      decay_rate: options.decayRate,
      staircase,
      name: className,
    }),
  };
};

/**
 * A rate that shrinks by the same factor every `decaySteps` updates.
 *
 * $\eta(t) = \eta_0\, r^{\,t/s}$, with $t/s$ rounded down when `staircase` is set.
 *
 * @param options - $\eta_0$ `initialLearningRate`, $s$ `decaySteps`, $r$ `decayRate`, `staircase`.
 * @returns a schedule that an optimizer takes in place of a number.
 * @throws ArgumentError when an option is not finite or `decaySteps` is not positive.
 * @example
 * const schedule = schedules.exponentialDecay({ initialLearningRate: 0.1, decaySteps: 10, decayRate: 0.5 });
 * schedule.at(10); //=> 0.05
 * @see https://keras.io/api/optimizers/learning_rate_schedules/exponential_decay/
 */
export const exponentialDecay = (options: DecayOptions): LearningRateSchedule =>
  decay(
    'ExponentialDecay',
    'exponentialDecay',
    options,
    ({ initialLearningRate, decayRate }, progress) => initialLearningRate * decayRate ** progress,
  );

/**
 * A rate that falls like one over the number of updates.
 *
 * $\eta(t) = \eta_0 / (1 + r\,t/s)$, with $t/s$ rounded down when `staircase` is set.
 *
 * @param options - $\eta_0$ `initialLearningRate`, $s$ `decaySteps`, $r$ `decayRate`, `staircase`.
 * @returns a schedule that an optimizer takes in place of a number.
 * @throws ArgumentError when an option is not finite or `decaySteps` is not positive.
 * @example
 * const schedule = schedules.inverseTimeDecay({ initialLearningRate: 0.1, decaySteps: 1, decayRate: 1 });
 * schedule.at(3); //=> 0.025
 * @see https://keras.io/api/optimizers/learning_rate_schedules/inverse_time_decay/
 */
export const inverseTimeDecay = (options: DecayOptions): LearningRateSchedule =>
  decay(
    'InverseTimeDecay',
    'inverseTimeDecay',
    options,
    ({ initialLearningRate, decayRate }, progress) =>
      initialLearningRate / (1 + decayRate * progress),
  );

/** Where the rate changes, and to what. */
export interface PiecewiseConstantOptions {
  /** Update numbers, ascending; a boundary still belongs to the interval before it. */
  boundaries: number[];
  /** One rate more than there are boundaries. */
  values: number[];
}

/**
 * A rate that is constant between given update numbers.
 *
 * $\eta(t) = v_k$ for $b_{k-1} < t \le b_k$.
 *
 * @param options - `boundaries` $b$ and one more `values` $v$.
 * @returns a schedule that an optimizer takes in place of a number.
 * @throws ArgumentError when the lists do not fit each other or `boundaries` do not ascend.
 * @example
 * const schedule = schedules.piecewiseConstantDecay({ boundaries: [100], values: [0.1, 0.01] });
 * [schedule.at(100), schedule.at(101)]; //=> [0.1, 0.01]
 * @see https://keras.io/api/optimizers/learning_rate_schedules/piecewise_constant_decay/
 */
export const piecewiseConstantDecay = (options: PiecewiseConstantOptions): LearningRateSchedule => {
  const op = 'piecewiseConstantDecay';
  checkOptions(op, options, ['boundaries', 'values']);
  const { boundaries, values } = options;
  if (!Array.isArray(boundaries) || !Array.isArray(values)) {
    const hint = 'write for example { boundaries: [100], values: [0.1, 0.01] }';
    throw refuse(op, 'boundaries and values to be lists', options, hint);
  }
  if (values.length !== boundaries.length + 1) {
    const expected = `${boundaries.length + 1} values for ${boundaries.length} boundaries`;
    throw refuse(op, expected, values.length, 'give one value before, between and after them');
  }
  if (boundaries.some((boundary, i) => i > 0 && !(boundary > (boundaries[i - 1] as number)))) {
    throw refuse(op, 'boundaries in ascending order', boundaries, 'sort them, with their values');
  }
  values.forEach((value, i) => {
    finite(op, `values[${i}]`, value);
  });
  return {
    className: 'PiecewiseConstantDecay',
    at(step) {
      const k = boundaries.findIndex((boundary) => step <= boundary);
      return values[k === -1 ? values.length - 1 : k] as number;
    },
    getConfig: () => ({ boundaries, values, name: 'PiecewiseConstant' }),
  };
};

/** A half cosine, with an optional linear rise before it. */
export interface CosineDecayOptions {
  initialLearningRate: number;
  decaySteps: number;
  /** The lowest rate, as a fraction of the highest (default 0). */
  alpha?: number;
  /** Rise linearly to this rate first (default: no rise). */
  warmupTarget?: number | null;
  /** Over this many updates (default 0). */
  warmupSteps?: number;
}

/**
 * A rate that follows half a cosine from its start down to a fraction of it.
 *
 * $\eta(t) = \eta_0\left((1-\alpha)\,\tfrac12(1+\cos\pi\,\min(t,s)/s) + \alpha\right)$
 *
 * @param options - $\eta_0$ `initialLearningRate`, $s$ `decaySteps`, $\alpha$ `alpha`, and a
 *   linear rise to `warmupTarget` over `warmupSteps` before the cosine begins.
 * @returns a schedule that an optimizer takes in place of a number.
 * @throws ArgumentError when an option is not finite or `decaySteps` is not positive.
 * @example
 * const schedule = schedules.cosineDecay({ initialLearningRate: 0.2, decaySteps: 10 });
 * [schedule.at(0), schedule.at(10)]; //=> [0.2, 0]
 * @see https://keras.io/api/optimizers/learning_rate_schedules/cosine_decay/
 */
export const cosineDecay = (options: CosineDecayOptions): LearningRateSchedule => {
  const op = 'cosineDecay';
  const known = ['initialLearningRate', 'decaySteps', 'alpha', 'warmupTarget', 'warmupSteps'];
  checkOptions(op, options, known);
  const { initialLearningRate, decaySteps, alpha = 0, warmupTarget = null } = options;
  const warmupSteps = options.warmupSteps ?? 0;
  finite(op, 'initialLearningRate', initialLearningRate);
  positive(op, 'decaySteps', decaySteps);
  finite(op, 'alpha', alpha);
  finite(op, 'warmupSteps', warmupSteps);
  if (warmupTarget !== null) finite(op, 'warmupTarget', warmupTarget);
  const cosine = (step: number, top: number): number => {
    const fall = 0.5 * (1 + Math.cos((Math.PI * Math.min(step, decaySteps)) / decaySteps));
    return top * ((1 - alpha) * fall + alpha);
  };
  return {
    className: 'CosineDecay',
    at(step) {
      if (warmupTarget === null) return cosine(step, initialLearningRate);
      if (step >= warmupSteps) return cosine(step - warmupSteps, warmupTarget);
      return initialLearningRate + (warmupTarget - initialLearningRate) * (step / warmupSteps);
    },
    getConfig: () => ({
      initial_learning_rate: initialLearningRate,
      decay_steps: decaySteps,
      alpha,
      name: 'CosineDecay',
      warmup_target: warmupTarget,
      warmup_steps: warmupSteps,
    }),
  };
};

/** Half cosines one after the other. */
export interface CosineDecayRestartsOptions {
  initialLearningRate: number;
  /** Updates of the first half cosine. */
  firstDecaySteps: number;
  /** How many times longer each is than the one before (default 2). */
  tMul?: number;
  /** How many times higher each starts than the one before (default 1). */
  mMul?: number;
  /** The lowest rate, as a fraction of the highest (default 0). */
  alpha?: number;
}

/**
 * A rate that falls along half a cosine and then starts again, over longer and longer spans.
 *
 * $\eta(t) = \eta_0\left((1-\alpha)\,\tfrac12 m^i(1+\cos\pi f) + \alpha\right)$ with $f$ the part
 * that is done of span $i$, whose length is $s\,r^i$.
 *
 * @param options - $\eta_0$ `initialLearningRate`, $s$ `firstDecaySteps`, $r$ `tMul`, $m$ `mMul`,
 *   $\alpha$ `alpha`.
 * @returns a schedule that an optimizer takes in place of a number.
 * @throws ArgumentError when an option is not finite, `firstDecaySteps` is not positive or `tMul`
 *   is below 1.
 * @example
 * const schedule = schedules.cosineDecayRestarts({ initialLearningRate: 0.2, firstDecaySteps: 10 });
 * [schedule.at(0), schedule.at(5), schedule.at(10), schedule.at(20)]; //=> [0.2, 0.1, 0.2, 0.1]
 * @see https://keras.io/api/optimizers/learning_rate_schedules/cosine_decay_restarts/
 */
export const cosineDecayRestarts = (options: CosineDecayRestartsOptions): LearningRateSchedule => {
  const op = 'cosineDecayRestarts';
  checkOptions(op, options, ['initialLearningRate', 'firstDecaySteps', 'tMul', 'mMul', 'alpha']);
  const { initialLearningRate, firstDecaySteps, tMul = 2, mMul = 1, alpha = 0 } = options;
  finite(op, 'initialLearningRate', initialLearningRate);
  positive(op, 'firstDecaySteps', firstDecaySteps);
  finite(op, 'tMul', tMul);
  finite(op, 'mMul', mMul);
  finite(op, 'alpha', alpha);
  if (tMul < 1) {
    throw refuse(op, 'tMul to be at least 1', tMul, 'with less, the spans would shrink to nothing');
  }
  return {
    className: 'CosineDecayRestarts',
    at(step) {
      const { span, done } = restartsBefore(step / firstDecaySteps, tMul);
      const cosine = 0.5 * mMul ** span * (1 + Math.cos(Math.PI * done));
      return initialLearningRate * ((1 - alpha) * cosine + alpha);
    },
    getConfig: () => ({
      initial_learning_rate: initialLearningRate,
      first_decay_steps: firstDecaySteps,
      t_mul: tMul,
      m_mul: mMul,
      alpha,
      name: 'SGDRDecay',
    }),
  };
};

/**
 * How many spans of lengths $1, r, r^2, \dots$ are over at `time`, and what part of the next is.
 *
 * Spans $0$ to $i - 1$ last $(r^i - 1)/(r - 1)$ together. The logarithm may be one span off at the
 * moment of a restart, so it is compared with that sum.
 */
function restartsBefore(time: number, r: number): { span: number; done: number } {
  if (r === 1) return { span: Math.floor(time), done: time - Math.floor(time) };
  const startOf = (span: number) => (r ** span - 1) / (r - 1);
  let span = Math.floor(Math.log1p(time * (r - 1)) / Math.log(r));
  if (startOf(span + 1) <= time) span += 1;
  if (startOf(span) > time) span -= 1;
  return { span, done: (time - startOf(span)) / r ** span };
}

/** A polynomial from one rate to another. */
export interface PolynomialDecayOptions {
  initialLearningRate: number;
  decaySteps: number;
  /** The rate that is reached after `decaySteps` (default 0.0001). */
  endLearningRate?: number;
  /** 1 is a straight line (default). */
  power?: number;
  /** Start again over twice, three times, … as many updates instead of staying (default false). */
  cycle?: boolean;
}

/**
 * A rate that falls along a polynomial and then stays.
 *
 * $\eta(t) = (\eta_0-\eta_1)\,(1-\min(t,s)/s)^p + \eta_1$; with `cycle`, $s\lceil t/s\rceil$ stands
 * for $s$ once $t > 0$.
 *
 * @param options - $\eta_0$ `initialLearningRate`, $s$ `decaySteps`, $\eta_1$ `endLearningRate`, $p$
 *   `power`, `cycle`.
 * @returns a schedule that an optimizer takes in place of a number.
 * @throws ArgumentError when an option is not finite or `decaySteps` is not positive.
 * @example
 * const schedule = schedules.polynomialDecay({ initialLearningRate: 1, decaySteps: 4, endLearningRate: 0 });
 * schedule.at(1); //=> 0.75
 * @see https://keras.io/api/optimizers/learning_rate_schedules/polynomial_decay/
 */
export const polynomialDecay = (options: PolynomialDecayOptions): LearningRateSchedule => {
  const op = 'polynomialDecay';
  const known = ['initialLearningRate', 'decaySteps', 'endLearningRate', 'power', 'cycle'];
  checkOptions(op, options, known);
  const { initialLearningRate, decaySteps, endLearningRate = 0.0001, power = 1 } = options;
  finite(op, 'initialLearningRate', initialLearningRate);
  positive(op, 'decaySteps', decaySteps);
  finite(op, 'endLearningRate', endLearningRate);
  finite(op, 'power', power);
  const cycle = checkBoolean(op, 'cycle', options.cycle ?? false);
  return {
    className: 'PolynomialDecay',
    at(step) {
      const span = cycle ? decaySteps * Math.max(1, Math.ceil(step / decaySteps)) : decaySteps;
      const left = 1 - Math.min(step, span) / span;
      return (initialLearningRate - endLearningRate) * left ** power + endLearningRate;
    },
    getConfig: () => ({
      initial_learning_rate: initialLearningRate,
      decay_steps: decaySteps,
      end_learning_rate: endLearningRate,
      power,
      cycle,
      name: 'PolynomialDecay',
    }),
  };
};
