// What a page pays for each way in: bundled, minified, compressed, without the WebAssembly bytes.
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { type Plugin, rolldown } from 'rolldown';
import { describe, expect, test } from 'vitest';
import { records } from '../../src/index.js';

const SOURCE = fileURLToPath(new URL('../../src/', import.meta.url));

/** The compiled kernels are data; what they weigh is seen when they are built. */
const withoutKernelBytes: Plugin = {
  name: 'without-kernel-bytes',
  load(file) {
    return /tape[\\/]wasm[\\/]modules\.[jt]s$/.test(file) ? 'export const MODULES = {};' : null;
  },
};

const PROGRAM_FILE = `${SOURCE}program.ts`;

const programIs = (code: string): Plugin => ({
  name: 'program',
  resolveId: (id) => (id === 'program' ? PROGRAM_FILE : null),
  load: (id) => (id === PROGRAM_FILE ? code : null),
});

interface Bundle {
  readonly code: string;
  readonly kilobytes: number;
  readonly files: readonly string[];
}

/** As Vite bundles a page: Rolldown and its minifier. */
async function bundle(code: string, ...plugins: Plugin[]): Promise<Bundle> {
  const built = await rolldown({
    input: 'program',
    plugins: [programIs(code), ...plugins],
    resolve: { extensionAlias: { '.js': ['.ts', '.js'] } },
  });
  const { output } = await built.generate({ format: 'esm', minify: true });
  await built.close();
  expect(output).toHaveLength(1);
  const kept = Object.entries(output[0].modules).filter(([, { renderedLength }]) => renderedLength);
  return {
    code: output[0].code,
    kilobytes: gzipSync(output[0].code, { level: 9 }).length / 1000,
    files: kept.map(([file]) => file.replaceAll('\\', '/').replace(/^.*?src\//, '')),
  };
}

/** A small model that is trained and asked. */
const modelFrom = (entry: string) => `import * as tf from '${entry}';
  tf.setSeed(1);
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: 8, activation: 'relu', inputShape: [2] }));
  model.add(tf.layers.dense({ units: 1 }));
  model.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError' });
  const { history } = await model.fit(tf.tensor([[0, 1]]), tf.tensor([[1]]), { epochs: 5 });
  export const losses = history.loss;
  export const { shape } = model.predict(tf.tensor([[1, 1], [2, 2]]));
  export function concat() {
    try { return tf.tensor([1]).concat(tf.tensor([2])).arraySync(); } catch (e) { return e.message; }
  }
  export const methods = Object.getOwnPropertyNames(tf.Tensor.prototype);`;

const PROGRAMS = {
  scalar: `import { value } from './scalar/index.ts';
    const a = value(2, 'a');
    a.mul(a).tanh().backward();
    console.log(a.grad);`,
  tensors: `import { grad, tensor } from './index.ts';
    console.log(grad((x) => x.square().sum())(tensor([1, 2])).arraySync());`,
  model: modelFrom('./lean.ts'),
  modelWithAllMethods: modelFrom('./index.ts'),
};

/**
 * Greatest size in kilobytes, compressed. A model brings what can be asked for by name (losses,
 * metrics, initializers, activations), the tape, and the operations that are methods in every page.
 */
const LIMITS: Readonly<Record<keyof typeof PROGRAMS, number>> = {
  scalar: 2,
  tensors: 21,
  model: 45,
  modelWithAllMethods: 51,
};

describe('the size of a program', () => {
  const names = Object.keys(PROGRAMS) as (keyof typeof PROGRAMS)[];
  test.each(names)('%s is within its limit', async (name) => {
    const { kilobytes } = await bundle(PROGRAMS[name], withoutKernelBytes);
    console.log(`${name}: ${kilobytes.toFixed(2)} kB of ${LIMITS[name]} kB, compressed`);
    expect(kilobytes).toBeGreaterThan(0.3);
    expect(kilobytes).toBeLessThanOrEqual(LIMITS[name]);
  });

  test('a program with numbers brings nothing of tensors', async () => {
    const { files } = await bundle(PROGRAMS.scalar);
    expect(files).toContain('scalar/value.ts');
    expect(files.filter((file) => !/^scalar\/|^program\.ts$/.test(file))).toEqual([]);
  });

  test('a program with tensors brings no layers, no training and no tape', async () => {
    const { files } = await bundle(PROGRAMS.tensors);
    expect(files).toContain('ops/contraction.ts');
    expect(files).toContain('tensor/methods.ts');
    const machinery = /^(nn|train|symbolic|explain)\/|^tape\/(jit|plan|tape|wasm)/;
    expect(files.filter((file) => machinery.test(file))).toEqual([]);
  });

  test('a model brings no texts, no layers but its own and no convolutions', async () => {
    const { code, files } = await bundle(PROGRAMS.model, withoutKernelBytes);
    expect(code).not.toContain('\\operatorname');
    expect(code).not.toContain('js.tensorflow.org');
    expect(files).toContain('nn/layers/dense.ts');
    expect(files).not.toContain('nn/layers/conv2d.ts');
    expect(files).not.toContain('ops/convolution.ts');
    expect(files).not.toContain('tape/wasm/lower-windows.ts');
  });
});

describe('what runs convolutions and poolings on a tape', () => {
  test.each([
    ['conv2d', 'layers.conv2d({ filters: 1, kernelSize: 2 })'],
    ['maxPooling2d', 'layers.maxPooling2d({ poolSize: 2 })'],
    ['jit', 'jit((x) => x)'],
  ])('comes with %s', async (_, made) => {
    const use = `import * as tf from './lean.ts'; export const made = tf.${made};`;
    const { files } = await bundle(use, withoutKernelBytes);
    expect(files).toContain('tape/wasm/lower-windows.ts');
  });
});

describe('a bundled model', () => {
  const run = async (program: string) => {
    const { code } = await bundle(program);
    return import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`);
  };

  test('learns the same with the everyday methods as with all', async () => {
    const [lean, full] = [await run(PROGRAMS.model), await run(PROGRAMS.modelWithAllMethods)];
    expect(lean.losses).toHaveLength(5);
    expect(lean.losses[4]).toBeLessThan(lean.losses[0]);
    expect(lean.losses).toEqual(full.losses);
    expect(lean.shape).toEqual([2, 1]);
  });

  test('has the rare methods only where it asked for all; else a call says what to do', async () => {
    const [lean, full] = [await run(PROGRAMS.model), await run(PROGRAMS.modelWithAllMethods)];
    expect(full.concat()).toEqual([1, 2]);
    expect(lean.concat()).toBe(
      'concat: expected a page with this method, received one made from @backprop/core/lean; ' +
        'call the function concat, or import from @backprop/core',
    );
    expect(lean.methods.toSorted()).toEqual(full.methods.toSorted());
    const withMethod = records.filter(({ variadic }) => !variadic).map(({ name }) => name);
    expect(full.methods).toEqual(expect.arrayContaining(withMethod));
  });
});
