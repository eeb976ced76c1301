import * as core from '@backprop/core';
import { onBackend } from './backend.js';
import { type Batch, batches, checkPlan } from './batches.js';
import { compareNumbers, compareParameter, type NamedValues } from './compare.js';
import type { EngineLayer, EngineModel, EngineTensor, Rows, Side } from './engine.js';
import { compareActivations } from './forward.js';
import { listenToGradients } from './gradients.js';
import { knownDifferences } from './known-differences.js';
import { makeReport } from './report.js';
import type { LockstepReport, LockstepStep, LockstepTolerance } from './rows.js';
import {
  checkTwins,
  type Disturbance,
  disturbWeight,
  givenWeights,
  readWeights,
  trainableNames,
  writeWeights,
} from './side.js';
import { refuseRandomLayers, tfjsIngredients } from './tfjs-ingredients.js';

type Tf = typeof import('#tfjs');

/** The engine that `build` is given: core, then TensorFlow.js under the same names. */
export type Engine = typeof core;

export interface LockstepOptions {
  /** Makes and compiles the model with the engine that it is given; called once for each. */
  build(tf: Engine): unknown;
  /** Inputs, one row for each sample. */
  x: Rows;
  /** Targets, one row for each sample. */
  y: Rows;
  /** First weights in model order, kernel before bias; those of core's model when left out. */
  weights?: readonly Rows[];
  /** Samples in a step (default 32, as in Keras). */
  batchSize?: number;
  /** Times that all samples are gone through (default 1). */
  epochs?: number;
  /** The order in which every epoch takes the samples, as row numbers; as they stand by default. */
  order?: readonly number[];
  /**
   * TensorFlow.js's backend, set while the run lasts: cpu, or wasm once
   * `@backprop/keras-bridge/tfjs-wasm` is imported (default cpu).
   */
  backend?: string;
  /** What counts as together; by default what holds between float32 engines. */
  tolerance?: Partial<LockstepTolerance>;
  /** Puts one weight of TensorFlow.js off on purpose, to see that it is found. */
  disturb?: Disturbance;
  /** Whether each step also compares every layer's output (default false). */
  activations?: boolean;
  /** Called after each step, so that a page can show progress. */
  onStep?(step: LockstepStep): void;
  /** Stops the run: the promise is then rejected with the signal's reason. */
  signal?: AbortSignal;
}

/**
 * How far two float32 engines may come apart: weights by so much, a loss by this share of itself.
 * Measured on real runs of both beside each other.
 *
 * @example
 * FLOAT32_TOLERANCE //=> { weights: 0.00001, loss: 0.000005 }
 */
export const FLOAT32_TOLERANCE: LockstepTolerance = { weights: 1e-5, loss: 5e-6 };

/**
 * Trains the same model on core and on TensorFlow.js, step by step, from the same weights and in
 * the same order, and compares losses and weights after every step.
 *
 * TensorFlow.js is loaded when this is called, not when it is imported.
 *
 * @param options - the model, the data and the plan
 * @returns every step's comparison, and where the largest and the first differences are
 * @throws ArgumentError when the plan cannot be carried out, a layer draws random numbers, or the
 *   backend is not there or lacks a step
 * @throws ShapeError when the models or the weights do not fit each other
 * @example
 * const report = await lockstep({
 *   build(tf) {
 *     const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
 *     model.compile({ optimizer: tf.train.sgd(0.1), loss: 'meanSquaredError' });
 *     return model;
 *   },
 *   x: [[1], [2]], y: [[2], [4]], weights: [[[1]], [0]], batchSize: 1,
 * });
 * report.steps.length //=> 2
 * report.departure //=> null
 */
export async function lockstep(options: LockstepOptions): Promise<LockstepReport> {
  const { x, y, batchSize = 32, epochs = 1, order } = options;
  const plan = { samples: x?.length, batchSize, epochs, order };
  checkPlan(x, y, plan);
  const tf = await import('#tfjs');
  return onBackend(tf, options.backend ?? 'cpu', () => trainAlike(tf, options, batches(plan)));
}

async function trainAlike(
  tf: Tf,
  options: LockstepOptions,
  plan: Iterable<Batch>,
): Promise<LockstepReport> {
  const sides = makeSides(tf, options);
  try {
    startAlike(sides, options.weights);
    const reasons = knownDifferences(tfjsIngredients(sides.tfjs.model));
    const steps = await takeSteps(sides, plan, options);
    return makeReport(steps, { ...FLOAT32_TOLERANCE, ...options.tolerance }, reasons);
  } finally {
    disposeTfjs(sides.tfjs.model);
  }
}

