import { getOptimizer } from '../../train/optimizers/lookup.js';
import type { Optimizer } from '../../train/optimizers/optimizer.js';
import { checkOptions, refuse } from '../checks.js';
import { getLoss, type Loss, type LossIdentifier } from '../losses/lookup.js';
import { getMetric, type MetricIdentifier } from '../metrics/lookup.js';
import type { Metric } from '../metrics/rule.js';

/** What a model needs to learn. */
export interface CompileArgs {
  /** A name such as `'adam'`, or an optimizer made by `train.…`. */
  optimizer: string | Optimizer;
  /** What is to be lowered. */
  loss: LossIdentifier;
  /** What is to be reported besides. */
  metrics?: MetricIdentifier | readonly MetricIdentifier[];
}

/** The same, with names resolved. */
export interface Compiled {
  readonly optimizer: Optimizer;
  readonly loss: Loss;
  readonly metrics: readonly Metric[];
}

/** Resolves names. @throws ArgumentError for an unknown one, or when something is missing */
export function resolveCompile(args: CompileArgs): Compiled {
  checkOptions('compile', args, ['optimizer', 'loss', 'metrics']);
  const given = args.metrics ?? [];
  const list = Array.isArray(given) ? given : [given];
  const metrics = list.map((identifier) => getMetric('compile', identifier));
  const names = ['loss', ...metrics.map(({ name }) => name)];
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) {
    const hint = 'each has one column in the history: name each once';
    throw refuse('compile', 'metrics with different names', twice, hint);
  }
  return {
    optimizer: getOptimizer('compile', args.optimizer),
    loss: getLoss('compile', args.loss),
    metrics,
  };
}
