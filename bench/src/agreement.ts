import type { Entry, Trainer } from './contestants/contestant.js';

/** Losses in float32 after different orders of summation may differ by this part of themselves. */
export const AGREEMENT = 1e-4;

async function train(trainer: Trainer, steps: number): Promise<number> {
  await trainer.enter?.();
  if (trainer.remote) await trainer.remote(steps);
  else for (let i = 0; i < steps; i++) trainer.step();
  await trainer.settle?.();
  return trainer.loss();
}

/**
 * What is wrong with how a contestant trains; null if nothing. Fast and wrong does not count.
 *
 * @param expected the loss that `steps` steps must lead to; null if all that is known is that it
 *   must fall
 */
export async function findDisagreement(
  { trainer }: Entry,
  expected: number | null,
  steps: number,
): Promise<string | null> {
  await trainer.enter?.();
  const before = await trainer.loss();
  const after = await train(trainer, steps);
  if (expected === null) {
    if (after < before) return null;
    return `expected the loss to fall in ${steps} steps, received ${before}, then ${after}`;
  }
  if (Math.abs(after - expected) <= AGREEMENT * Math.abs(expected)) return null;
  return `expected the loss ${expected} after ${steps} steps, received ${after}`;
}

/** The loss after some steps of a contestant that is taken to be right. */
export async function trainedLoss({ trainer }: Entry, steps: number): Promise<number> {
  const loss = await train(trainer, steps);
  trainer.dispose();
  return loss;
}
