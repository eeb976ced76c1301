import type { FileSource } from '../file-error.js';
import { isObject, type Json, type JsonObject } from '../json/read-json.js';
import type { Shards } from './read-tfjs.js';

/** A weight of the manifest, whose bytes are known to be there. */
export interface StoredWeight {
  shape: number[];
  place: string;
  /** Copies the numbers out of the binary files. */
  read(): Float32Array;
}

interface Piece {
  start: number;
  bytes: Uint8Array;
}

/** Lists the weights by name after checking that paths, dtypes, shapes and bytes fit together. */
export function readManifest(
  manifest: Json | undefined,
  shards: Shards,
  source: FileSource,
): Map<string, StoredWeight> {
  const stored = new Map<string, StoredWeight>();
  if (!Array.isArray(manifest)) {
    return source.format(
      'weightsManifest',
      'a list of weight groups',
      'none',
      'save the model with its weights',
    );
  }
  for (const [index, group] of manifest.entries()) {
    readGroup(group, `weightsManifest[${index}]`, shards, stored, source);
  }
  return stored;
}

function readGroup(
  group: Json,
  place: string,
  shards: Shards,
  stored: Map<string, StoredWeight>,
  source: FileSource,
): void {
  const { paths, weights } = isObject(group) ? group : {};
  if (!Array.isArray(paths) || !Array.isArray(weights)) {
    source.format(place, 'paths and weights', 'other content', 'the file is damaged');
  }
  const { pieces, total } = gather(paths, place, shards, source);
  let at = 0;
  for (const [index, weight] of weights.entries()) {
    const where = `${place}.weights[${index}]`;
    if (!isObject(weight)) source.format(where, 'a weight', 'other content', 'the file is damaged');
    const { name, shape, size } = readSpec(weight, where, source);
    refuseRepeated(name, stored, where, source);
    refuseBeyond(at + size, total, paths, where, source);
    const start = at;
    stored.set(name, { shape, place: where, read: () => copy(pieces, start, size) });
    at += size;
  }
  if (at !== total) {
    source.format(
      place,
      `${at} bytes for its weights`,
      `${total}`,
      'the binary files belong to another model',
    );
  }
}

function refuseRepeated(
  name: string,
  stored: ReadonlyMap<string, StoredWeight>,
  place: string,
  source: FileSource,
): void {
  if (!stored.has(name)) return;
  const received = JSON.stringify(name.slice(0, 80));
  source.format(place, 'every weight name once', received, 'the file is damaged');
}

/** The numbers of a weight must end where its group's binary files do, or before. */
function refuseBeyond(
  end: number,
  total: number,
  paths: readonly Json[],
  place: string,
  source: FileSource,
): void {
  if (end <= total) return;
  source.format(
    place,
    `${total} bytes in ${paths.join(', ').slice(0, 200)}`,
    `weights of ${end} or more`,
    'a binary file is missing or cut short',
  );
}

/** The group's binary files, end to end. */
function gather(paths: readonly Json[], place: string, shards: Shards, source: FileSource) {
  let total = 0;
  const pieces = paths.map((path): Piece => {
    const name = checkPath(path, `${place}.paths`, source);
    const bytes = Object.hasOwn(shards, name) ? shards[name] : undefined;
    if (bytes === undefined) {
      return source.format(
        `${place}.paths`,
        `the file ${name.slice(0, 80)}`,
        'a model without it',
        'choose model.json together with its binary files',
      );
    }
    const piece = { start: total, bytes };
    total += bytes.length;
    return piece;
  });
  return { pieces, total };
}

/** Only plain names beside model.json: nothing that leaves the folder or the machine. */
function checkPath(path: Json, place: string, source: FileSource): string {
  const isPlain =
    typeof path === 'string' &&
    path !== '' &&
    !/^[/\\]|\\|^[A-Za-z][A-Za-z0-9+.-]*:|\0|[?#]/.test(path) &&
    !path.split('/').includes('..');
  if (isPlain) return path.replace(/^\.\//, '');
  return source.format(
    place,
    'a file name beside model.json',
    JSON.stringify(path).slice(0, 60),
    'a manifest may not point elsewhere',
  );
}

function readSpec(weight: JsonObject, place: string, source: FileSource) {
  const { name, shape, dtype, quantization } = weight;
  if (typeof name !== 'string')
    return source.format(place, 'a name', 'none', 'the file is damaged');
  if (dtype !== 'float32' || (quantization ?? null) !== null) {
    const received = quantization
      ? 'quantized weights'
      : JSON.stringify(dtype ?? null).slice(0, 60);
    source.format(
      `${place} (${name.slice(0, 60)})`,
      'dtype float32',
      received,
      'convert the model again without quantization',
    );
  }
  const isShape =
    Array.isArray(shape) &&
    shape.length <= 32 &&
    shape.every((size) => Number.isSafeInteger(size) && (size as number) >= 0);
  if (!isShape)
    return source.format(
      place,
      'a shape',
      JSON.stringify(shape ?? null).slice(0, 60),
      'the file is damaged',
    );
  const sizes = shape as number[];
  return { name, shape: sizes, size: sizes.reduce((product, size) => product * size, 4) };
}

function copy(pieces: readonly Piece[], start: number, size: number): Float32Array {
  const bytes = new Uint8Array(size);
  for (const piece of pieces) {
    const from = Math.max(start, piece.start);
    const to = Math.min(start + size, piece.start + piece.bytes.length);
    if (from < to)
      bytes.set(piece.bytes.subarray(from - piece.start, to - piece.start), from - start);
  }
  return new Float32Array(bytes.buffer);
}
