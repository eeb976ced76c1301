import type { Tensor } from '../../tensor/tensor.js';
import { refuse } from '../checks.js';
import { findLossRule, LOSS_RULES } from '../losses/lookup.js';
import { byName } from '../names.js';
import {
  binaryAccuracy,
  categoricalAccuracy,
  confusion,
  sparseCategoricalAccuracy,
} from './accuracy.js';
import { type Metric, meanOf } from './rule.js';

type PerSample = (yTrue: Tensor, yPred: Tensor) => Tensor;

/** A name in any spelling, or a function of targets and predictions. */
export type MetricIdentifier = string | PerSample;

/** Which accuracy fits, as Keras decides it: by the shapes. */
const chosenAccuracy: PerSample = (yTrue, yPred) => {
  const outputs = yPred.shape[yPred.rank - 1] ?? 1;
  if (outputs === 1) return binaryAccuracy(yTrue, yPred);
  const sparse = yTrue.rank < yPred.rank || yTrue.shape[yTrue.rank - 1] === 1;
  return sparse ? sparseCategoricalAccuracy(yTrue, yPred) : categoricalAccuracy(yTrue, yPred);
};

const mean = (name: string, perSample: PerSample, ...aliases: string[]) => ({
  name,
  aliases,
  make: (key: string): Metric => meanOf(key, name, perSample),
});

const RECORDS = [
  mean('accuracy', chosenAccuracy, 'acc'),
  mean('binary_accuracy', (yTrue, yPred) => binaryAccuracy(yTrue, yPred)),
  mean('categorical_accuracy', categoricalAccuracy),
  mean('sparse_categorical_accuracy', sparseCategoricalAccuracy),
  {
    name: 'precision',
    aliases: [],
    make: (key: string): Metric => ({
      name: key,
      builtIn: true,
      config: 'precision',
      update(yTrue, yPred) {
        const { hits, decided } = confusion('precision', yTrue, yPred);
        return [hits, decided];
      },
    }),
  },
  {
    name: 'recall',
    aliases: [],
    make: (key: string): Metric => ({
      name: key,
      builtIn: true,
      config: 'recall',
      update(yTrue, yPred) {
        const { hits, actual } = confusion('recall', yTrue, yPred);
        return [hits, actual];
      },
    }),
  },
  {
    name: 'root_mean_squared_error',
    aliases: ['rmse'],
    make(key: string): Metric {
      const square = findLossRule('mean_squared_error')!;
      const squares: PerSample = (yTrue, yPred) => square.perSample(yTrue, yPred, {});
      return { ...meanOf(key, 'root_mean_squared_error', squares), finish: Math.sqrt };
    },
  },
];

const find = byName(RECORDS, ({ name, aliases }) => [name, ...aliases]);

/**
 * Turns an identifier into a metric; its key in the history is the name as it was given.
 *
 * @throws ArgumentError for an unknown one
 */
export function getMetric(operation: string, identifier: unknown): Metric {
  if (typeof identifier === 'function') {
    const name = identifier.name === '' ? 'metric' : identifier.name;
    return meanOf(name, name, identifier as PerSample, false);
  }
  if (typeof identifier === 'string') {
    const record = find(identifier);
    if (record !== undefined) return record.make(identifier);
    const rule = findLossRule(identifier);
    if (rule !== undefined) {
      return meanOf(identifier, rule.name, (yTrue, yPred) =>
        rule.perSample(yTrue, yPred, rule.options),
      );
    }
  }
  const names = [...RECORDS, ...LOSS_RULES].map(({ name }) => name).join(', ');
  throw refuse(operation, 'a known metric or a function', identifier, `known are ${names}`);
}
