import type { Contestant } from './contestants/contestant.js';
import { CORRECT } from './contestants/in-javascript.js';
import { GROWTH, type GrowthPoint } from './growth.js';
import { type Measurement, measure } from './measure.js';
import { measureProducts, type ProductMeasurement } from './products/measure-products.js';
import { WORKLOADS } from './workloads/index.js';

/** How thoroughly to measure. */
export interface Effort {
  rounds: number;
  /** Milliseconds that a contestant gets in each round. */
  slice: number;
  /** Steps after which losses are compared: of nets whose steps are short, and of the others. */
  agreementSteps: { short: number; long: number };
  growthRounds: number;
  /** The largest matrices of the products. */
  largestProduct: number;
}

export const FULL: Effort = {
  rounds: 9,
  slice: 150,
  agreementSteps: { short: 24, long: 12 },
  growthRounds: 5,
  largestProduct: 1024,
};

export const QUICK: Effort = {
  rounds: 5,
  slice: 40,
  agreementSteps: { short: 24, long: 4 },
  growthRounds: 3,
  largestProduct: 512,
};

/** What one process found out about one section. */
export interface SectionResult {
  measurements: Measurement[];
  products: ProductMeasurement[];
  growth: GrowthPoint[];
}

/** Workloads of which a step takes some contestants the better part of a second. */
const LONG = new Set(['W3', 'W4', 'W6']);

/** Where a section runs: which contestants there are, and the clock. */
export interface Place {
  contestants: readonly Contestant[];
  /** Microseconds. */
  clock: () => number;
}

export async function runSection(
  section: string,
  effort: Effort,
  { contestants, clock }: Place,
): Promise<SectionResult> {
  const result: SectionResult = { measurements: [], products: [], growth: [] };
  const { rounds, slice } = effort;
  const correct = contestants.find(({ name }) => name === CORRECT)!;
  if (section === 'products') {
    result.products = await measureProducts({
      ...{ rounds, slice, clock },
      largest: effort.largestProduct,
    });
    return result;
  }
  if (section === 'growth') {
    for (const { axis, sizes, make, takesPart } of GROWTH) {
      for (const size of sizes) {
        const workload = make(size);
        const measurement = await measure(workload.workload, contestants.filter(takesPart), {
          ...{ rounds: effort.growthRounds, slice, clock, correct },
          agreementSteps: effort.agreementSteps.long,
        });
        result.growth.push({ axis, size: workload.size, measurement });
      }
    }
    return result;
  }
  const agreementSteps = effort.agreementSteps[LONG.has(section) ? 'long' : 'short'];
  const workload = WORKLOADS[section]!();
  const options = { rounds, slice, clock, correct, agreementSteps };
  result.measurements.push(await measure(workload, contestants, options));
  return result;
}
