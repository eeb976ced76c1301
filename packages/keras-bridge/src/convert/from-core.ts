import { type Layer, type Optimizer, Sequential, type Tensor, type Variable } from '@backprop/core';
import { readLayer } from '../files/architecture/read-layer.js';
import { FileSource } from '../files/file-error.js';
import type { Json, JsonObject } from '../files/json/read-json.js';
import type {
  FileCompile,
  FileLayer,
  FileOptimizerState,
  FileTensor,
  ModelFile,
} from '../files/model-file.js';
import { slotOrder } from '../files/training/optimizers.js';
import { readCompile } from '../files/training/read-compile.js';

/**
 * Takes a model of core apart into what a file holds: layers, weights, what `compile` was told and
 * the optimizer's state. The weights are copied.
 *
 * @param model - built, so that it has weights
 * @returns what `writeKeras`, `writeKerasH5`, `writeTfjs` and `writePython` take; `notes` says what
 *   could not be kept
 * @throws FileFormatError for a layer or an activation that files cannot hold
 * @throws ArgumentError when the model is not built
 * @example
 * const model = sequential({ layers: [layers.dense({ units: 1, inputShape: [2] })] });
 * toModelFile(model).layers[0].weights[0].shape //=> [2, 1]
 */
export function toModelFile(model: Sequential): ModelFile {
  const source = new FileSource('toModelFile', 'the model');
  const notes: string[] = [];
  const compile = compileOf(model, notes);
  return {
    name: model.name,
    format: 'keras',
    kerasVersion: null,
    inputShape: [null, ...model.inputShape.slice(1)],
    inputDtype: 'float32',
    layers: layersOf(model, source, notes),
    compile,
    optimizerState: compile === null ? null : stateOf(model, compile),
    notes,
  };
}

function layersOf(model: Sequential, source: FileSource, notes: string[]): FileLayer[] {
  let shape = [null, ...model.inputShape.slice(1)] as FileLayer['inputShape'];
  const names = new Set<string>();
  return inARow(model, notes).map(({ layer, owner }, i) => {
    const config = { ...(layer.getConfig() as JsonObject), name: freeName(layer, owner, names) };
    const file = readLayer({ class_name: layer.className, config }, `layers[${i}]`, shape, source);
    shape = file.outputShape;
    return { ...file, weights: layer.weights.map(copyWeight) };
  });
}

/** The layers in the order of the data; a model among them gives its own, which compute the same. */
function inARow(owner: Sequential, notes: string[]): { layer: Layer; owner: Sequential }[] {
  return owner.layers.flatMap((layer) => {
    if (!(layer instanceof Sequential)) return [{ layer, owner }];
    notes.push(`The model ${layer.name} is kept as its layers, in one row.`);
    return inARow(layer, notes);
  });
}

/** The layer's name, or with that of its model in front where another model has it, too. */
function freeName({ name }: Layer, owner: Sequential, taken: Set<string>): string {
  let free = name;
  while (taken.has(free)) free = `${owner.name}_${free}`;
  taken.add(free);
  return free;
}

/** Names of slots are `kernel/momentum`: the last part is the weight's own. */
const copyWeight = (weight: Variable): FileTensor => ({
  name: weight.name,
  ...copyValues(weight),
});

function copyValues(tensor: Tensor): Omit<FileTensor, 'name'> {
  const values = tensor.dataSync() as Float32Array | Float64Array;
  return { shape: [...tensor.shape], values: values.slice() };
}

function compileOf(model: Sequential, notes: string[]): FileCompile | null {
  if (model.optimizer === null) return null;
  const { optimizer, loss, metrics } = model.compiled('toModelFile');
  const config: JsonObject = {
    optimizer: { class_name: optimizer.className, config: optimizer.getConfig() as JsonObject },
    loss: loss.config as Json,
    metrics: metrics.map(({ name }) => name),
  };
  return readCompile(config, notes);
}

/** Null before the first step: then there is nothing to go on from. */
function stateOf(model: Sequential, { optimizer }: FileCompile): FileOptimizerState | null {
  const own = model.optimizer as Optimizer;
  if (own.iterations === 0) return null;
  const weights = model.trainableWeights;
  const order = slotOrder(optimizer.className, optimizer.config, weights.length);
  const { iterations, learningRate, slots } = own.getState();
  const names = [...new Set(order.map(({ slot }) => slot))];
  const byName = names.map((name) => ({
    name,
    tensors: order.flatMap(({ slot, variable }, i) =>
      slot === name
        ? [
            {
              name: (weights[variable] as Variable).name,
              ...copyValues((slots[i] as { value: Tensor }).value),
            },
          ]
        : [],
    ),
  }));
  return { iteration: iterations, learningRate, slots: byName };
}
