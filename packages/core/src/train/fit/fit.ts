import type { Compiled } from '../../nn/model/compile.js';
import { print } from '../../nn/model/print.js';
import type { Sequential } from '../../nn/model/sequential.js';
import type { TensorLike } from '../../tensor/convert.js';
import { Random } from '../../tensor/random.js';
import { tidy } from '../../tensor/tidy.js';
import { Callback, notify } from '../callbacks/callback.js';
import { inOrder, takeBatch } from './data.js';
import { evaluateData } from './evaluate.js';
import { type History, type Logs, record } from './history.js';
import { type FitOptions, type FitPlan, readFitOptions } from './options.js';
import { Pauses } from './pause.js';
import { disposeData, type FitData, readFitData } from './split.js';
import { repeatedTrainStep, type Step } from './step.js';
import { Totals } from './totals.js';

/** Everything that stays the same during a run. */
interface Run {
  readonly model: Sequential;
  readonly compiled: Compiled;
  readonly plan: FitPlan;
  readonly data: FitData;
  readonly step: Step;
  readonly pauses: Pauses;
}

/**
 * Trains a model: goes through the samples again and again, one update per batch.
 *
 * The loss of an epoch is the mean over its samples, each computed before its batch's update, with
 * what the weights cost. It is async and lets the page breathe on its way.
 *
 * @param model - compiled.
 * @param x - samples, $[n, …]$.
 * @param y - targets, $[n, …]$.
 * @param options - `epochs`, `batchSize`, `shuffle`, `seed`, validation, `callbacks`, `signal`.
 * @returns loss and metrics of each epoch, and the seed.
 * @throws ShapeError when data does not fit, ArgumentError for a bad option or number,
 *   NonFiniteError when training diverges (weights are then as before that step), and the signal's
 *   reason when it is aborted.
 */
export async function fit(
  model: Sequential,
  x: TensorLike,
  y: TensorLike,
  options: FitOptions,
): Promise<History> {
  const plan = readFitOptions(options);
  const compiled = model.compiled('fit');
  const data = tidy(() => readFitData(model, x, y, options, plan));
  const step = repeatedTrainStep(model, compiled);
  const run: Run = { model, compiled, plan, data, step, pauses: new Pauses() };
  const history: History = { epoch: [], history: {}, seed: plan.seed };
  model.history = history;
  model.stopTraining = false;
  introduce(run);
  try {
    await runEpochs(run, history);
  } finally {
    disposeData(data, [x, y, options.sampleWeight, ...(options.validationData ?? [])]);
  }
  return history;
}

async function runEpochs(run: Run, history: History): Promise<void> {
  const { model, plan, data } = run;
  const random = new Random(plan.seed);
  const order = inOrder(data.training.x.shape[0] as number);
  await notify(plan.callbacks, 'onTrainBegin');
  for (let epoch = plan.initialEpoch; epoch < plan.epochs && !model.stopTraining; epoch++) {
    await notify(plan.callbacks, 'onEpochBegin', epoch);
    if (plan.shuffle) shuffle(order, random);
    const logs = await runEpoch(run, order);
    await notify(plan.callbacks, 'onEpochEnd', epoch, logs);
    // After the callbacks, which may have added to the logs.
    record(history, epoch, logs);
    if (plan.verbose > 0) print(epochLine(epoch, plan.epochs, logs));
  }
  await notify(plan.callbacks, 'onTrainEnd');
}

/** Tells callbacks with a state what they work for. */
function introduce({ model, plan, data }: Run): void {
  const { epochs, initialEpoch, batchSize, callbacks } = plan;
  const samples = data.training.x.shape[0] as number;
  const steps = Math.ceil(samples / batchSize);
  for (const callback of callbacks) {
    if (!(callback instanceof Callback)) continue;
    callback.setModel(model);
    callback.setParams({ epochs, initialEpoch, samples, steps, batchSize });
  }
}

async function runEpoch(run: Run, order: Int32Array): Promise<Logs> {
  const { model, compiled, plan, data, pauses } = run;
  const totals = new Totals(compiled);
  for (let start = 0, batch = 0; start < order.length; start += plan.batchSize, batch++) {
    plan.signal?.throwIfAborted();
    const end = Math.min(start + plan.batchSize, order.length);
    const size = end - start;
    // Nothing is awaited that is not there: for small models that would take longer than the step.
    const watched = plan.callbacks.length > 0;
    if (watched) await notify(plan.callbacks, 'onBatchBegin', batch, { batch, size });
    totals.add(tidy(() => run.step(takeBatch(data.training, order, start, end))));
    if (watched) {
      await notify(plan.callbacks, 'onBatchEnd', batch, { batch, size, ...totals.logs() });
    }
    if (pauses.due) await pauses.rest();
    if (model.stopTraining) break;
  }
  const logs = totals.logs();
  if (data.validation === null) return logs;
  const validation = evaluateData(model, compiled, data.validation, plan.validationBatchSize);
  for (const [name, value] of Object.entries(validation)) logs[`val_${name}`] = value;
  return logs;
}

/** Fisher and Yates: every order is equally likely. */
function shuffle(order: Int32Array, random: Random): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    const kept = order[i] as number;
    order[i] = order[j] as number;
    order[j] = kept;
  }
}

const epochLine = (epoch: number, epochs: number, logs: Logs): string => {
  const values = Object.entries(logs).map(([name, value]) => `${name}: ${value.toFixed(4)}`);
  return [`Epoch ${epoch + 1}/${epochs}`, ...values].join(' - ');
};
