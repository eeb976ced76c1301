import { noGrad } from '../../autodiff/recording.js';
import { isBuiltIn } from '../../nn/layers/built-in.js';
import type { CallContext } from '../../nn/layers/layer.js';
import type { Compiled } from '../../nn/model/compile.js';
import { innerLayers } from '../../nn/model/nested.js';
import type { Sequential } from '../../nn/model/sequential.js';
import { replayed } from '../../tape/jit.js';
import type { Tensor } from '../../tensor/tensor.js';
import { tidy } from '../../tensor/tidy.js';
import { isBuiltInOptimizer } from '../optimizers/lookup.js';
import { lossGradients } from '../optimizers/loss-gradients.js';
import type { Data } from './data.js';
import { checkNumbers, locate, NonFiniteError, probe } from './non-finite.js';
import { objective } from './objective.js';
import { StateCopy } from './state-copy.js';
import { type BatchResult, type Measured, measure, readMeasured } from './totals.js';

/** Does one step with a batch and tells its loss and metrics. */
export type Step = (batch: Data) => BatchResult;

/**
 * One update: forward, loss, gradients, optimizer.
 *
 * Weights change only after loss and gradients have turned out to be finite.
 *
 * @returns loss and metrics before the update.
 * @throws NonFiniteError naming the first tensor with a number that is not finite.
 */
export function trainStep(model: Sequential, compiled: Compiled, batch: Data): BatchResult {
  return explained(model, compiled, batch, () =>
    tidy(() => readMeasured(update(model, compiled, batch))),
  );
}

/** Loss and metrics of a batch, with nothing changed. */
export function testStep(model: Sequential, compiled: Compiled, batch: Data): BatchResult {
  return noGrad(() => tidy(() => readMeasured(look(model, compiled, batch))));
}

/** Steps that have been recorded, by what their model was compiled with. */
const known = new WeakMap<Compiled, Step>();

/**
 * The same update, fast when it is made again and again: recorded twice, then replayed, also in
 * later runs of the same model.
 */
export function repeatedTrainStep(model: Sequential, compiled: Compiled): Step {
  const step = known.get(compiled) ?? rerecording(model, compiled);
  known.set(compiled, step);
  return step;
}

/** Records the step anew when layers were added, frozen or freed in between. */
function rerecording(model: Sequential, compiled: Compiled): Step {
  let recordedWith: readonly unknown[] = [];
  let step: Step | null = null;
  return (batch) => {
    if (!canBeRecorded(model, compiled)) return trainStep(model, compiled, batch);
    const now = settingsOf(model, compiled);
    if (step === null || !sameList(now, recordedWith)) {
      recordedWith = now;
      step = takenBackIfBad(model, compiled);
    }
    return step(batch);
  };
}

/** What a recorded step was recorded with: layers and their options, what may change, the optimizer's. */
function settingsOf(model: Sequential, { optimizer }: Compiled): unknown[] {
  const settings: unknown[] = [];
  for (const { layer } of innerLayers(model)) {
    settings.push(layer, layer.trainable, ...Object.values(layer));
    for (const weight of layer.weights) settings.push(weight, weight.requiresGrad);
  }
  for (const [name, value] of Object.entries(optimizer)) settings.push(name, value);
  return settings;
}

const sameList = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((value, i) => Object.is(value, b[i]));

/** A function of the user's may print, count, or read what changes: a recording would not. */
function canBeRecorded(model: Sequential, { loss, metrics, optimizer }: Compiled): boolean {
  if (!isBuiltInOptimizer(optimizer)) return false;
  if (!loss.builtIn || !metrics.every(({ builtIn }) => builtIn)) return false;
  return innerLayers(model).every(({ layer }) => isBuiltIn(layer));
}

/** A recorded step that leaves everything as it was when it meets a number that is not finite. */
function takenBackIfBad(model: Sequential, compiled: Compiled): Step {
  const state = new StateCopy(model, compiled);
  const run = recorded((batch) => update(model, compiled, batch));
  return (batch) => {
    state.keep();
    const result = explained(model, compiled, batch, () => run(batch));
    if (result.finite) return result;
    // A replay has used bad numbers already: take it back, and let a plain step find the place.
    state.restore();
    return trainStep(model, compiled, batch);
  };
}

/** A step whose calculation is kept on a tape, which returns tensors only. */
function recorded(step: (batch: Data) => Measured): Step {
  const tensorsOf = (batch: Data) => {
    const { rows, ...tensors } = step(batch);
    return tensors;
  };
  const { call: plain } = replayed((x, y) => tensorsOf({ x, y, weights: null }));
  const { call: weighted } = replayed((x, y, weights) => tensorsOf({ x, y, weights }));
  return ({ x, y, weights }) =>
    tidy(() => {
      const tensors = weights === null ? plain(x, y) : weighted(x, y, weights);
      return readMeasured({ rows: y.shape[0]!, ...tensors });
    });
}

function update(model: Sequential, compiled: Compiled, batch: Data): Measured {
  const context: CallContext = { training: true, updates: [] };
  let output!: Tensor;
  const compute = (): Tensor => {
    const result = objective(model, compiled, batch, context);
    output = result.output;
    return result.loss;
  };
  const { loss, pairs } = lossGradients('fit', compute, model.trainableWeights);
  checkNumbers(model, compiled, loss, pairs);
  return noGrad(() => {
    const measured = measure(compiled, batch, output, loss, probe(loss, pairs));
    compiled.optimizer.applyGradients(pairs);
    for (const change of context.updates) change();
    return measured;
  });
}

function look(model: Sequential, compiled: Compiled, batch: Data): Measured {
  const context: CallContext = { training: false, updates: [] };
  const { output, loss } = objective(model, compiled, batch, context);
  return measure(compiled, batch, output, loss);
}

/** Runs a step; if it meets a number that is not finite, looks for the layer where it began. */
function explained<T>(model: Sequential, compiled: Compiled, batch: Data, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof NonFiniteError)) throw error;
    throw locate(model, compiled, batch) ?? error;
  }
}
