import type { FileSource } from '../file-error.js';
import type { Hdf5Dataset } from '../hdf5/read-hdf5.js';
import type { FileOptimizer, FileOptimizerState, FileTensor } from '../model-file.js';
import { takeTensor } from '../weights/take-tensor.js';
import { OPTIMIZERS, slotOrder } from './optimizers.js';
import { rateAt } from './schedules.js';

/** The count of steps is written as an int32. */
const MOST_STEPS = 2 ** 31 - 1;

/**
 * Reads what the optimizer remembers: iteration, learning rate unless a schedule gives it, then its
 * slots.
 *
 * @param optimizer class and settings, which say what slots there are
 * @param variables the trainable weights, in model order
 * @param datasets the optimizer's variables in file order
 * @param notes told when the state is not of the expected form
 * @returns null when training has to start afresh
 */
export function readOptimizerState(
  optimizer: FileOptimizer,
  variables: readonly FileTensor[],
  datasets: readonly Hdf5Dataset[],
  notes: string[],
  source: FileSource,
): FileOptimizerState | null {
  const hasRate = optimizer.schedule === undefined;
  const [iteration, ...others] = datasets;
  const [rate, rest] = hasRate ? [others[0], others.slice(1)] : [undefined, others];
  const order = findOrder(optimizer, variables, rest);
  if (iteration === undefined || (hasRate && rate === undefined) || order === undefined) {
    notes.push(
      `The state of ${optimizer.className} is not of the form known here; training starts afresh.`,
    );
    return null;
  }
  const slots = new Map<string, FileTensor[]>();
  for (const [index, { slot, variable }] of order.entries()) {
    const { name, shape } = variables[variable]!;
    const tensors = slots.get(slot) ?? [];
    tensors[variable] = takeTensor(rest[index]!, name, shape, source);
    slots.set(slot, tensors);
  }
  const steps = readScalar(iteration, source);
  if (!Number.isInteger(steps) || steps > MOST_STEPS) {
    const hint = 'the file is damaged';
    source.format(iteration.path, `a whole number of steps to ${MOST_STEPS}`, `${steps}`, hint);
  }
  return {
    iteration: steps,
    learningRate: rate === undefined ? rateAt(optimizer, steps) : readScalar(rate, source),
    slots: [...slots].map(([name, tensors]) => ({ name, tensors })),
  };
}

/**
 * The order of the slots. Most versions of Keras go variable by variable; some wrote slot by slot,
 * which the shapes show unless all are alike.
 */
function findOrder(
  { className, config }: FileOptimizer,
  variables: readonly FileTensor[],
  datasets: readonly Hdf5Dataset[],
) {
  const interleaved = slotOrder(className, config, variables.length);
  const slots = OPTIMIZERS[className].slots(config).flat();
  const blocked = slots.flatMap((slot) => variables.map((_, variable) => ({ slot, variable })));
  return [interleaved, blocked].find(
    (order) =>
      order.length === datasets.length &&
      order.every(({ variable }, index) =>
        sameShape(variables[variable]!.shape, datasets[index]!.shape),
      ),
  );
}

const sameShape = (a: readonly number[], b: readonly number[]) =>
  a.length === b.length && a.every((size, axis) => size === b[axis]);

function readScalar(dataset: Hdf5Dataset, source: FileSource): number {
  const value = dataset.shape.length === 0 ? dataset.read()[0] : undefined;
  if (value !== undefined && Number.isFinite(value) && value >= 0) return value;
  return source.format(
    dataset.path,
    'one number of at least 0',
    String(value ?? `shape [${dataset.shape}]`),
    'the file is damaged',
  );
}
