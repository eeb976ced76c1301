import type { Snapshot, TrainingPlan } from './train';

/** Three digits behind the point, or as many significant ones for a small number. */
export function round(value: number): string {
  if (!Number.isFinite(value)) return 'no finite number';
  const small = value !== 0 && Math.abs(value) < 0.1;
  return String(Number(small ? value.toPrecision(3) : value.toFixed(3)));
}

/** How far the run is, such as `epoch 2 of 5, sample 3 of 4`. */
export function describeProgress(
  { updates, total }: Snapshot,
  { x, epochs }: TrainingPlan,
): string {
  if (updates === 0) return 'not trained yet';
  const samples = x.length;
  const epoch = Math.ceil(updates / samples);
  if (updates === total) return `trained for ${epochs} epochs`;
  return `epoch ${epoch} of ${epochs}, sample ${((updates - 1) % samples) + 1} of ${samples}`;
}

/** The fit in one sentence: how far the predictions are from the targets. */
export function describeFit({ predictions }: Snapshot, { y }: TrainingPlan): string {
  const errors = predictions.map((prediction, i) => Math.abs(prediction - y[i]!));
  const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
  return `Predictions against targets: off by ${round(mean)} on average.`;
}

/** The loss curve in one sentence. */
export function describeLosses({ epochLosses }: Snapshot): string {
  if (epochLosses.length === 0) return 'Loss of each epoch: none finished yet.';
  const last = epochLosses[epochLosses.length - 1]!;
  if (epochLosses.length === 1) return `Loss of each epoch: ${round(last)} in epoch 1.`;
  return `Loss of each epoch: from ${round(epochLosses[0]!)} to ${round(last)} in epoch ${epochLosses.length}.`;
}
