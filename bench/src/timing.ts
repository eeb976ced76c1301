import type { Trainer } from './contestants/contestant.js';

/** What can be timed: a step here, or steps in another process. */
export type Timed = Pick<Trainer, 'step' | 'remote' | 'settle'>;

/**
 * Microseconds of one step, from as many as fit into the slice.
 *
 * The slice is counted on the same clock as the result. If it were wall-clock time, a busy machine
 * would leave a contestant a small part of it, too little to be compiled by the optimizing tier.
 *
 * @param slice milliseconds
 * @param clock microseconds; read seldom, because reading it may take as long as many steps
 */
export async function timePerStep(
  timed: Timed,
  slice: number,
  clock: () => number,
): Promise<number> {
  const enough = slice * 1000;
  const start = clock();
  let [steps, batch, spent, elsewhere] = [0, 1, 0, 0];
  do {
    const before = spent;
    if (timed.remote) elsewhere += await timed.remote(batch);
    else for (let i = 0; i < batch; i++) timed.step();
    steps += batch;
    spent = timed.remote ? elsewhere : clock() - start;
    if (spent - before < enough / 16) batch *= 2;
  } while (spent < enough);
  await timed.settle?.();
  return (timed.remote ? elsewhere : clock() - start) / steps;
}
