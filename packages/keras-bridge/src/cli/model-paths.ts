import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
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

/** Reads a model from a file, or from a folder with a model.json. */
export function loadModel(path: string, cwd: string, watch: Watch): ModelFile {
  const full = findFile(resolve(cwd, path), path);
  return watch(`reading ${path}`, sizeOf(full), () => {
    const bytes = new Uint8Array(readFileSync(full));
    const isJson = extname(full) === '.json';
    return readModelFile(bytes, {
      file: path,
      ...(isJson ? { shards: readShards(full, bytes) } : {}),
    });
  });
}

/** Bytes of a file, with those that lie beside a model.json. */
function sizeOf(full: string): number {
  const own = statSync(full).size;
  if (extname(full) !== '.json') return own;
  const beside = readdirSync(dirname(full)).filter((name) => name.endsWith('.bin'));
  return beside.reduce((sum, name) => sum + statSync(join(dirname(full), name)).size, own);
}

function findFile(full: string, path: string): string {
  if (!existsSync(full)) {
    throw new UsageError({
      operation: 'backprop-keras',
      expected: 'a file or folder that is there',
      received: path,
      hint: 'give a .keras, .h5 or model.json file',
    });
  }
  return statSync(full).isDirectory()
    ? findFile(join(full, 'model.json'), join(path, 'model.json'))
    : full;
}

/** The binary files beside a model.json. A path out of the folder is not followed: the reader then refuses it. */
function readShards(full: string, bytes: Uint8Array): Shards {
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
        typeof name === 'string' && basename(name) === name && name !== '..',
    );
  const files = names.map((name) => [name, join(dirname(full), name)] as const);
  const there = files.filter(([, file]) => existsSync(file));
  return Object.fromEntries(
    there.map(([name, file]) => [name, new Uint8Array(readFileSync(file))]),
  );
}

/** Files to be written, by path, and what had to be left out. */
interface Output {
  files: Record<string, string | Uint8Array>;
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

/** Saves a model; a file that is there stays unless `force` is set, and no file is left half written. */
export function saveModel(
  model: ModelFile,
  path: string,
  { cwd, force, watch }: { cwd: string; force: boolean; watch: Watch },
): { written: string[]; notes: string[] } {
  const write = WRITERS[extname(path)];
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
  const taken = Object.keys(files).find((file) => existsSync(file));
  if (taken !== undefined && !force) {
    throw new UsageError({
      operation: 'convert',
      expected: 'a target that is not there yet',
      received: taken,
      hint: 'add --force to overwrite it',
    });
  }
  makeFolder(dirname(resolve(cwd, path)));
  for (const [file, content] of Object.entries(files)) replaceFile(file, content);
  return { written: Object.keys(files), notes };
}

/** Makes the target's folder where it is missing. */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    // ENOTDIR: a file stands further up; EEXIST: it is the folder's own name.
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOTDIR' && code !== 'EEXIST') throw error;
    throw new UsageError({
      operation: 'convert',
      expected: 'a target in a folder',
      received: `${folder}, where a file stands in the way`,
      hint: 'name another target',
    });
  }
}

function replaceFile(file: string, content: string | Uint8Array): void {
  const draft = `${file}.${process.pid}.part`;
  writeFileSync(draft, content);
  renameSync(draft, file);
}
