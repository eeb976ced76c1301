import type * as Core from '@backprop/core';

/** A net with one hidden layer and one output, its data, and how it is trained. */
export interface TrainingPlan {
  /** `regression`: linear and squared error. `classification`: sigmoid and cross-entropy. */
  task?: 'regression' | 'classification';
  /** One row of inputs for each sample. */
  x: readonly (readonly number[])[];
  /** One target for each sample. */
  y: readonly number[];
  /** First weights: W1 [inputs][hidden], b1 [hidden], W2 [hidden], b2. */
  weights: {
    W1: readonly (readonly number[])[];
    b1: readonly number[];
    W2: readonly number[];
    b2: number;
  };
  learningRate: number;
  /** Passes over the samples, which come one at a time and in order. */
  epochs: number;
}

/** Where a training run stands after some updates. */
export interface Snapshot {
  updates: number;
  /** Updates of the whole run. */
  total: number;
  /** The net's answer to each sample. */
  predictions: readonly number[];
  /** Each finished epoch's mean of the losses before its updates. */
  epochLosses: readonly number[];
}

/** W1, b1, W2, b2 as tensors of rank 2. */
type Weights = readonly [Core.Tensor, Core.Tensor, Core.Tensor, Core.Tensor];
type Numbers = readonly (readonly (readonly number[])[])[];

/**
 * Trains in float64, one sample an update, and hands out where it stands: before the first update,
 * then after each.
 *
 * @param core the engine, given so that the page can load it late
 */
export function* train(core: typeof Core, plan: TrainingPlan): Generator<Snapshot, void> {
  const { W1, b1, W2, b2 } = plan.weights;
  let weights: Numbers = [W1, [b1], W2.map((weight) => [weight]), [[b2]]];
  const samples = plan.x.length;
  const total = samples * plan.epochs;
  const epochLosses: number[] = [];
  let sum = 0;
  yield { updates: 0, total, epochLosses: [], predictions: predict(core, plan, weights) };
  for (let updates = 1; updates <= total; updates++) {
    const sample = (updates - 1) % samples;
    const step = update(core, plan, weights, sample);
    weights = step.weights;
    sum += step.loss;
    if (sample === samples - 1) {
      epochLosses.push(sum / samples);
      sum = 0;
    }
    const predictions = predict(core, plan, weights);
    yield { updates, total, epochLosses: [...epochLosses], predictions };
  }
}

function forward({ task }: TrainingPlan, x: Core.Tensor, [W1, b1, W2, b2]: Weights): Core.Tensor {
  const isClassifier = task === 'classification';
  const hidden = x.matMul(W1).add(b1);
  const output = (isClassifier ? hidden.sigmoid() : hidden).matMul(W2).add(b2);
  return isClassifier ? output.sigmoid() : output;
}

function lossOf({ task }: TrainingPlan, prediction: Core.Tensor, y: number): Core.Tensor {
  if (task !== 'classification') return prediction.sub(y).square().sum();
  // The target is 0 or 1, so one of the two terms of the cross-entropy is left.
  const chance = y === 1 ? prediction : prediction.neg().add(1);
  return chance.log().neg().sum();
}

function update(core: typeof Core, plan: TrainingPlan, weights: Numbers, sample: number) {
  return core.tidy(() => {
    const x = core.tensor([[...plan.x[sample]!]], { dtype: 'float64' });
    const start = asTensors(core, weights);
    const losses = core.valueAndGrads((...current: Core.Tensor[]) =>
      lossOf(plan, forward(plan, x, current as unknown as Weights), plan.y[sample]!),
    );
    const { value, grads } = losses([...start]);
    const moved = start.map((weight, i) => weight.sub(grads[i]!.mul(plan.learningRate)));
    return {
      loss: value.dataSync()[0] as number,
      weights: moved.map((weight) => weight.arraySync() as number[][]),
    };
  });
}

function predict(core: typeof Core, plan: TrainingPlan, weights: Numbers): number[] {
  return core.tidy(() => {
    const x = core.tensor(
      plan.x.map((row) => [...row]),
      { dtype: 'float64' },
    );
    return [...forward(plan, x, asTensors(core, weights)).dataSync()].map(Number);
  });
}

function asTensors(core: typeof Core, weights: Numbers): Weights {
  const tensors = weights.map((rows) =>
    core.tensor(
      rows.map((row) => [...row]),
      { dtype: 'float64' },
    ),
  );
  return tensors as unknown as Weights;
}
