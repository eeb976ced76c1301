import { writeArchitecture } from '../architecture/write-architecture.js';
import { type NewDataset, type NewGroup, writeHdf5 } from '../hdf5/write-hdf5.js';
import { writeJson } from '../json/write-json.js';
import { WRITTEN_VERSION } from '../keras/write-keras.js';
import type { ModelFile } from '../model-file.js';
import { trainableWeights } from '../model-file.js';
import { writeTrainingConfig } from '../training/write-compile.js';
import { toDataset, writeState } from '../training/write-state.js';
import { checkWritable } from '../weights/check-writable.js';

/** Options of `writeKerasH5`. */
export interface WriteH5Options {
  /**
   * Whether the optimizer's state is written (default false). Keras 3 then refuses to train the
   * model: it takes the state over for no variables at all, also from files of its own.
   */
  optimizerState?: boolean;
}

/**
 * Writes a legacy `.h5` file; prefer `writeKeras`, which also keeps the optimizer's state, unless
 * something else wants this format.
 *
 * @param model the model; float64 weights are rounded to float32
 * @param options whether the optimizer's state is written
 * @returns the file's bytes
 * @throws ArgumentError for what Keras would refuse, and for a config over 64 kB
 * @example
 * const model = sequential({ layers: [layers.dense({ units: 1, inputShape: [2] })] });
 * const bytes = writeKerasH5(toModelFile(model));
 * String.fromCharCode(...bytes.slice(1, 4)) //=> 'HDF'
 */
export function writeKerasH5(
  model: ModelFile,
  { optimizerState = false }: WriteH5Options = {},
): Uint8Array {
  checkWritable(model, 'writeKerasH5');
  const config = { class_name: 'Sequential', config: writeArchitecture(model, 'writeKerasH5') };
  const versions = { keras_version: WRITTEN_VERSION, backend: 'tensorflow' };
  return writeHdf5({
    attributes: {
      ...versions,
      model_config: writeJson(config),
      ...(model.compile && { training_config: writeJson(writeTrainingConfig(model.compile)) }),
    },
    children: {
      model_weights: {
        attributes: { layer_names: model.layers.map(({ name }) => name), ...versions },
        children: layerGroups(model),
      },
      ...(model.compile && optimizerState && { optimizer_weights: optimizerGroup(model) }),
    },
  });
}

function layerGroups({ name: model, layers }: ModelFile): NewGroup['children'] {
  const groups = layers.map(({ name, weights }): [string, NewGroup] => [
    name,
    nest(weights.map((weight) => [`${model}/${name}/${weight.name}`, toDataset(weight)])),
  ]);
  return Object.fromEntries(groups);
}

function optimizerGroup(model: ModelFile): NewGroup {
  const optimizer = model.compile!.optimizer.className.toLowerCase();
  const owners = model.layers.flatMap((layer) =>
    layer.weights.map((weight) => ({ layer: layer.name, weight })),
  );
  const paths = trainableWeights(model.layers).map((weight) => {
    const owner = owners.find((candidate) => candidate.weight === weight);
    return `${model.name}_${owner?.layer}_${weight.name}`;
  });
  return nest(
    writeState(model).map(({ slot, variable, dataset }) => [
      `${optimizer}/${variable === undefined ? slot : `${paths[variable]}_${slot}`}`,
      dataset,
    ]),
  );
}

/** Groups for paths with slashes, and the attribute that keeps their order. */
function nest(datasets: readonly (readonly [path: string, dataset: NewDataset])[]): NewGroup {
  const root: NewGroup = {
    attributes: { weight_names: datasets.map(([path]) => path) },
    children: {},
  };
  for (const [path, dataset] of datasets) {
    const steps = path.split('/');
    const last = steps.pop()!;
    let group = root;
    for (const step of steps) {
      group.children[step] ??= { children: {} };
      group = group.children[step] as NewGroup;
    }
    group.children[last] = dataset;
  }
  return root;
}
