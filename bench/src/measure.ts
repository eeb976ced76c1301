import { findDisagreement, trainedLoss } from './agreement.js';
import type { Contestant, Entry, Trainer } from './contestants/contestant.js';
import { timePerStep } from './timing.js';
import type { Workload } from './workloads/index.js';

/** What came out of one workload. */
export interface Measurement {
  workload: string;
  title: string;
  /** Operations of one forward pass, where the workload is a graph of single numbers. */
  nodes?: number;
  /** Steps after which the losses were compared. */
  agreementSteps: number;
  /** Microseconds of one step of each contestant, round by round; slow ones sit rounds out. */
  rounds: Record<string, number>[];
  /** Contestants that cannot do this workload, and why. */
  unable: Record<string, string>;
  /** Contestants that do it wrongly, and how. They are not timed. */
  wrong: Record<string, string>;
  /** How what a contestant does departs from the workload. */
  differences: Record<string, string>;
  /** What else is to be said of a contestant. */
  remarks: Record<string, string>;
}

export interface MeasureOptions {
  rounds: number;
  /** Milliseconds on the clock that a contestant gets in each round. */
  slice: number;
  agreementSteps: number;
  /** Microseconds, of this process's processors if it can be had. */
  clock: () => number;
  /** The contestant whose losses the others must reach. */
  correct: Contestant;
}

/** A contestant whose one step fills several slices takes part in so many rounds only. */
const ROUNDS_OF_THE_SLOW = 3;
const SLOW = 4;

/** WebAssembly and JavaScript start in a slow tier: so many slices are run before any counts. */
const WARM_UP = 4;

async function time(trainer: Trainer, slice: number, clock: () => number): Promise<number> {
  await trainer.enter?.();
  return timePerStep(trainer, slice, clock);
}

/** The losses to be reached, each found once. */
class Losses {
  readonly #found = new Map<Workload, number>();
  constructor(
    readonly correct: Contestant,
    readonly steps: number,
  ) {}

  async after(workload: Workload): Promise<number> {
    let loss = this.#found.get(workload);
    if (loss === undefined) {
      const entry = await this.correct.prepare(workload);
      if (typeof entry === 'string') throw new Error(`${this.correct.name}: ${entry}`);
      loss = await trainedLoss(entry, this.steps);
      this.#found.set(workload, loss);
    }
    return loss;
  }
}

/** Prepare all contestants; those that cannot, or do it wrongly, are noted in `result`. */
async function admit(
  workload: Workload,
  contestants: readonly Contestant[],
  losses: Losses,
  result: Measurement,
): Promise<Map<string, Trainer>> {
  const admitted = new Map<string, Trainer>();
  for (const { name, prepare } of contestants) {
    let entry: Entry | string;
    let disagreement: string | null = null;
    try {
      entry = await prepare(workload);
      if (typeof entry !== 'string') {
        const { checkedAgainst = workload } = entry;
        const expected = checkedAgainst === 'falling' ? null : await losses.after(checkedAgainst);
        disagreement = await findDisagreement(entry, expected, losses.steps);
      }
    } catch (error) {
      entry = `fails: ${(error as Error).message.split('\n')[0]}`;
    }
    if (typeof entry === 'string') result.unable[name] = entry;
    else if (disagreement !== null) {
      result.wrong[name] = disagreement;
      entry.trainer.dispose();
    } else {
      admitted.set(name, entry.trainer);
      if (entry.difference) result.differences[name] = entry.difference;
      if (entry.remark) result.remarks[name] = entry.remark;
    }
  }
  return admitted;
}

/**
 * Time all contestants on one workload. They take turns in every round, so that a machine that
 * slows down slows all of them; only ratios within a round mean anything.
 */
export async function measure(
  workload: Workload,
  contestants: readonly Contestant[],
  { rounds, slice, agreementSteps, clock, correct }: MeasureOptions,
): Promise<Measurement> {
  const { id, title } = workload;
  const result: Measurement = {
    workload: id,
    title,
    ...(workload.kind === 'scalar' ? { nodes: workload.nodes } : {}),
    agreementSteps,
    rounds: [],
    unable: {},
    wrong: {},
    differences: {},
    remarks: {},
  };
  const losses = new Losses(correct, agreementSteps);
  const trainers = await admit(workload, contestants, losses, result);
  const slow = new Set<string>();
  for (const [name, trainer] of trainers) {
    const microseconds = await time(trainer, WARM_UP * slice, clock);
    if (microseconds > SLOW * slice * 1000) slow.add(name);
  }
  for (let round = 0; round < rounds; round++) {
    const times: Record<string, number> = {};
    for (const [name, trainer] of trainers) {
      if (round >= ROUNDS_OF_THE_SLOW && slow.has(name)) continue;
      times[name] = await time(trainer, slice, clock);
    }
    result.rounds.push(times);
  }
  for (const trainer of trainers.values()) trainer.dispose();
  return result;
}
