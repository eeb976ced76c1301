import type { Contestant, Trainer } from './contestants/contestant.js';
import type { DenseWorkload } from './workloads/dense.js';

/** Microseconds of one step of each contestant, round by round. */
export interface Measurement {
  workload: string;
  rounds: Record<string, number>[];
  /** Contestants that cannot do this workload. */
  unable: string[];
}

export interface MeasureOptions {
  rounds: number;
  /** Milliseconds that a contestant gets in each round. */
  slice: number;
}

const AGREEMENT_STEPS = 24;
const AGREEMENT = 1e-4;

/** Train every contestant for some steps: fast and wrong does not count. */
function requireAgreement(workload: DenseWorkload, trainers: Map<string, Trainer>): void {
  const losses = [...trainers].map(([name, trainer]) => {
    for (let i = 0; i < AGREEMENT_STEPS; i++) trainer.step();
    return { name, loss: trainer.loss() };
  });
  const first = losses[0]!;
  for (const { name, loss } of losses) {
    if (!(Math.abs(loss - first.loss) <= AGREEMENT * Math.abs(first.loss))) {
      throw new Error(
        `${workload.id}: expected every contestant to reach the same loss after ` +
          `${AGREEMENT_STEPS} steps, received ${first.loss} (${first.name}) and ${loss} (${name})`,
      );
    }
  }
}

/** CPU microseconds of one step, over as many steps as fit into the slice. */
function timeSteps(trainer: Trainer, slice: number): number {
  let steps = 0;
  let batch = 1;
  const before = process.cpuUsage();
  const end = performance.now() + slice;
  while (performance.now() < end) {
    for (let i = 0; i < batch; i++) trainer.step();
    steps += batch;
    batch = Math.min(batch * 2, 1024); // so that reading the clock costs nothing
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / steps;
}

/**
 * Time all contestants on one workload. They take turns in every round, so that a machine that
 * slows down slows all of them; only ratios within a round mean anything.
 */
export async function measure(
  workload: DenseWorkload,
  contestants: readonly Contestant[],
  { rounds, slice }: MeasureOptions,
): Promise<Measurement> {
  const trainers = new Map<string, Trainer>();
  const unable: string[] = [];
  for (const contestant of contestants) {
    const trainer = await contestant.prepare(workload);
    if (trainer) trainers.set(contestant.name, trainer);
    else unable.push(contestant.name);
  }
  requireAgreement(workload, trainers);
  for (const trainer of trainers.values()) timeSteps(trainer, slice); // warm up
  const result: Measurement = { workload: workload.id, rounds: [], unable };
  for (let round = 0; round < rounds; round++) {
    const times: Record<string, number> = {};
    for (const [name, trainer] of trainers) times[name] = timeSteps(trainer, slice);
    result.rounds.push(times);
  }
  for (const trainer of trainers.values()) trainer.dispose();
  return result;
}
