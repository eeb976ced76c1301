import { ArgumentError } from '@backprop/core';
import type { Rows } from './engine.js';

export interface Batch {
  step: number;
  epoch: number;
  samples: number[];
}

export interface BatchPlan {
  /** Rows of x. */
  samples: number;
  batchSize: number;
  epochs: number;
  /** The order in which every epoch takes the samples; by default as they stand. */
  order: readonly number[] | undefined;
}

/** Every batch of a training run in a fixed order; an epoch's last batch may be smaller. */
export function* batches({ samples, batchSize, epochs, order }: BatchPlan): Generator<Batch> {
  const rows = order ?? Array.from({ length: samples }, (_, i) => i);
  let step = 0;
  for (let epoch = 1; epoch <= epochs; epoch++) {
    for (let from = 0; from < rows.length; from += batchSize) {
      step += 1;
      yield { step, epoch, samples: rows.slice(from, from + batchSize) };
    }
  }
}

/** Stops unless the plan can be carried out. */
export function checkPlan(x: Rows, y: Rows, { batchSize, epochs, order }: BatchPlan): void {
  const refuse = (expected: string, received: unknown, hint: string) => {
    throw new ArgumentError({ operation: 'lockstep', expected, received: String(received), hint });
  };
  if (!Array.isArray(x) || x.length === 0) refuse('x with at least one row', x, 'write [[8, 8]]');
  if (!Array.isArray(y) || y.length !== x.length) {
    refuse(
      `y with ${x.length} rows, one for each of x`,
      Array.isArray(y) ? y.length : y,
      'give one target a sample',
    );
  }
  for (const [name, value] of [
    ['batchSize', batchSize],
    ['epochs', epochs],
  ] as const) {
    if (!Number.isInteger(value) || value < 1)
      refuse(`${name} to be a whole number from 1`, value, 'for example 1');
  }
  const bad = order?.find((row) => !Number.isInteger(row) || row < 0 || row >= x.length);
  if (bad !== undefined)
    refuse(`order to hold row numbers below ${x.length}`, bad, 'the first row is 0');
  if (order?.length === 0)
    refuse('order with at least one row number', '[]', 'leave it out for 0, 1, 2, …');
}
