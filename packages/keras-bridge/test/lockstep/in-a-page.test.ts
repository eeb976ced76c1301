import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';

const dist = (file: string) => fileURLToPath(new URL(`../../dist/${file}`, import.meta.url));

/** The built package as one script for a page; core is there anyway where sizes are measured. */
async function bundle(program: string, external: string[] = []): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir: fileURLToPath(new URL('.', import.meta.url)) },
    bundle: true,
    format: 'iife',
    platform: 'browser',
    minify: true,
    write: false,
    logLevel: 'silent',
    external,
  });
  return outputFiles[0]!.text;
}

const TRAIN = `
import { lockstep } from ${JSON.stringify(dist('index.js'))};
const build = (tf) => {
  const neuron = tf.layers.dense({ units: 1, inputShape: [2], kernelInitializer: 'ones' });
  const model = tf.sequential({ layers: [neuron] });
  model.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError' });
  return model;
};
self.report = lockstep({ build, x: [[8, 8], [7, 9]], y: [[4], [5]], batchSize: 1, epochs: 3 });
`;

/** What a worker has, and nothing more. */
function makePage(): Record<string, unknown> {
  const self: Record<string, unknown> = {
    WorkerGlobalScope: class {},
    console,
    performance,
    setTimeout,
    clearTimeout,
    TextEncoder,
    TextDecoder,
    URL,
  };
  self.self = self;
  return self;
}

const kilobytes = (script: string) => gzipSync(script, { level: 9 }).length / 1000;

describe('the package in a page', () => {
  let script: string;
  beforeAll(async () => {
    script = await bundle(TRAIN);
  });

  it('trains where there is no WebGL, no network, no process and no require', async () => {
    const self = makePage();
    runInContext(script, createContext(self));
    const report = (await self.report) as { steps: unknown[]; departure: unknown };
    expect(report.steps).toHaveLength(6);
    expect(report.departure).toBeNull();
  });

  it("takes TensorFlow.js's start before its gradients, since some bundlers keep this order", () => {
    // Rspack in production mode stops at "Cannot evaluate flag 'DEBUG'" otherwise.
    const [first] = readFileSync(dist('tfjs-browser.js'), 'utf8').match(/^import .*$/m)!;
    expect(first).toBe("import '@tensorflow/tfjs-core';");
  });

  it('starts where another copy of TensorFlow.js has registered its gradients already', async () => {
    const self = makePage();
    const page = createContext(self);
    for (let copy = 0; copy < 2; copy++) {
      runInContext(script, page);
      await expect(self.report).resolves.toMatchObject({ departure: null });
    }
  });

  it('brings TensorFlow.js without WebGL: under 210 kB gz besides core', async () => {
    const text = await bundle(TRAIN, ['@backprop/core']);
    expect(text).not.toContain('WEBGL_VERSION');
    console.info(`lockstep with TensorFlow.js: ${kilobytes(text).toFixed(1)} kB gz besides core`);
    expect(kilobytes(text)).toBeLessThan(210);
  });

  it('costs under 8 kB gz when only numbers are compared', async () => {
    const program = `import { compareNumbers } from ${JSON.stringify(dist('lockstep/compare.js'))}; self.x = compareNumbers(1, 2);`;
    expect(kilobytes(await bundle(program))).toBeLessThan(8);
  });

  it('reads and writes every file format in under 45 kB gz besides core', async () => {
    const program = `import * as files from ${JSON.stringify(dist('files/index.js'))}; self.x = files;`;
    const text = await bundle(program, ['@backprop/core']);
    console.info(`files: ${kilobytes(text).toFixed(1)} kB gz besides core`);
    expect(kilobytes(text)).toBeLessThan(45);
  });
});
