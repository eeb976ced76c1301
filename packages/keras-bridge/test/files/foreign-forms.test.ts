import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { fromModelFile } from '../../src/convert/index.js';
import { withPlainNames } from '../../src/files/architecture/plain-names.js';
import {
  FileFormatError,
  type Json,
  type JsonObject,
  readKeras,
  readTfjs,
  writeKeras,
  writeTfjs,
} from '../../src/files/index.js';
import { deepModel, fixture } from './sample-models.js';

const MEMBERS = unzipSync(fixture('deep.keras'));
const WEIGHTS = 'model.weights.h5';

const load = (members: Record<string, Uint8Array>) =>
  readKeras(zipSync({ ...MEMBERS, ...members }, { level: 0 }), { file: 'mine.keras' });

/** What was thrown; a test that throws nothing fails. */
function thrownBy(read: () => unknown): FileFormatError {
  try {
    read();
  } catch (error) {
    if (error instanceof FileFormatError) return error;
    throw error;
  }
  return expect.fail('the file was read');
}

/** The real weights with some bytes exchanged, found by what stands there. */
function withBytes(found: readonly number[], change: (view: DataView, at: number) => void) {
  const bytes = MEMBERS[WEIGHTS]!.slice();
  const at = bytes.findIndex((_, i) => found.every((byte, k) => bytes[i + k] === byte));
  expect(at).toBeGreaterThanOrEqual(0);
  change(new DataView(bytes.buffer), at);
  return { [WEIGHTS]: bytes };
}

const SIGNATURE = [0x89, 0x48, 0x44, 0x46];
/** The beginning of the type float32, and of the layout "contiguous" of 96 bytes in h5py's files. */
const FLOAT32 = [0x11, 0x20, 0x1f, 0x00, 0x04, 0x00, 0x00, 0x00];

/** The first message header of a type in an object header: type, size, flags. */
const message = (type: number, size: number) => [type, 0, size, 0];

const FOREIGN: [what: string, members: () => Record<string, Uint8Array>, message: RegExp][] = [
  [
    'a newer superblock',
    () => withBytes(SIGNATURE, (view, at) => view.setUint8(at + 8, 2)),
    /expected superblock version 0 .*, received version 2 at byte 8 of .*; open it in Keras/,
  ],
  [
    'other bytes in front',
    () => ({ [WEIGHTS]: new Uint8Array([...new Uint8Array(512), ...MEMBERS[WEIGHTS]!]) }),
    /received one behind 512 other bytes at byte 0 of .*; open it in Keras/,
  ],
  [
    'big-endian numbers',
    () => withBytes(FLOAT32, (view, at) => view.setUint8(at + 1, 0x21)),
    /expected kernel in float32 or float64, received big-endian float32 at layers\/dense\/vars\/0/,
  ],
  [
    'a link by name',
    () => withBytes([...strToU8('SNOD')], (view, at) => view.setUint32(at + 8 + 16, 2, true)),
    /expected a hard link, received a symbolic link .*; open it in Keras/,
  ],
  [
    'numbers that were never written',
    () =>
      withBytes([3, 1], (view, at) => {
        for (let i = 0; i < 8; i++) view.setUint8(at + 2 + i, 0xff);
      }),
    /received a dataset that is never written at layers\/dense\/vars\/0/,
  ],
  [
    'numbers in another file',
    () => withBytes(message(5, 8), (view, at) => view.setUint16(at, 7, true)),
    /received a dataset that is kept in another file at layers\/dense\/vars\/0/,
  ],
  [
    'groups with links of the newer form',
    () => withBytes(message(0x11, 16), (view, at) => view.setUint16(at, 2, true)),
    /received a group with links of the newer form at byte \d+ of .*; open it in Keras/,
  ],
];

