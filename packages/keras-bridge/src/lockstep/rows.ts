/** Two numbers written to the same decimal place, and where the texts part. */
export interface DigitComparison {
  core: string;
  tfjs: string;
  /** Place in both texts of the first character that differs; null when none does. */
  at: number | null;
  /** The same place counted in significant digits, 1 for the first; null when none differs. */
  digit: number | null;
}

/** One number as both engines have it. */
export interface NumberComparison {
  core: number;
  tfjs: number;
  /** |core − tfjs|; infinite when one of them is not a finite number and the other is. */
  difference: number;
  /** How many float32 numbers lie between them, the second one counted. */
  ulps: number;
  digits: DigitComparison;
}

/** One tensor as both engines have it: a weight, its gradient, or a layer's output. */
export interface ParameterRow {
  /** The layer's name, for example `dense_1`. */
  layer: string;
  /** The weight's name in its layer, for example `kernel`; `output` for what a layer made. */
  name: string;
  shape: readonly number[];
  /** All values, row by row. */
  core: readonly number[];
  tfjs: readonly number[];
  /** The element with the largest difference, and its place in the tensor. */
  largest: NumberComparison & { index: readonly number[] };
  /** The largest distance of any element, in float32 ulps. */
  ulps: number;
}

/** One step of training: one batch, one update. */
export interface LockstepStep {
  /** 1 for the first update. */
  step: number;
  /** 1 for the first epoch. */
  epoch: number;
  /** Which samples the batch held, as row numbers of `x`. */
  samples: readonly number[];
  /** The batch's loss before the update. */
  loss: NumberComparison;
  /** The weights after the update, in model order. */
  parameters: ParameterRow[];
  /** The gradients of the trainable weights that made the update. */
  gradients: ParameterRow[];
  /**
   * What each layer made of the batch before the update, in a pass that is not part of training;
   * empty unless asked for.
   */
  activations: ParameterRow[];
}

/** The step at which the losses differed most. */
export interface LossPlace {
  step: number;
  epoch: number;
  loss: NumberComparison;
}

/** The step at which a parameter differed most. */
export interface ParameterPlace {
  step: number;
  epoch: number;
  parameter: ParameterRow;
}

/** The first step at which something left the tolerance. */
export interface Departure {
  step: number;
  epoch: number;
  /** The loss, if it is outside. */
  loss: NumberComparison | null;
  /** The parameters that are outside, the largest difference first. */
  parameters: ParameterRow[];
}

/** How far the engines may be apart. */
export interface LockstepTolerance {
  /** On every weight, absolute. */
  weights: number;
  /** On every loss, as a share of the larger of core's loss and its epoch's mean. */
  loss: number;
}

/** The whole run. */
export interface LockstepReport {
  steps: LockstepStep[];
  /** Each epoch's mean loss: the sum of batch loss × rows over the rows, as Keras reports it. */
  epochs: NumberComparison[];
  largestLoss: LossPlace;
  largestParameter: ParameterPlace;
  tolerance: LockstepTolerance;
  /** The first step outside the tolerance; null when the engines stayed together. */
  departure: Departure | null;
  /** Where the two engines are known to compute differently and this model uses it. */
  reasons: string[];
}
