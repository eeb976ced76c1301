import { BackpropError } from '@backprop/core';
import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { FileSource } from '../../src/files/file-error.js';
import { readHdf5 } from '../../src/files/hdf5/read-hdf5.js';
import { type NewGroup, writeHdf5 } from '../../src/files/hdf5/write-hdf5.js';
import {
  FileFormatError,
  FileResourceError,
  readKeras,
  readKerasH5,
  readModelFile,
  readTfjs,
  writeKeras,
  writeTfjs,
} from '../../src/files/index.js';
import { deepModel, fixture, makeRandom } from './sample-models.js';

const KERAS = fixture('deep.keras');

/** The real file with some members exchanged. */
function withMembers(change: (members: Record<string, Uint8Array>) => Zippable): Uint8Array {
  return zipSync(change(unzipSync(KERAS)), { level: 0 });
}

/** The real file with its config.json edited as text. */
const withConfig = (edit: (config: string) => string) =>
  withMembers((members) => ({
    ...members,
    'config.json': strToU8(edit(strFromU8(members['config.json']!))),
  }));

/** What was thrown; a test that throws nothing fails. */
function thrownBy(read: () => unknown): BackpropError & { place: string; file: string } {
  try {
    read();
  } catch (error) {
    if (error instanceof FileFormatError || error instanceof FileResourceError) return error;
    throw error;
  }
  return expect.fail('the file was read');
}

const errorOf = (bytes: Uint8Array) => thrownBy(() => readKeras(bytes, { file: 'mine.keras' }));

describe('readModelFile', () => {
  it('refuses empty and foreign bytes, and says what it can read', () => {
    for (const bytes of [new Uint8Array(), strToU8('%PDF-1.7 and so on')]) {
      const error = thrownBy(() => readModelFile(bytes, { file: 'mine.pdf' }));
      expect(error.message).toMatch(/^readModelFile: expected a \.keras, \.h5 or model\.json file/);
      expect(error.file).toBe('mine.pdf');
    }
  });

  it('tells the formats apart by their bytes, whatever the name', () => {
    expect(readModelFile(KERAS, { file: 'x.h5' }).format).toBe('keras');
    expect(readModelFile(fixture('deep.h5'), { file: 'x.keras' }).format).toBe('keras-h5');
  });
});

describe('readKeras, given a damaged archive', () => {
  it('names the file and the place when the file is cut short', () => {
    const error = errorOf(KERAS.subarray(0, 9000));
    expect(error.message).toBe(
      'readKeras: expected a zip directory, received none at end of file of mine.keras; the file is cut short or no zip archive',
    );
  });

  it('ends every truncation with a typed error', () => {
    for (let i = 0; i < 20; i++) errorOf(KERAS.subarray(0, Math.floor((KERAS.length * i) / 20)));
  });

  it('refuses names that lead out of the archive', () => {
    for (const name of ['../x', '/etc/x', 'a/../../x', '..\\x', 'C:/x']) {
      const error = errorOf(withMembers((members) => ({ ...members, [name]: strToU8('x') })));
      expect(error.expected).toBe('member names inside the archive');
      expect(error.place).toBe(JSON.stringify(name));
    }
  });

  it('refuses a symbolic link', () => {
    const link: Zippable[string] = [strToU8('/etc/passwd'), { os: 3, attrs: 0o120777 << 16 }];
    expect(errorOf(withMembers((members) => ({ ...members, link }))).received).toContain(
      'symbolic link',
    );
  });

  it('names a missing member', () => {
    for (const name of ['config.json', 'model.weights.h5']) {
      const bytes = withMembers((members) => {
        const { [name]: _, ...rest } = members;
        return rest;
      });
      expect(errorOf(bytes).message).toContain(name);
    }
  });

  it('finds a flipped byte by the checksum', () => {
    const bytes = KERAS.slice();
    bytes[2000]! ^= 1;
    expect(errorOf(bytes).expected).toBe('the size and checksum of the directory');
  });
});

describe('readKeras, given a zip bomb', () => {
  it('refuses 80 MB of zeros before it inflates them', () => {
    const bomb = zipSync({ 'config.json': new Uint8Array(80e6) }, { level: 1 });
    expect(bomb.length).toBeLessThan(1e6);
    const before = process.memoryUsage().arrayBuffers;
    const error = errorOf(bomb);
    expect(error).toBeInstanceOf(FileResourceError);
    expect(error.received).toContain('80000000');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64e6);
  });

  it('stops at the declared size when the archive lies about it', () => {
    const bomb = zipSync({ 'config.json': new Uint8Array(20e6) }, { level: 1 });
    const view = new DataView(bomb.buffer, bomb.byteOffset, bomb.byteLength);
    const entry = bomb.length - 22 - 46 - 'config.json'.length;
    expect(view.getUint32(entry, true)).toBe(0x02014b50);
    view.setUint32(entry + 24, 1000, true);
    expect(errorOf(bomb)).toMatchObject({
      expected: '1000 bytes as declared',
      place: 'config.json',
    });
  });

  it('obeys maxBytes', () => {
    const error = thrownBy(() => readKeras(KERAS, { maxBytes: 1000 }));
    expect(error).toBeInstanceOf(FileResourceError);
    expect(error.expected).toBe('at most 1000 bytes inflated');
  });
});

