import { readFileSync } from 'node:fs';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { fromModelFile } from '../../src/convert/index.js';
import {
  FileFormatError,
  FileResourceError,
  type Json,
  type ModelFile,
  readKeras,
  readTfjs,
  writeKeras,
  writeTfjs,
} from '../../src/files/index.js';
import { deepModel, fixture } from './sample-models.js';

const NESTED = new URL('../fixtures/nested-models/functional.keras', import.meta.url);

/** Values of every kind that JSON has, likely and unlikely ones. */
const VALUES: Json[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e9,
  1e300,
  '',
  'x',
  '__proto__',
  '\ud800',
  'a'.repeat(3000),
  [],
  [null],
  [1, 2, 3],
  {},
  { class_name: 'Dense', config: {} },
];

type Path = (string | number)[];

/** Every place in a value, the value itself among them. */
function places(value: Json, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const keys = Array.isArray(value) ? value.keys() : Object.keys(value);
  const inner = [...keys].flatMap((key) =>
    places((value as Record<string | number, Json>)[key]!, [...path, key]),
  );
  return [path, ...inner];
}

/** The value with something else at a place; without the place when that is undefined. */
function exchange(root: Json, path: Path, value: Json | undefined): Json {
  if (path.length === 0) return value ?? null;
  const copy = structuredClone(root);
  const parent = path
    .slice(0, -1)
    .reduce<Json>((at, key) => (at as Record<string | number, Json>)[key]!, copy);
  const key = path.at(-1)!;
  if (value !== undefined) (parent as Record<string | number, Json>)[key] = value;
  else if (Array.isArray(parent)) parent.splice(key as number, 1);
  else delete (parent as Record<string, Json>)[key as string];
  return copy;
}

/** What is wrong with how a file was read or refused; undefined when nothing is. */
function complaint(read: () => ModelFile): { isRead: boolean; wrong?: string } {
  let model: ModelFile;
  try {
    model = read();
  } catch (error) {
    if (!(error instanceof FileFormatError || error instanceof FileResourceError)) {
      return { isRead: false, wrong: `threw ${error}` };
    }
    const { file, place, expected, received, message } = error;
    const isWhole = [file, place, expected, received].every((text) => text.length > 0);
    return isWhole && message.length < 1500 ? { isRead: false } : { isRead: false, wrong: message };
  }
  try {
    fromModelFile(model);
    writeKeras(model);
    return { isRead: true };
  } catch (error) {
    return { isRead: true, wrong: `was read, but ${error}` };
  }
}

/** Every so many values at a place are tried, others at the next one. */
const STRIDE = 3;

/** Exchanges every place, and counts what was read and what was refused. */
function tryAll(root: Json, read: (changed: Json) => ModelFile) {
  const counts = { read: 0, refused: 0 };
  const values = [...VALUES, undefined];
  for (const [index, path] of places(root).entries()) {
    for (let i = index % STRIDE; i < values.length; i += STRIDE) {
      const { isRead, wrong } = complaint(() => read(exchange(root, path, values[i])));
      counts[isRead ? 'read' : 'refused'] += 1;
      if (wrong === undefined) continue;
      const value = JSON.stringify(values[i])?.slice(0, 60) ?? 'left out';
      expect.fail(`${path.join('.')} = ${value}: ${wrong}`);
    }
  }
  return counts;
}

describe('another value at any place of a config', { timeout: 120_000 }, () => {
  for (const [name, bytes] of [
    ['deep.keras', fixture('deep.keras')],
    ['functional.keras', new Uint8Array(readFileSync(NESTED))],
  ] as const) {
    it(`is refused by name, or does no harm: ${name}`, () => {
      const members = unzipSync(bytes);
      const config = JSON.parse(strFromU8(members['config.json']!)) as Json;
      const counts = tryAll(config, (changed) => {
        const file = { ...members, 'config.json': strToU8(JSON.stringify(changed)) };
        return readKeras(zipSync(file, { level: 0 }), { file: name });
      });
      expect(counts.read).toBeGreaterThan(150);
      expect(counts.refused).toBeGreaterThan(150);
    });
  }

  it('is refused by name, or does no harm: model.json', () => {
    const { modelJson, weights, weightsName } = writeTfjs(deepModel());
    const counts = tryAll(JSON.parse(String(modelJson)) as Json, (changed) =>
      readTfjs(JSON.stringify(changed), { [weightsName]: weights }, { file: 'model.json' }),
    );
    expect(counts.read).toBeGreaterThan(60);
    expect(counts.refused).toBeGreaterThan(150);
  });
});
