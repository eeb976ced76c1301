// What a page pays for each way in: bundled, minified, compressed, without the WebAssembly bytes.
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, type Plugin } from 'esbuild';
import { describe, expect, test } from 'vitest';

const SOURCE = fileURLToPath(new URL('../../src/', import.meta.url));

/** The compiled kernels are data; what they weigh is seen when they are built. */
const withoutKernelBytes: Plugin = {
  name: 'without-kernel-bytes',
  setup(bundle) {
    bundle.onLoad({ filter: /tape[\\/]wasm[\\/]modules\.[jt]s$/ }, () => ({
      contents: 'export const MODULES = {};',
    }));
  },
};

interface Size {
  readonly kilobytes: number;
  readonly files: readonly string[];
}

async function sizeOf(program: string): Promise<Size> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: program, resolveDir: SOURCE, loader: 'ts' },
    bundle: true,
    minify: true,
    format: 'esm',
    write: false,
    metafile: true,
    logLevel: 'silent',
    plugins: [withoutKernelBytes],
  });
  const [output] = Object.values(metafile.outputs);
  const kept = Object.entries(output!.inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  return {
    kilobytes: gzipSync(outputFiles[0]!.contents, { level: 9 }).length / 1000,
    files: kept.map(([file]) => file.replaceAll('\\', '/').replace(/^.*?src\//, '')),
  };
}

const PROGRAMS = {
  scalar: `import { value } from './scalar/index.ts';
    const a = value(2, 'a');
    a.mul(a).tanh().backward();
    console.log(a.grad);`,
  tensors: `import { grad, tensor } from './index.ts';
    console.log(grad((x) => x.square().sum())(tensor([1, 2])).arraySync());`,
  model: `import * as tf from './index.ts';
    const model = tf.sequential();
    model.add(tf.layers.dense({ units: 8, activation: 'relu', inputShape: [2] }));
    model.add(tf.layers.dense({ units: 1 }));
    model.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError' });
    await model.fit(tf.tensor([[0, 1]]), tf.tensor([[1]]), { epochs: 2 });
    model.predict(tf.tensor([[1, 1]])).print();`,
};

/**
 * Greatest size in kilobytes, compressed. Tensors bring every operation, for each is a method; a
 * model also brings what can be asked for by name, and the tape.
 */
const LIMITS: Readonly<Record<keyof typeof PROGRAMS, number>> = {
  scalar: 2,
  tensors: 26,
  model: 58,
};

describe('the size of a program', () => {
  const names = Object.keys(PROGRAMS) as (keyof typeof PROGRAMS)[];
  test.each(names)('%s is within its limit', async (name) => {
    const { kilobytes } = await sizeOf(PROGRAMS[name]);
    console.log(`${name}: ${kilobytes.toFixed(2)} kB of ${LIMITS[name]} kB, compressed`);
    expect(kilobytes).toBeGreaterThan(0.3);
    expect(kilobytes).toBeLessThanOrEqual(LIMITS[name]);
  });

  test('a program with numbers brings one file', async () => {
    expect((await sizeOf(PROGRAMS.scalar)).files).toEqual(['scalar/value.ts', '<stdin>']);
  });

  test('a program with tensors brings no layers, no training and no tape', async () => {
    const { files } = await sizeOf(PROGRAMS.tensors);
    expect(files).toContain('ops/contraction.ts');
    expect(files).toContain('tensor/methods.ts');
    const machinery = /^(nn|train|symbolic|explain)\/|^tape\/(jit|plan|tape|wasm)/;
    expect(files.filter((file) => machinery.test(file))).toEqual([]);
  });
});
