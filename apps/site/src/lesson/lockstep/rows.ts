import type {
  LockstepReport,
  LockstepStep,
  NumberComparison,
} from '@backprop/keras-bridge/lockstep';

/** A number cut at the first digit that differs from the other engine's. */
export interface MarkedNumber {
  before: string;
  /** The digit that differs; empty when none does. */
  digit: string;
  after: string;
}

/** One line of the table: the loss, or the element of a parameter that differs most. */
export interface LockstepRow {
  name: string;
  core: MarkedNumber;
  tfjs: MarkedNumber;
  /** |core − TensorFlow.js|. */
  difference: number;
  /** The difference counted in float32 numbers. */
  ulps: number;
  /** The comparison in words, for those who do not see the mark. */
  words: string;
}

/** The lines of one step: the loss first, then the parameters in model order. */
export function rowsOf(step: LockstepStep): LockstepRow[] {
  const parameters = step.parameters.map(({ layer, name, shape, largest }) => {
    const place = shape.length > 0 ? `[${largest.index.join(', ')}]` : '';
    return rowOf(`${layer} ${name}${place}`, largest);
  });
  return [rowOf('loss', step.loss), ...parameters];
}

function rowOf(name: string, { digits, difference, ulps }: NumberComparison): LockstepRow {
  return {
    name,
    core: cutAt(digits.core, digits.at),
    tfjs: cutAt(digits.tfjs, digits.at),
    difference,
    ulps,
    words: digits.digit === null ? 'all digits equal' : `differs from digit ${digits.digit} on`,
  };
}

/** Cuts a text around one character; without a place all of it stands before. */
export function cutAt(text: string, at: number | null): MarkedNumber {
  if (at === null) return { before: text, digit: '', after: '' };
  return { before: text.slice(0, at), digit: text.slice(at, at + 1), after: text.slice(at + 1) };
}

/** What the whole run showed, in two sentences. */
export function summaryOf(report: LockstepReport): string {
  const { steps, largestLoss, largestParameter: worst, departure } = report;
  const { layer, name, largest } = worst.parameter;
  if (largestLoss.loss.difference === 0 && largest.difference === 0) {
    return `Over ${steps.length} steps every loss and every weight is the same, to the last bit.`;
  }
  const furthest =
    `Over ${steps.length} steps the losses differ by at most ${short(largestLoss.loss.difference)} ` +
    `and the weights by at most ${short(largest.difference)} (${layer} ${name}, step ${worst.step}).`;
  const verdict = departure
    ? `The engines part at step ${departure.step}.`
    : 'The engines stay together, as far as float32 arithmetic lets them.';
  return `${furthest} ${verdict}`;
}

/** A small difference in two digits. */
export function short(difference: number): string {
  return difference === 0 ? '0' : difference.toExponential(1);
}
