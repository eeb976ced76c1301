import { writeArchitecture } from '../architecture/write-architecture.js';
import { type NewDataset, type NewGroup, writeHdf5 } from '../hdf5/write-hdf5.js';
import { type PythonJson, writeJson } from '../json/write-json.js';
import type { FileLayer, ModelFile } from '../model-file.js';
import { writeCompile } from '../training/write-compile.js';
import { toDataset, writeState } from '../training/write-state.js';
import { checkWritable } from '../weights/check-writable.js';
import { groupNames } from '../weights/group-names.js';
import { writeZip } from '../zip/write-zip.js';

/** The oldest Keras whose keys the file keeps to. */
export const WRITTEN_VERSION = '3.3.3';

/** Options of the writers. */
export interface WriteOptions {
  /** The time that the file carries; now when not given. */
  savedAt?: Date;
}

/**
 * Writes a `.keras` file that Keras 3.3 to 3.15 opens, with what `compile` was told and the
 * optimizer's state, so that training goes on in Python where it stopped here.
 *
 * @param model the model; float64 weights are rounded to float32
 * @returns the file's bytes
 * @throws ArgumentError for names, shapes or numbers that Keras would refuse
 * @example
 * const model = sequential({ layers: [layers.dense({ units: 1, inputShape: [2] })] });
 * const bytes = writeKeras(toModelFile(model));
 * String.fromCharCode(bytes[0], bytes[1]) //=> 'PK'
 */
export function writeKeras(
  model: ModelFile,
  { savedAt = new Date() }: WriteOptions = {},
): Uint8Array {
  checkWritable(model, 'writeKeras');
  const metadata = { keras_version: WRITTEN_VERSION, date_saved: formatDate(savedAt) };
  const encode = (value: PythonJson) => new TextEncoder().encode(writeJson(value));
  return writeZip(
    {
      'metadata.json': encode(metadata),
      'config.json': encode(writeConfig(model)),
      'model.weights.h5': writeHdf5(writeWeights(model)),
    },
    savedAt,
  );
}

function writeConfig(model: ModelFile): PythonJson {
  return {
    module: 'keras',
    class_name: 'Sequential',
    config: writeArchitecture(model, 'writeKeras'),
    registered_name: null,
    build_config: { input_shape: model.inputShape },
    ...(model.compile === null ? {} : { compile_config: writeCompile(model.compile) }),
  };
}

function writeWeights(model: ModelFile): NewGroup {
  const names = groupNames(model.layers);
  const layers = Object.fromEntries(
    model.layers.map((layer, index) => [names[index]!, layerGroup(layer)]),
  );
  const state = writeState(model).map(({ dataset }) => dataset);
  return {
    children: {
      vars: { children: {} },
      layers: { children: layers },
      ...(model.compile === null ? {} : { optimizer: { children: { vars: numbered(state) } } }),
    },
  };
}

function layerGroup(layer: FileLayer): NewGroup {
  return { children: { vars: numbered(layer.weights.map(toDataset)) } };
}

const numbered = (datasets: readonly NewDataset[]): NewGroup => ({
  children: Object.fromEntries(datasets.map((dataset, index) => [String(index), dataset])),
});

/** Local time, as Keras writes it: `2026-11-24@00:09:08`. */
function formatDate(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `${day}@${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}
