import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, extname, isAbsolute, join, relative, resolve } from 'node:path';
import { isObject, type JsonObject } from '../files/json/read-json.js';
import { writeKeras } from '../files/keras/write-keras.js';
import { writeKerasH5 } from '../files/legacy-h5/write-h5.js';
import type { ModelFile } from '../files/model-file.js';
import { readModelFile } from '../files/read-model-file.js';
import type { Shards } from '../files/tfjs/read-tfjs.js';
import { writeTfjs } from '../files/tfjs/write-tfjs.js';
import { writeNotebook, writePython } from '../python/write-python.js';
import { writeTypeScript } from '../typescript/write-typescript.js';
import { UsageError } from './exit-code.js';
import type { Watch } from './progress.js';
import { askSystem, lookAt } from './system-fault.js';
import { type FilesToWrite, writeFiles } from './write-files.js';

/** Reads a model from a file, or from a folder with a model.json. */
export function loadModel(path: string, cwd: string, watch: Watch): ModelFile {
  const full = findFile(resolve(cwd, path), path);
  return watch(`reading ${path}`, sizeOf(full), () => {
    const read = (file: string) => {
      const wanted = `to read ${file === full ? path : join(dirname(path), relative(dirname(full), file))}`;
      return askSystem('backprop-keras', wanted, () => new Uint8Array(readFileSync(file)));
    };
    const bytes = read(full);
    const isJson = endingOf(full) === '.json';
    return readModelFile(bytes, {
      file: path,
      ...(isJson ? { shards: readShards(full, bytes, read) } : {}),
    });
  });
}

const endingOf = (path: string): string => extname(path).toLowerCase();

/** Bytes of a file, with those that lie beside a model.json. */
function sizeOf(full: string): number {
  const own = statSync(full).size;
  if (endingOf(full) !== '.json') return own;
  const beside = readdirSync(dirname(full)).filter((name) => name.endsWith('.bin'));
  return beside.reduce((sum, name) => sum + statSync(join(dirname(full), name)).size, own);
}

function findFile(full: string, path: string): string {
  const found = path === '' ? undefined : lookAt(full);
  if (found?.isDirectory() === false) return full;
  const inside = join(full, 'model.json');
  if (found !== undefined && existsSync(inside)) return inside;
  throw new UsageError({
    operation: 'backprop-keras',
    expected: 'a file, or a folder with a model.json',
    received:
      found === undefined
        ? `${path === '' ? 'an empty name' : path}, which is not there`
        : `${path}, a folder without one`,
    hint: 'give a .keras, .h5 or model.json file',
  });
}

/** The binary files beside a model.json or below it. A path out of the folder is not followed: the reader then refuses it. */
function readShards(full: string, bytes: Uint8Array, read: (file: string) => Uint8Array): Shards {
  let json: JsonObject;
  try {
    json = JSON.parse(new TextDecoder().decode(bytes)) as JsonObject;
  } catch {
    // The reader says what is wrong with the text.
    return {};
  }
  const manifest = Array.isArray(json?.weightsManifest) ? json.weightsManifest : [];
  const names = manifest
    .flatMap((group) => (isObject(group) && Array.isArray(group.paths) ? group.paths : []))
    .filter(
      (name): name is string =>
        typeof name === 'string' && !isAbsolute(name) && !name.split(/[\\/]/).includes('..'),
    );
  const files = names.map((name) => [name, join(dirname(full), name)] as const);
  const there = files.filter(([, file]) => existsSync(file));
  return Object.fromEntries(there.map(([name, file]) => [name, read(file)]));
}

/** Files to be written, and what had to be left out. */
interface Output {
  files: FilesToWrite;
  notes: string[];
}

/** Writes the files of a format; its kind follows from the path's ending. */
const WRITERS: Record<string, (model: ModelFile, path: string) => Output> = {
  '.keras': (model, path) => ({ files: { [path]: writeKeras(model) }, notes: [] }),
  '.h5': (model, path) => ({
    files: { [path]: writeKerasH5(model) },
    notes:
      model.optimizerState === null
        ? []
        : ['The optimizer state is left out: Keras 3 could not train a .h5 file that has it.'],
  }),
  '.json': (model, path) => {
    const { modelJson, weights, weightsName, notes } = writeTfjs(model);
    const binary = join(dirname(path), weightsName);
    return { files: { [binary]: weights, [path]: modelJson }, notes };
  },
  '.py': (model, path) => ({ files: { [path]: writePython(model) }, notes: [] }),
  '.mts': (model, path) => ({ files: { [path]: writeTypeScript(model) }, notes: [] }),
  '.ts': (model, path) => ({ files: { [path]: writeTypeScript(model) }, notes: [] }),
  '.ipynb': (model, path) => ({ files: { [path]: writeNotebook(model) }, notes: [] }),
};

/** Saves a model; a file that is there stays unless `force` is set, and none is left half written. */
export function saveModel(
  model: ModelFile,
  path: string,
  { cwd, force, watch }: { cwd: string; force: boolean; watch: Watch },
): { written: string[]; notes: string[] } {
  const write = WRITERS[endingOf(path)];
  if (write === undefined) {
    throw new UsageError({
      operation: 'convert',
      expected: `a target that ends in ${Object.keys(WRITERS).join(', ')}`,
      received: path,
      hint: 'for TensorFlow.js write model.json',
    });
  }
  const weights = model.layers.flatMap((layer) => layer.weights);
  const bytes = weights.reduce((sum, { values }) => sum + values.byteLength, 0);
  const { files, notes } = watch(`writing ${path}`, bytes, () => write(model, resolve(cwd, path)));
  writeFiles(files, force);
  return { written: Object.keys(files), notes };
}