async function takeSteps(
  sides: Sides,
  plan: Iterable<Batch>,
  { x, y, disturb, activations = false, onStep, signal }: LockstepOptions,
): Promise<LockstepStep[]> {
  const names = readWeights(sides.core);
  const gradients = { core: listenToGradients(sides.core), tfjs: listenToGradients(sides.tfjs) };
  const steps: LockstepStep[] = [];
  const pause = makePause();
  for (const batch of plan) {
    signal?.throwIfAborted();
    if (disturb?.step === batch.step) disturbWeight(sides.tfjs, disturb, names);
    const rows = { x: pick(x, batch.samples), y: pick(y, batch.samples) };
    const outputs = activations ? compareActivations(sides.core, sides.tfjs, rows.x) : [];
    const loss = compareNumbers(await train(sides.core, rows), await train(sides.tfjs, rows));
    const step = {
      ...batch,
      loss,
      parameters: compareAll(readWeights(sides.core), readWeights(sides.tfjs)),
      gradients: compareGradients(sides.core, gradients.core(), gradients.tfjs()),
      activations: outputs,
    };
    steps.push(step);
    onStep?.(step);
    await pause();
  }
  return steps;
}

/** Lets the page draw and answer now and then. */
function makePause(): () => Promise<void> | undefined {
  let last = performance.now();
  return () => {
    if (performance.now() - last < MOST_MILLISECONDS) return undefined;
    return new Promise((resolve) => {
      setTimeout(() => {
        last = performance.now();
        resolve();
      });
    });
  };
}

/** How long the run may hold the page. */
const MOST_MILLISECONDS = 50;

interface Sides {
  core: Side;
  tfjs: Side;
}

function makeSides(tf: Tf, { build }: LockstepOptions): Sides {
  const twin = build(tf as unknown as Engine) as EngineModel;
  refuseRandomLayers(twin);
  const own = build(core) as core.Sequential;
  const tensor = (values: Rows, shape?: readonly number[]) => core.tensor(values, shape, own.dtype);
  return {
    core: {
      model: own as unknown as EngineModel,
      tensor: tensor as unknown as Side['tensor'],
      weightsOf: (layer) => layer.weights as unknown as EngineTensor[],
    },
    tfjs: {
      model: twin,
      tensor: tf.tensor as unknown as Side['tensor'],
      weightsOf: (layer) => (layer as EngineLayer & { getWeights(): EngineTensor[] }).getWeights(),
    },
  };
}

/** TensorFlow.js keeps what is not disposed; core's tensors are collected. */
function disposeTfjs(model: EngineModel): void {
  const { optimizer, dispose } = model as unknown as Disposable;
  optimizer.dispose();
  dispose.call(model);
}

interface Disposable {
  optimizer: { dispose(): void };
  dispose(): void;
}

function startAlike({ core: own, tfjs }: Sides, given: readonly Rows[] | undefined): void {
  const start = readWeights(own);
  checkTwins(start, readWeights(tfjs));
  const weights = given === undefined ? start : givenWeights(given, start);
  if (given !== undefined) writeWeights(own, weights);
  writeWeights(tfjs, weights);
}

const pick = (rows: Rows, samples: readonly number[]): Rows => samples.map((i) => rows[i] as Rows);

async function train(side: Side, rows: { x: Rows; y: Rows }): Promise<number> {
  const [x, y] = [side.tensor(rows.x), side.tensor(rows.y)];
  const result = await side.model.trainOnBatch(x, y);
  x.dispose();
  y.dispose();
  // With metrics, the loss comes first.
  return Array.isArray(result) ? (result[0] as number) : (result as number);
}

const compareAll = (own: readonly NamedValues[], twins: readonly { values: ArrayLike<number> }[]) =>
  own.map((weight, i) => compareParameter(weight, twins[i] as { values: ArrayLike<number> }));

/** Gradients come in the order of the trainable weights. */
function compareGradients(side: Side, own: readonly number[][], twins: readonly number[][]) {
  const named = trainableNames(side).map((name, i) => ({ ...name, values: own[i] as number[] }));
  return compareAll(
    named,
    twins.map((values) => ({ values })),
  );
}
