import { readFileSync } from 'node:fs';
import { type Sequential, tensor } from '@backprop/core';

/** How the real Keras went on with a model that it had saved. */
interface SavedSchedule {
  name: string;
  rates: number[];
  losses: number[];
  weights: [kernel: number[][], bias: number[]];
}

const FOLDER = new URL('../fixtures/schedules/', import.meta.url);

/** What `save-schedules.py` wrote with Keras 3.15.1. */
export const { x, y, saved } = JSON.parse(
  readFileSync(new URL('manifest.json', FOLDER), 'utf8'),
) as { x: number[][]; y: number[][]; saved: SavedSchedule[] };

/** A model that the real Keras saved after three steps. */
export const scheduleFixture = (file: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(file, FOLDER)));

/** Three steps on the data of the fixtures: the rate and the loss of each. */
export async function goOn(model: Sequential): Promise<{ rates: number[]; losses: number[] }> {
  const [rates, losses]: [number[], number[]] = [[], []];
  for (let step = 0; step < 3; step++) {
    rates.push(model.optimizer!.learningRate);
    const plan = { batchSize: x.length, shuffle: false, verbose: 0 } as const;
    const { history } = await model.fit(tensor(x), tensor(y), plan);
    losses.push(history.loss![0] as number);
  }
  return { rates, losses };
}

/** The largest distance of two numbers in lists of any depth, as a part of the second. */
export function apart(a: unknown[], b: unknown[]): number {
  const [first, second] = [a.flat(9), b.flat(9)] as [number[], number[]];
  if (first.length !== second.length) return Number.POSITIVE_INFINITY;
  return Math.max(...first.map((value, i) => Math.abs(value / second[i]! - 1)));
}
