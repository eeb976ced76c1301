import type { Measurement } from './measure.js';
import { type Spread, spread } from './statistics.js';

export interface Row {
  workload: string;
  contestant: string;
  microseconds: Spread;
  /** How many times the reference's time this contestant takes, within the same round. */
  ratio: Spread;
}

/** One row for each contestant of each workload, as ratios to `reference`. */
export function rows(measurements: readonly Measurement[], reference: string): Row[] {
  return measurements.flatMap(({ workload, rounds }) =>
    Object.keys(rounds[0] ?? {}).map((contestant) => ({
      workload,
      contestant,
      microseconds: spread(rounds.map((round) => round[contestant]!)),
      ratio: spread(rounds.map((round) => round[contestant]! / round[reference]!)),
    })),
  );
}

const short = (value: number) => value.toPrecision(3);

/** The rows as a Markdown table. */
export function table(all: readonly Row[], reference: string): string {
  const head = [
    `| workload | contestant | µs a step | times ${reference} | quartiles |`,
    '| --- | --- | ---: | ---: | --- |',
  ];
  const body = all.map(
    ({ workload, contestant, microseconds, ratio }) =>
      `| ${workload} | ${contestant} | ${short(microseconds.median)} | ${short(ratio.median)} | ` +
      `${short(ratio.lower)} to ${short(ratio.upper)} |`,
  );
  return [...head, ...body].join('\n');
}