describe('readKeras, given HDF5 that Keras does not write', () => {
  for (const [what, members, message] of FOREIGN) {
    it(`names ${what}`, () => {
      expect(thrownBy(() => load(members())).message).toMatch(message);
    });
  }

  it('says how to save weights that are in pieces', () => {
    const { [WEIGHTS]: _, ...rest } = MEMBERS;
    const members = { ...rest, 'model.weights.json': strToU8('{}') };
    const error = thrownBy(() => readKeras(zipSync(members, { level: 0 })));
    expect(error.hint).toBe('the weights are in pieces: save the model without max_shard_size');
  });

  it('counts weights that have names instead of numbers as missing', () => {
    const model = deepModel();
    const bytes = unzipSync(writeKeras(model))[WEIGHTS]!;
    // The heap of a group's names: "0" and "1" begin eight bytes apart.
    const at = bytes.findIndex((byte, i) => byte === 0x30 && bytes[i + 8] === 0x31);
    bytes.set(strToU8('k'), at);
    expect(thrownBy(() => load({ [WEIGHTS]: bytes })).message).toMatch(
      /expected 2 weights \(kernel, bias\) for layer "dense.*", received 1 at layers\/dense/,
    );
  });
});

/** The real config with a part of it exchanged. */
function withConfig(change: (config: JsonObject, layer: JsonObject) => void) {
  const root = JSON.parse(strFromU8(MEMBERS['config.json']!)) as JsonObject;
  const layers = (root.config as JsonObject).layers as JsonObject[];
  change(root, layers[1]!);
  return { 'config.json': strToU8(JSON.stringify(root)) };
}
const settings = (layer: JsonObject) => layer.config as JsonObject;

describe('readKeras, given a config', () => {
  it("does not take somebody's own class for Keras's of the same name", () => {
    for (const module of ['__main__', 'my_layers', 'keras_contrib.layers']) {
      const error = thrownBy(() =>
        load(withConfig((_, layer) => Object.assign(layer, { module }))),
      );
      expect(error.message).toContain(`expected a layer of Keras, received one of "${module}"`);
      expect(error.place).toBe('config.layers[1].module');
    }
    for (const module of ['keras.layers', 'keras.src.layers.core.dense', 'tf_keras.layers', null]) {
      load(withConfig((_, layer) => Object.assign(layer, { module })));
    }
  });

  it('refuses names that cannot be shown or kept', () => {
    for (const name of ['__proto__', 'a\nb', 'a\0', '\ud800', '', 'a'.repeat(201)]) {
      const members = withConfig((_, layer) => Object.assign(settings(layer), { name }));
      const { place, received } = thrownBy(() => load(members));
      expect(place).toBe('config.layers[1].config.name');
      expect(received.length).toBeLessThan(200);
    }
  });

  it('refuses sizes that are left open where a weight needs them, and odd values', () => {
    for (const [key, value, expected] of [
      ['batch_shape', [null, null], 'an input whose sizes give the shape of kernel'],
      ['trainable', 'yes', 'true or false'],
      ['trainable', 0, 'true or false'],
    ] as const) {
      const members = withConfig((root, layer) => {
        const layers = (root.config as JsonObject).layers as JsonObject[];
        const target = key === 'batch_shape' ? layers[0]! : layer;
        Object.assign(settings(target), { [key]: value as Json });
      });
      expect(thrownBy(() => load(members)).expected).toBe(expected);
    }
  });

  it('says that Python wrote a number that JSON does not have', () => {
    const text = strFromU8(MEMBERS['config.json']!).replace('"units": 6', '"units": NaN');
    expect(text).toContain('NaN');
    expect(thrownBy(() => load({ 'config.json': strToU8(text) })).hint).toMatch(
      /NaN or infinite, which Python writes/,
    );
  });

  it('loads a model whose optimizer cannot work with what it is told, and says so', () => {
    for (const [key, value] of [
      ['learning_rate', -1],
      ['beta_1', true],
      ['beta_2', 1],
      ['epsilon', 0],
      ['clipnorm', 0],
      ['amsgrad', 1],
      ['weight_decay', 'x'],
    ] as const) {
      const members = withConfig(({ compile_config }) => {
        const { optimizer } = compile_config as { optimizer: JsonObject };
        Object.assign(settings(optimizer), { [key]: value });
      });
      const model = load(members);
      expect(model.compile, key).toBeNull();
      expect(model.notes).toEqual([
        `The optimizer cannot work with ${key} ${JSON.stringify(value)}; compile before training.`,
      ]);
      expect(fromModelFile(model).optimizer).toBeNull();
    }
  });

  it('drops a seed that is no number, which only matters to weights drawn anew', () => {
    for (const seed of [{ class_name: 'SeedGenerator', config: {} }, true, -1, 'x']) {
      const model = load(
        withConfig((_, layer) => {
          const { kernel_initializer } = settings(layer) as { kernel_initializer: JsonObject };
          Object.assign(settings(kernel_initializer), { seed: seed as Json });
        }),
      );
      expect(model.layers[0]!.config.kernel_initializer).toEqual({
        class_name: 'GlorotUniform',
        config: { seed: null },
      });
      expect(fromModelFile(model).layers).toHaveLength(4);
    }
  });
});

