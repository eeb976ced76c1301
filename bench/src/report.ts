import { FASTEST_FIRST } from './contestants/in-javascript.js';
import type { GrowthPoint } from './growth.js';
import type { Measurement } from './measure.js';
import type { ProductMeasurement } from './products/measure-products.js';
import { growthExponent, quantile, type Spread, spread } from './statistics.js';

export interface Row {
  workload: string;
  contestant: string;
  microseconds: Spread;
  /** How many times the reference's time this contestant takes, within the same round. */
  ratio: Spread;
  remark: string;
  /** It trains by another algorithm. */
  differs: boolean;
}

/** By whom times are divided: the fastest of ours that was timed here. */
export function referenceOf({ rounds }: Measurement): string | null {
  const first = rounds[0] ?? {};
  return FASTEST_FIRST.find((name) => name in first) ?? null;
}

/** One row for each contestant of each workload. */
export function rows(measurements: readonly Measurement[]): Row[] {
  return measurements.flatMap((measurement) => {
    const { workload, rounds, differences, remarks, nodes } = measurement;
    const reference = referenceOf(measurement);
    return Object.keys(rounds[0] ?? {}).map((contestant) => {
      const taken = rounds.filter((round) => contestant in round);
      const microseconds = spread(taken.map((round) => round[contestant]!));
      const perNode = nodes ? `${short((1000 * microseconds.median) / nodes)} ns a node` : '';
      const ratio = spread(
        taken.map((round) => (reference === null ? 1 : round[contestant]! / round[reference]!)),
      );
      return {
        ...{ workload, contestant, microseconds, ratio },
        remark: [differences[contestant], remarks[contestant], perNode].filter(Boolean).join('; '),
        differs: contestant in differences,
      };
    });
  });
}

/** Three digits, without a power of ten. */
export function short(value: number): string {
  if (value === 0) return '0';
  const digits = 2 - Math.floor(Math.log10(Math.abs(value)));
  return digits <= 0 ? Math.round(value).toLocaleString('en') : value.toFixed(Math.min(digits, 6));
}

/** Microseconds in the unit that suits them. */
export function duration(microseconds: number): string {
  if (microseconds < 1000) return `${short(microseconds)} µs`;
  return microseconds < 1e6 ? `${short(microseconds / 1000)} ms` : `${short(microseconds / 1e6)} s`;
}

const markdown = (head: readonly string[], align: readonly string[], body: readonly string[][]) =>
  [head, align, ...body].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** Every row with its quartiles. */
export function detailTable(all: readonly Row[]): string {
  return markdown(
    ['workload', 'contestant', 'a step', '× ours', 'quartiles', 'remark'],
    ['---', '---', '---:', '---:', '---', '---'],
    all.map(({ workload, contestant, microseconds, ratio, remark }) => [
      ...[workload, contestant, duration(microseconds.median), short(ratio.median)],
      ...[`${short(ratio.lower)} to ${short(ratio.upper)}`, remark],
    ]),
  );
}

/** One line for each contestant, one column for each workload; a star marks another algorithm. */
export function summaryTable(measurements: readonly Measurement[], all: readonly Row[]): string {
  const names = [...new Set(all.map(({ contestant }) => contestant))];
  const cell = (contestant: string, { workload, wrong, differences }: Measurement) => {
    if (contestant in wrong) return 'wrong';
    const row = all.find((r) => r.workload === workload && r.contestant === contestant);
    if (row === undefined) return '–';
    const star = contestant in differences ? '\\*' : '';
    const time = duration(row.microseconds.median);
    return row.ratio.median === 1 ? `**${time}**` : `${time}${star} (${short(row.ratio.median)}×)`;
  };
  return markdown(
    ['', ...measurements.map(({ workload }) => workload)],
    ['---', ...measurements.map(() => '---:')],
    names.map((name) => [name, ...measurements.map((measurement) => cell(name, measurement))]),
  );
}

/** Who was not timed, and why. */
export function absences(measurements: readonly Measurement[]): string {
  const reasons = new Map<string, string[]>();
  for (const { workload, unable, wrong } of measurements) {
    const all = [
      ...Object.entries(wrong).map(([name, how]) => `${name} is WRONG: ${how}`),
      ...Object.entries(unable).map(([name, why]) => `${name} skipped: ${why}`),
    ];
    for (const line of all) reasons.set(line, [...(reasons.get(line) ?? []), workload]);
  }
  return [...reasons].map(([line, workloads]) => `- ${workloads.join(', ')}: ${line}`).join('\n');
}

/** Rates of the products, and the share of the multiply-add peak in the same round. */
export function productTable(products: readonly ProductMeasurement[]): string {
  return markdown(
    ['product', 'm × n × k', 'instructions', 'GFLOP/s', 'peak', 'share'],
    ['---', '---', '---', '---:', '---:', '---:'],
    products.map(({ backend, product, size, rate, peak, wrong }) => {
      const what = [product, size.join(' × '), backend];
      if (wrong !== undefined) return [...what, 'wrong', '', ''];
      const share = quantile(
        rate.map((r, i) => r / peak[i]!),
        0.5,
      );
      return [
        ...what,
        short(quantile(rate, 0.5)),
        short(quantile(peak, 0.5)),
        `${Math.round(100 * share)} %`,
      ];
    }),
  );
}

/** One contestant's way along one axis. */
export interface GrowthCurve {
  axis: GrowthPoint['axis'];
  contestant: string;
  points: { x: number; y: number }[];
  /** From the largest size back to a tenth of it, where what each step costs anyway is small. */
  exponent: number;
}

export function growthCurves(growth: readonly GrowthPoint[]): GrowthCurve[] {
  const curves = new Map<string, Omit<GrowthCurve, 'exponent'>>();
  for (const { axis, size, measurement } of growth) {
    for (const { contestant, microseconds } of rows([measurement])) {
      const key = `${axis} ${contestant}`;
      const curve = curves.get(key) ?? { axis, contestant, points: [] };
      curve.points.push({ x: size, y: microseconds.median });
      curves.set(key, curve);
    }
  }
  return [...curves.values()].map((curve) => {
    const largest = Math.max(...curve.points.map(({ x }) => x));
    const last = curve.points.filter(({ x }) => x >= largest / 11);
    return { ...curve, exponent: last.length > 1 ? growthExponent(last) : Number.NaN };
  });
}

export function growthTable(curves: readonly GrowthCurve[]): string {
  return markdown(
    ['along', 'contestant', 'from', 'to', 'exponent in the last decade'],
    ['---', '---', '---', '---', '---:'],
    curves.map(({ axis, contestant, points, exponent }) => {
      const end = ({ x, y }: { x: number; y: number }) =>
        `${duration(y)} at ${x.toLocaleString('en')}`;
      return [axis, contestant, end(points[0]!), end(points.at(-1)!), exponent.toFixed(2)];
    }),
  );
}
