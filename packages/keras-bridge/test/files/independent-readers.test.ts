import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import * as h5wasm from 'h5wasm/node';
import * as jsfive from 'jsfive';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type NewGroup, writeHdf5 } from '../../src/files/hdf5/write-hdf5.js';
import { writeKeras, writeKerasH5 } from '../../src/files/index.js';
import { hasPython, python } from '../python/run-python.js';
import { deepModel, everyLayer } from './sample-models.js';

const folder = mkdtempSync(join(tmpdir(), 'keras-bridge-'));
const save = (name: string, bytes: Uint8Array) => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
};

beforeAll(async () => {
  await h5wasm.ready;
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Every dataset's path, shape and numbers, by the HDF Group's own library. */
function readWithHdf5Library(path: string): Record<string, [number[], number[]]> {
  const file = new h5wasm.File(path, 'r');
  const found: Record<string, [number[], number[]]> = {};
  const visit = (group: h5wasm.Group, prefix: string) => {
    for (const name of group.keys()) {
      const child = group.get(name);
      if (child instanceof h5wasm.Group) visit(child, `${prefix}${name}/`);
      else if (child instanceof h5wasm.Dataset) {
        const value = child.value as number | ArrayLike<number>;
        found[`${prefix}${name}`] = [
          child.shape ?? [],
          typeof value === 'number' ? [value] : Array.from(value),
        ];
      }
    }
  };
  visit(file, '');
  file.close();
  return found;
}

function expected(group: NewGroup, prefix = ''): Record<string, [number[], number[]]> {
  const all: Record<string, [number[], number[]]> = {};
  for (const [name, child] of Object.entries(group.children)) {
    if ('values' in child) all[prefix + name] = [[...child.shape], Array.from(child.values)];
    else Object.assign(all, expected(child, `${prefix}${name}/`));
  }
  return all;
}

describe('writeHdf5', () => {
  const dataset = (n: number) => ({
    shape: [n],
    values: Float32Array.from({ length: n }, (_, i) => i / 3),
  });
  const many = (count: number): NewGroup => ({
    children: Object.fromEntries(
      Array.from({ length: count }, (_, i) => [`name-${i}`, dataset((i % 3) + 1)]),
    ),
  });

  for (const count of [0, 1, 8, 9, 17, 256, 257, 1000]) {
    it(`writes a group of ${count} datasets that the HDF5 library reads`, () => {
      const root: NewGroup = { children: { a: many(count), b: { children: {} } } };
      expect(readWithHdf5Library(save(`many-${count}.h5`, writeHdf5(root)))).toEqual(
        expected(root),
      );
    });
  }

  it('writes each number type, scalars and an empty dataset that the HDF5 library reads', () => {
    const root: NewGroup = {
      children: {
        double: { shape: [2], values: Float64Array.of(Math.PI, -1e300) },
        int: { shape: [], values: Int32Array.of(-7) },
        unsigned: { shape: [2], values: Uint32Array.of(1, 4294967295) },
        scalar: { shape: [], values: Float32Array.of(0.5) },
        matrix: { shape: [2, 3], values: Float32Array.of(1, 2, 3, 4, 5, 6) },
      },
    };
    expect(readWithHdf5Library(save('types.h5', writeHdf5(root)))).toEqual(expected(root));
  });
});

describe('writeKeras, read by others', () => {
  it('holds weights at the paths that Keras looks up, by the HDF5 library and by jsfive', () => {
    const bytes = unzipSync(writeKeras(everyLayer()))['model.weights.h5']!;
    const found = readWithHdf5Library(save('weights.h5', bytes));
    const kernel = everyLayer().layers[0]!.weights[0]!;
    expect(found['layers/conv2d/vars/0']).toEqual([kernel.shape, Array.from(kernel.values)]);
    expect(Object.keys(found)).toEqual(
      expect.arrayContaining([
        'layers/conv2d_1/vars/0',
        'layers/batch_normalization/vars/3',
        'layers/dense/vars/1',
        'layers/dense_1/vars/1',
        'optimizer/vars/0',
        'optimizer/vars/1',
      ]),
    );
    const file = new jsfive.File(bytes.slice().buffer, 'weights.h5');
    expect(file.get('layers/conv2d/vars/0').value).toEqual(Array.from(kernel.values));
    expect(file.get('layers').keys).toEqual(
      expect.arrayContaining([
        'leaky_re_lu',
        're_lu',
        'elu',
        'softmax',
        'max_pooling2d',
        'average_pooling2d',
        'reshape',
      ]),
    );
  });

  it('is opened by h5py where Python has it', ({ skip }) => {
    const path = save('h5py.h5', writeKerasH5(deepModel()));
    const script =
      'import h5py,sys;f=h5py.File(sys.stdin.read());print(f["model_weights"].attrs["layer_names"][0].decode(), f["model_weights/dense/sequential/dense/kernel"][0,0])';
    if (!hasPython('h5py')) skip();
    const run = python(script, path);
    const [name, first] = run.stdout.trim().split(' ');
    expect(name).toBe('dense');
    expect(Number(first)).toBeCloseTo(deepModel().layers[0]!.weights[0]!.values[0]!, 6);
  });
});

describe('writeKerasH5, read by others', () => {
  it('holds attributes and datasets that the HDF5 library reads', () => {
    const path = save('legacy.h5', writeKerasH5(deepModel()));
    const file = new h5wasm.File(path, 'r');
    expect(file.attrs.keras_version?.value).toBe('3.3.3');
    expect(JSON.parse(String(file.attrs.model_config?.value)).class_name).toBe('Sequential');
    const weights = file.get('model_weights') as h5wasm.Group;
    expect(weights.attrs.layer_names?.value).toEqual(['dense', 'dense_1', 'dense_2', 'dense_3']);
    file.close();
    const [shape, values] =
      readWithHdf5Library(path)['model_weights/dense/sequential/dense/kernel']!;
    expect(shape).toEqual([4, 6]);
    expect(values).toEqual(Array.from(deepModel().layers[0]!.weights[0]!.values));
  });
});