describe('a Functional chain of Keras 2', () => {
  const dense = (name: string, from: string, call: JsonObject = {}) => ({
    class_name: 'Dense',
    name,
    config: { name, units: 2, activation: 'relu' },
    inbound_nodes: [[[from, 0, 0, call]]] as Json,
  });
  const input = {
    class_name: 'InputLayer',
    name: 'input_1',
    config: { name: 'input_1', batch_input_shape: [null, 2], dtype: 'float32', ragged: false },
    inbound_nodes: [],
  };
  const read = (...layers: JsonObject[]) => {
    const { modelJson, weights, weightsName } = writeTfjs(deepModel());
    const json = JSON.parse(String(modelJson)) as JsonObject;
    const named = layers.flatMap(({ name: layer }) => [
      { name: `${String(layer)}/kernel`, shape: [2, 2], dtype: 'float32' },
      { name: `${String(layer)}/bias`, shape: [2], dtype: 'float32' },
    ]);
    json.weightsManifest = [{ paths: [weightsName], weights: named }];
    json.modelTopology = {
      class_name: 'Functional',
      config: {
        name: 'model',
        layers: [input, ...layers],
        input_layers: [['input_1', 0, 0]],
        output_layers: [['b', 0, 0]],
      },
    };
    const shards = { [weightsName]: weights.slice(0, 48) };
    return readTfjs(JSON.stringify(json), shards);
  };

  it('is read in the order of the data', () => {
    const names = read(dense('b', 'a'), dense('a', 'input_1')).layers.map(({ name }) => name);
    expect(names).toEqual(['a', 'b']);
  });

  it('may say that it does not train, but not that it always does', () => {
    read(dense('a', 'input_1', { training: false }), dense('b', 'a', { training: null }));
    const error = thrownBy(() => read(dense('a', 'input_1'), dense('b', 'a', { training: true })));
    expect(error.received).toContain('one that always trains');
    expect(error.place).toContain('layers[2].inbound_nodes');
  });

  it('gets names that Keras 3 takes, each its own, and says so', () => {
    const topology = (names: readonly string[]) =>
      names.map((name, i) => dense(name, names[i - 1] ?? 'input_1'));
    const model = read(...topology(['a/x', 'b']));
    expect(model.layers.map(({ name }) => name)).toEqual(['a_x', 'b']);
    expect(model.notes[0]).toBe('The layer "a/x" is called a_x here, as Keras 3 needs it.');
    expect(readKeras(writeKeras(model)).layers[0]!.name).toBe('a_x');
    expect(fromModelFile(model).layers[0]!.name).toBe('a_x');
    const layers = [...model.layers, { ...model.layers[0]!, name: 'a x' }];
    const again = withPlainNames({ ...model, name: 'my model', layers });
    expect(again.layers.map(({ name }) => name)).toEqual(['a_x', 'b', 'a_x_']);
    expect(again.name).toBe('my_model');
  });

  it('is refused when it is none', () => {
    for (const layers of [
      [dense('a', 'b'), dense('b', 'a')],
      [dense('a', 'input_1'), dense('b', 'input_1')],
      [dense('a', 'nobody'), dense('b', 'a')],
      [dense('a', 'a'), dense('b', 'input_1')],
    ]) {
      expect(thrownBy(() => read(...layers)).received).toContain('a Functional graph');
    }
  });
});
