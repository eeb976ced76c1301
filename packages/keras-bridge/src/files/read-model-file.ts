import { FileSource } from './file-error.js';
import { isHdf5 } from './hdf5/read-hdf5.js';
import { type ReadOptions, readKeras } from './keras/read-keras.js';
import { readKerasH5 } from './legacy-h5/read-h5.js';
import type { ModelFile } from './model-file.js';
import { readTfjs, type Shards } from './tfjs/read-tfjs.js';

/** Options of `readModelFile`. */
export interface ReadModelOptions extends ReadOptions {
  /** For a model.json: the binary files beside it, by name. */
  shards?: Shards;
}

/**
 * Reads a model file of any known format, told apart by its first bytes and not by its name.
 *
 * @param bytes a `.keras` file, a legacy `.h5` file or a TensorFlow.js model.json
 * @param options the file's name, and for a model.json the binary files beside it
 * @returns the model
 * @throws FileFormatError names file, place, expected and received
 * @example
 * const model = sequential({ layers: [layers.dense({ units: 1, inputShape: [2] })] });
 * const file = toModelFile(model);
 * readModelFile(writeKeras(file)).format //=> 'keras'
 * readModelFile(writeKerasH5(file)).format //=> 'keras-h5'
 */
export function readModelFile(bytes: Uint8Array, options: ReadModelOptions = {}): ModelFile {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return readKeras(bytes, options);
  if (isHdf5(bytes)) return readKerasH5(bytes, options);
  if (firstLetter(bytes) === 0x7b) return readTfjs(bytes, options.shards ?? {}, options);
  const received = bytes.length === 0 ? 'an empty file' : 'other bytes';
  const source = new FileSource('readModelFile', options.file ?? 'the file');
  return source.format(
    'byte 0',
    'a .keras, .h5 or model.json file',
    received,
    'choose a saved Keras model',
  );
}

/** The first byte that is no white space and no byte order mark. */
const firstLetter = (bytes: Uint8Array): number | undefined =>
  bytes.subarray(0, 100).find((byte) => byte > 0x20 && byte < 0x7f);
