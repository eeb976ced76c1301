import type { LockstepReport } from '@backprop/keras-bridge/lockstep';
import { short } from '../lockstep/rows';
import { round } from '../training/describe';

/** What the losses are drawn over. */
export type Over = 'epoch' | 'step';

/** The loss of both engines at one epoch or step, counted from 1. */
export interface LossPoint {
  at: number;
  core: number;
  tfjs: number;
  /** |core − TensorFlow.js|. */
  difference: number;
}

/** Each epoch's mean loss, or each batch's loss, of both engines. */
export function pointsOf({ epochs, steps }: LockstepReport, over: Over): LossPoint[] {
  const losses = over === 'epoch' ? epochs : steps.map(({ loss }) => loss);
  return losses.map(({ core, tfjs, difference }, i) => ({ at: i + 1, core, tfjs, difference }));
}

/** The curves in one sentence. */
export function describeCurves(points: readonly LossPoint[], over: Over): string {
  const [first, last] = [points[0]!, points[points.length - 1]!];
  if (points.length === 1) {
    return `Loss in ${over} 1: core ${round(first.core)}, TensorFlow.js ${round(first.tfjs)}.`;
  }
  const way = (engine: 'core' | 'tfjs') => `${round(first[engine])} to ${round(last[engine])}`;
  return (
    `Loss over ${points.length} ${over}s: core from ${way('core')}, ` +
    `TensorFlow.js from ${way('tfjs')}.`
  );
}

/** Their difference in one sentence. */
export function describeDifference(points: readonly LossPoint[], over: Over): string {
  const most = points.reduce((a, b) => (b.difference > a.difference ? b : a));
  return most.difference === 0
    ? 'The losses are the same, to the last bit.'
    : `The losses differ most in ${over} ${most.at}, by ${short(most.difference)}.`;
}

/** At most so many points, evenly spread, with the first and the last. */
export function thin(points: readonly LossPoint[], most: number): LossPoint[] {
  if (points.length <= most) return [...points];
  const step = (points.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, i) => points[Math.round(i * step)]!);
}

/**
 * The power of ten that numbers are drawn in: 0 for those that an axis has room for as they are,
 * and for small ones the one that leaves a digit before the point.
 */
export function powerFor(values: readonly number[]): number {
  const most = Math.max(0, ...values.filter(Number.isFinite).map(Math.abs));
  return most === 0 || most >= 0.01 ? 0 : Math.floor(Math.log10(most));
}
