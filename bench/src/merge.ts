import type { Measurement } from './measure.js';
import type { ProductMeasurement } from './products/measure-products.js';
import type { SectionResult } from './sections.js';

/** One measurement out of several processes': rounds in a row; wrong in one is wrong in all. */
function mergeMeasurements(all: readonly Measurement[]): Measurement {
  const merge = (pick: (m: Measurement) => Record<string, string>) =>
    Object.assign({}, ...all.map(pick)) as Record<string, string>;
  const wrong = merge((m) => m.wrong);
  const unable = merge((m) => m.unable);
  const rounds = all
    .flatMap((m) => m.rounds)
    .map((round) =>
      Object.fromEntries(
        Object.entries(round).filter(([name]) => !(name in wrong) && !(name in unable)),
      ),
    );
  const differences = merge((m) => m.differences);
  return { ...all[0]!, rounds, wrong, unable, differences, remarks: merge((m) => m.remarks) };
}

function mergeProducts(all: readonly ProductMeasurement[]): ProductMeasurement {
  const wrong = all.find((one) => one.wrong !== undefined);
  if (wrong) return wrong;
  return { ...all[0]!, rate: all.flatMap((p) => p.rate), peak: all.flatMap((p) => p.peak) };
}

/** Items of the same key, in the order in which keys come first. */
function grouped<T>(items: readonly T[], key: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return [...groups.values()];
}

/** What several processes found out, as if it were one. */
export function mergeResults(all: readonly SectionResult[]): SectionResult {
  const measurements = all.flatMap((r) => r.measurements);
  const products = all.flatMap((r) => r.products);
  const growth = all.flatMap((r) => r.growth);
  return {
    measurements: grouped(measurements, (m) => m.workload).map(mergeMeasurements),
    products: grouped(
      products,
      ({ backend, product, size }) => `${backend} ${product} ${size}`,
    ).map(mergeProducts),
    growth: grouped(growth, ({ axis, size }) => `${axis} ${size}`).map((points) => ({
      ...points[0]!,
      measurement: mergeMeasurements(points.map((point) => point.measurement)),
    })),
  };
}

/** What the engine itself got wrong; nothing of the kind may go unnoticed. */
export function ownFailures(result: SectionResult, own: ReadonlySet<string>): string[] {
  const measurements = [...result.measurements, ...result.growth.map((g) => g.measurement)];
  const wrong = measurements.flatMap(({ workload, wrong, unable }) => [
    ...Object.entries(wrong).map(([name, how]) => ({ workload, name, how })),
    ...Object.entries(unable)
      .filter(([, why]) => why.startsWith('fails: '))
      .map(([name, how]) => ({ workload, name, how })),
  ]);
  return [
    ...wrong
      .filter(({ name }) => own.has(name))
      .map(({ workload, name, how }) => `${workload}: ${name}: ${how}`),
    ...result.products
      .filter((product) => product.wrong !== undefined)
      .map(({ backend, product, size, wrong }) => `${product} ${size}: ${backend}: ${wrong}`),
  ];
}
