import type { Metric } from '../../nn/metrics/rule.js';
import type { Compiled } from '../../nn/model/compile.js';
import type { Tensor } from '../../tensor/tensor.js';
import type { Data } from './data.js';
import type { Logs } from './history.js';

/** Loss and metrics of a batch, as scalars. */
export interface Measured {
  readonly rows: number;
  readonly loss: Tensor;
  /** Not a number if anything in the step was not finite. */
  readonly probe: Tensor;
  /** For each metric, the two sides of its fraction. */
  readonly fractions: readonly (readonly [Tensor, Tensor])[];
}

/** Loss and metrics of a batch, as plain numbers. */
export interface BatchResult {
  readonly rows: number;
  readonly loss: number;
  /** Whether everything in the step was finite. */
  readonly finite: boolean;
  /** For each metric, the two sides of its fraction. */
  readonly fractions: readonly (readonly [number, number])[];
}

/** Computes the metrics of a batch. */
export const measure = (
  { metrics }: Compiled,
  { y }: Data,
  output: Tensor,
  loss: Tensor,
  probe: Tensor = loss,
): Measured => ({
  rows: y.shape[0] as number,
  loss,
  probe,
  fractions: metrics.map((metric) => metric.update(y, output)),
});

/** Reads loss and metrics of a batch. */
export const readMeasured = ({ rows, loss, probe, fractions }: Measured): BatchResult => ({
  rows,
  loss: loss.item(),
  finite: Number.isFinite(probe.item()),
  fractions: fractions.map(([above, below]) => [above.item(), below.item()] as const),
});

/** Adds up batches to loss and metrics of an epoch: means over samples, not over batches. */
export class Totals {
  readonly #metrics: readonly Metric[];
  readonly #fractions: [number, number][];
  #rows = 0;
  #loss = 0;

  constructor({ metrics }: Compiled) {
    this.#metrics = metrics;
    this.#fractions = metrics.map(() => [0, 0]);
  }

  add({ rows, loss, fractions }: BatchResult): void {
    this.#rows += rows;
    this.#loss += loss * rows;
    this.#fractions.forEach((total, i) => {
      const [numerator, denominator] = fractions[i] as readonly [number, number];
      total[0] += numerator;
      total[1] += denominator;
    });
  }

  /** Loss and metrics so far; a fraction without denominator is 0, as in Keras. */
  logs(): Logs {
    const logs: Logs = { loss: this.#rows === 0 ? 0 : this.#loss / this.#rows };
    this.#metrics.forEach((metric, i) => {
      const [numerator, denominator] = this.#fractions[i] as [number, number];
      const fraction = denominator === 0 ? 0 : numerator / denominator;
      logs[metric.name] = metric.finish?.(fraction) ?? fraction;
    });
    return logs;
  }
}
