import type { Sequential } from '@backprop/core';
import type * as Tf from '#tfjs';
import { readTfjs } from '../files/tfjs/read-tfjs.js';
import { writeTfjs } from '../files/tfjs/write-tfjs.js';
import { toModelFile } from './from-core.js';
import { fromModelFile } from './to-core.js';

/** A converted model, and what has no counterpart, in whole sentences. */
export interface Converted<Model> {
  model: Model;
  notes: string[];
}

/**
 * Makes the same model in TensorFlow.js, with copies of the weights.
 *
 * TensorFlow.js is loaded when this is called.
 *
 * @param model - a built model of core
 * @returns the model, compiled if core's was, and notes on what TensorFlow.js lacks
 * @throws ArgumentError for what TensorFlow.js would compute differently
 * @example
 * const model = sequential({ layers: [layers.dense({ units: 1, inputShape: [2], weights: [[[2], [3]], [1]] })] });
 * const { model: twin } = await toTfjs(model);
 * Array.from(twin.predict(tf.tensor2d([[8, 8]])).dataSync()) //=> [41]
 */
export async function toTfjs(model: Sequential): Promise<Converted<Tf.LayersModel>> {
  const tf = await import('#tfjs');
  await tf.ready();
  const file = toModelFile(model);
  const { modelJson, weights, notes } = writeTfjs(file);
  const { modelTopology, trainingConfig, weightsManifest } = JSON.parse(modelJson);
  const artifacts = {
    modelTopology,
    ...(trainingConfig && { trainingConfig }),
    weightSpecs: weightsManifest[0].weights,
    weightData: weights.slice().buffer,
  };
  const twin = await tf.loadLayersModel(tf.io.fromMemory(artifacts));
  return { model: twin, notes: [...file.notes, ...notes] };
}

/**
 * Makes the same model in core from one of TensorFlow.js, with copies of the weights.
 *
 * @param model - a sequential model, or another whose layers are a chain
 * @returns the model, compiled if the other was, and notes on what was left out
 * @throws FileFormatError for layers and settings that core does not know
 * @example
 * const { model } = await fromTfjs(tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] }));
 * model.countParams() //=> 3
 */
export async function fromTfjs(model: Tf.LayersModel): Promise<Converted<Sequential>> {
  const { modelTopology, trainingConfig, weightSpecs = [], weightData } = await capture(model);
  const tf = await import('#tfjs');
  const isState = ({ group }: Tf.io.WeightsManifestEntry) => group === 'optimizer';
  const weights = weightSpecs.filter((spec) => !isState(spec));
  const numbers = weights.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
  const json = JSON.stringify({
    modelTopology,
    trainingConfig,
    weightsManifest: [{ paths: ['weights.bin'], weights }],
  });
  // The optimizer's numbers come behind the model's.
  const bytes = new Uint8Array(tf.io.CompositeArrayBuffer.join(weightData)).subarray(
    0,
    4 * numbers,
  );
  const file = readTfjs(json, { 'weights.bin': bytes }, { file: 'the TensorFlow.js model' });
  const stays = weightSpecs.some(isState)
    ? ["The optimizer's state is left out: TensorFlow.js lists it in another order."]
    : [];
  return { model: fromModelFile(file), notes: [...file.notes, ...stays] };
}

/** What TensorFlow.js would save. */
async function capture(model: Tf.LayersModel): Promise<Tf.io.ModelArtifacts> {
  const tf = await import('#tfjs');
  let artifacts: Tf.io.ModelArtifacts = {};
  const handler = tf.io.withSaveHandler(async (saved) => {
    artifacts = saved;
    return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } };
  });
  await model.save(handler, { includeOptimizer: model.optimizer !== undefined });
  return artifacts;
}
