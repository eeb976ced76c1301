import { compareNumbers } from './compare.js';
import type {
  Departure,
  LockstepReport,
  LockstepStep,
  LockstepTolerance,
  NumberComparison,
  ParameterRow,
} from './rows.js';

/** What stands at the top of a report, from all its steps (at least one). */
export function makeReport(
  steps: LockstepStep[],
  tolerance: LockstepTolerance,
  reasons: string[],
): LockstepReport {
  const byLoss = largestBy(steps, ({ loss }) => loss.difference);
  const pairs = steps.flatMap((step) => step.parameters.map((parameter) => ({ step, parameter })));
  const byWeight = largestBy(pairs, ({ parameter }) => parameter.largest.difference);
  const epochs = epochLosses(steps);
  return {
    steps,
    epochs,
    largestLoss: { step: byLoss.step, epoch: byLoss.epoch, loss: byLoss.loss },
    largestParameter: {
      step: byWeight.step.step,
      epoch: byWeight.step.epoch,
      parameter: byWeight.parameter,
    },
    tolerance,
    departure: findDeparture(steps, epochs, tolerance),
    reasons,
  };
}

function largestBy<T>(items: readonly T[], size: (item: T) => number): T {
  return items.reduce((best, item) => (size(item) > size(best) ? item : best));
}

/** Keras's figure for an epoch: batch losses weighted by their rows. */
function epochLosses(steps: readonly LockstepStep[]): NumberComparison[] {
  const epochs = new Map<number, { core: number; tfjs: number; rows: number }>();
  for (const { epoch, loss, samples } of steps) {
    const sum = epochs.get(epoch) ?? { core: 0, tfjs: 0, rows: 0 };
    sum.core += loss.core * samples.length;
    sum.tfjs += loss.tfjs * samples.length;
    sum.rows += samples.length;
    epochs.set(epoch, sum);
  }
  return [...epochs.values()].map(({ core, tfjs, rows }) =>
    compareNumbers(core / rows, tfjs / rows),
  );
}

/**
 * Finds the first step at which a loss or a weight is outside the tolerance.
 *
 * A loss is held to a share of itself or of its epoch's mean, whichever is larger: a squared error
 * that is almost zero has no correct digits left in any float32 engine.
 *
 * @param steps - the steps in their order
 * @param epochs - each epoch's mean loss
 * @param tolerance - `weights` absolute, `loss` as a share
 * @returns the step with everything outside, the largest difference first; null when none is
 */
export function findDeparture(
  steps: readonly LockstepStep[],
  epochs: readonly NumberComparison[],
  tolerance: LockstepTolerance,
): Departure | null {
  for (const { step, epoch, loss, parameters } of steps) {
    const scale = Math.max(Math.abs(loss.core), Math.abs(epochs[epoch - 1]?.core ?? 0));
    const lossIsOut = !(loss.difference <= tolerance.loss * scale);
    const out = parameters.filter(({ largest }) => largest.difference > tolerance.weights);
    if (!lossIsOut && out.length === 0) continue;
    return { step, epoch, loss: lossIsOut ? loss : null, parameters: out.sort(largestFirst) };
  }
  return null;
}

const largestFirst = (a: ParameterRow, b: ParameterRow): number =>
  b.largest.difference - a.largest.difference;