describe('readKeras, given a config that it cannot follow', () => {
  it('names an unknown layer and lists the known ones', () => {
    const error = errorOf(
      withConfig((config) => config.replace('"class_name": "Dense"', '"class_name": "LSTM"')),
    );
    expect(error.place).toMatch(/^config\.layers\[\d\]$/);
    expect(error.received).toContain('"LSTM"');
    expect(error.expected).toContain('one of the layers Dense, Conv2D');
  });

  it('refuses custom objects, other dtypes and settings that it does not know', () => {
    const custom = withConfig((config) =>
      config
        .replace('"registered_name": null', '"registered_name": "my>Dense"')
        .replaceAll('"registered_name": null', '"registered_name": "my>Dense"'),
    );
    expect(errorOf(custom).received).toContain('custom object my>Dense');
    const half = withConfig((config) =>
      config
        .replaceAll('"name": "float32"', '"name": "mixed_float16"')
        .replaceAll('"dtype": "float32"', '"dtype": "float16"'),
    );
    expect(errorOf(half).hint).toContain('half precision');
    const strange = withConfig((config) =>
      config.replace('"use_bias": true', '"use_bias": true, "lora_rank": 4'),
    );
    expect(errorOf(strange).place).toContain('lora_rank');
  });

  it('refuses text that is no JSON, nested without end, or made to change every object', () => {
    expect(errorOf(withConfig((config) => config.slice(0, -40))).place).toContain('config.json');
    const deep = withConfig(() => '['.repeat(1e5) + ']'.repeat(1e5));
    expect(errorOf(deep).message).toContain('config.json');
    const polluted = withConfig((config) => config.replace('{', '{"__proto__": {"polluted": 1}, '));
    try {
      readKeras(polluted);
    } catch (error) {
      expect(error).toBeInstanceOf(FileFormatError);
    }
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});

describe('readKeras, given weights that do not fit', () => {
  it('names tensor and shapes', () => {
    const swapped = withConfig((config) => config.replace('"units": 6', '"units": 7'));
    expect(errorOf(swapped).message).toMatch(/kernel of shape \[4, 7\], received shape \[4, 6\]/);
  });

  it('names a weight that is not a number, and its index', () => {
    const model = deepModel();
    const good = writeKeras(model);
    const kernel = model.layers[0]!.weights[0]!.values;
    const at = find(good, new Uint8Array(kernel.buffer, kernel.byteOffset, 16));
    const members = unzipSync(good);
    const h5 = members['model.weights.h5']!;
    const inside = find(h5, good.subarray(at, at + 16));
    new DataView(h5.buffer, h5.byteOffset).setFloat32(inside + 8, Number.NaN, true);
    const error = errorOf(zipSync(members, { level: 0 }));
    expect(error.expected).toBe('finite numbers in kernel');
    expect(error.received).toContain('NaN at index [0, 2]');
  });

  it('refuses a dataset that declares more numbers than the file has, before it allocates', () => {
    const group: NewGroup = {
      attributes: {},
      children: { big: { shape: [3], values: Float32Array.of(1, 2, 3) } },
    };
    const bytes = writeHdf5(group);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const places = findNumber(view, 3n);
    expect(places.length).toBeGreaterThan(0);
    for (const at of places) view.setBigUint64(at, 1_000_000_000_000n, true);
    const error = thrownBy(() => {
      const big = readHdf5(bytes, new FileSource('readHdf5', 'big.h5')).children.get('big');
      if (big?.kind === 'dataset') big.read();
    });
    expect(error.file).toBe('big.h5');
    expect(error.received).toContain('1000000000000');
  });
});

describe('the readers, given random damage', () => {
  it('end 300 seeded bit flips with a typed error or a valid load', () => {
    const random = makeRandom(11);
    const original = fixture('deep.h5');
    for (let i = 0; i < 300; i++) {
      const bytes = original.slice();
      const place = Math.floor(random() * bytes.length);
      bytes[place]! ^= 1 << Math.floor(random() * 8);
      try {
        expect(readKerasH5(bytes).layers.length).toBeGreaterThan(0);
      } catch (error) {
        expect(error).toBeInstanceOf(BackpropError);
      }
    }
  }, 20_000);

  it('end 20 truncations of an .h5 with a typed error', () => {
    const original = fixture('deep.h5');
    for (let i = 0; i < 20; i++) {
      thrownBy(() => readKerasH5(original.subarray(0, Math.floor((original.length * i) / 20))));
    }
  });
});

describe('readTfjs, given a hostile model.json', () => {
  const { modelJson, weights, weightsName } = writeTfjs(deepModel());
  const text = modelJson;
  const read = (json: string, bytes = weights) =>
    thrownBy(() => readTfjs(strToU8(json), { [weightsName]: bytes }, { file: 'model.json' }));

  it('refuses paths that lead elsewhere and shards that are not there', () => {
    expect(read(text.replaceAll(weightsName, '../secret.bin')).message).toContain('../secret.bin');
    expect(read(text.replaceAll(weightsName, 'http://evil.example/w.bin')).message).toContain(
      'evil.example',
    );
    expect(read(text.replaceAll(weightsName, 'other.bin')).message).toContain('other.bin');
  });

  it('refuses weights that are shorter or longer than the manifest says', () => {
    expect(read(text, weights.subarray(0, -4)).message).toMatch(/bytes/);
    expect(read(text, Uint8Array.from([...weights, 0, 0, 0, 0])).message).toMatch(/bytes/);
  });
});

/** Where some bytes stand in others. */
function find(bytes: Uint8Array, wanted: Uint8Array): number {
  for (let at = 0; at + wanted.length <= bytes.length; at++) {
    if (wanted.every((byte, i) => bytes[at + i] === byte)) return at;
  }
  throw new RangeError('the bytes are not there');
}

/** All places of an 8-byte number. */
function findNumber(view: DataView, wanted: bigint): number[] {
  const places: number[] = [];
  for (let at = 0; at + 8 <= view.byteLength; at += 1) {
    if (view.getBigUint64(at, true) === wanted) places.push(at);
  }
  return places;
}
