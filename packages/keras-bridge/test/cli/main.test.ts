import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeWatch } from '../../src/cli/progress.js';
import { readKeras, writeKeras } from '../../src/files/index.js';
import { deepModel, fixture } from '../files/sample-models.js';
import { scheduleFixture } from '../files/saved-schedules.js';
import { runMain } from './run-main.js';

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'backprop-keras-'));
  for (const name of ['deep.keras', 'deep.h5', 'relu-mse.keras'])
    writeFileSync(join(cwd, name), fixture(name));
});
afterEach(() => rmSync(cwd, { recursive: true }));

const run = (...args: string[]) => runMain(cwd, args);

describe('backprop-keras inspect', () => {
  it('lists layers, weights and training settings', async () => {
    const { code, out } = await run('inspect', 'deep.keras');
    expect(code).toBe(0);
    expect(out).toContain('.keras file of Keras 3.15.1');
    expect(out).toMatch(/dense +Dense +\(None, 6\) +30\n/);
    expect(out).toContain('optimizer state after 10 steps');
  });

  it('shows a learning rate schedule, and the rate that it gives next', async () => {
    writeFileSync(join(cwd, 'piecewise.keras'), scheduleFixture('piecewise-sgd.keras'));
    const { out } = await run('inspect', 'piecewise.keras');
    expect(out).toContain(
      '\nSGD (learning_rate PiecewiseConstantDecay(boundaries [1, 4], values [0.1, 0.05, 0.01]), momentum 0.9), mean_squared_error\n',
    );
    expect(out).toContain('\noptimizer state after 3 steps; the next learning rate is 0.05\n');
    expect(out).not.toContain('note:');
    const data = JSON.parse((await run('inspect', 'piecewise.keras', '--json')).out);
    expect(data.compile.optimizer.schedule.className).toBe('PiecewiseConstantDecay');
    expect(data.optimizerState).toEqual({ iteration: 3, learningRate: 0.05, slots: ['momentum'] });
  });

  it('shows a fixed rate, and the rate that training has got to', async () => {
    const { out } = await run('inspect', 'deep.keras');
    expect(out).toMatch(/\n\w+ \(learning_rate [\d.]+, .*\), \w+\n/);
    expect(out).toMatch(/\noptimizer state after 10 steps; the next learning rate is [\d.]+/);
  });

  it('prints the same as JSON', async () => {
    const { out } = await run('inspect', 'deep.h5', '--json');
    expect(JSON.parse(out)).toMatchObject({
      format: 'keras-h5',
      layers: [{ parameters: 30 }, {}, {}, {}],
    });
  });

  it('says what is wrong with a damaged file, and ends with 3', async () => {
    writeFileSync(join(cwd, 'cut.keras'), fixture('deep.keras').subarray(0, 9000));
    const { code, out, err } = await run('inspect', 'cut.keras');
    expect([code, out]).toEqual([3, '']);
    expect(err).toContain('at end of file of cut.keras');
    const asJson = await run('--json', 'inspect', 'cut.keras');
    expect(JSON.parse(asJson.out).error).toMatchObject({ file: 'cut.keras', place: 'end of file' });
  });

  it('ends with 2 for a file that is not there and for an unknown command', async () => {
    expect(await run('inspect', 'no.keras')).toMatchObject({ code: 2, out: '' });
    expect((await run('frobnicate')).code).toBe(2);
    expect((await run('--help')).out).toContain('Exit codes:');
  });
});

describe('backprop-keras summary', () => {
  it("prints Keras's table", async () => {
    const { code, out } = await run('summary', 'deep.keras');
    expect(code).toBe(0);
    expect(out).toMatch(/│ dense \(Dense\) +│ \(None, 6\) +│ +30 │/);
    expect(out).toContain('Total params');
  });

  it('prints the counts as JSON', async () => {
    const data = JSON.parse((await run('summary', 'deep.keras', '--json')).out);
    expect(data.layers[0]).toEqual({
      name: 'dense',
      className: 'Dense',
      outputShape: [null, 6],
      parameters: 30,
    });
    const sum = data.layers.reduce(
      (all: number, layer: { parameters: number }) => all + layer.parameters,
      0,
    );
    expect([data.total, data.trainable + data.nonTrainable]).toEqual([sum, sum]);
  });
});

describe('backprop-keras convert, to .h5', () => {
  it('leaves the optimizer state out, with which Keras 3 could not train, and says so', async () => {
    const { err } = await run('convert', 'deep.keras', 'new.h5');
    expect(err).toContain('note: The optimizer state is left out');
    const { out } = await run('inspect', 'new.h5', '--json');
    expect(JSON.parse(out)).toMatchObject({ compile: {}, optimizerState: null });
  });
});

describe('backprop-keras with a schedule', () => {
  beforeEach(() => {
    writeFileSync(join(cwd, 'cosine.keras'), scheduleFixture('cosine-adam.keras'));
  });

  it('says that model.json has none', async () => {
    const { code, err } = await run('convert', 'cosine.keras', 'model.json');
    expect(code).toBe(0);
    expect(err).toContain('note: Training settings are left out: TensorFlow.js has no learning');
  });

  it('refuses lockstep with TensorFlow.js, and says why', async () => {
    writeFileSync(join(cwd, 'data.json'), '{"x": [[8, 8]], "y": [[4]]}');
    const { code, err } = await run('lockstep', 'cosine.keras', 'data.json');
    expect(code).toBe(2);
    expect(err).toContain('TensorFlow.js has no learning rate schedules, such as CosineDecay');
  });
});

describe('progress', () => {
  it('is told on stderr when it is asked for', async () => {
    const { code, out, err } = await run('--progress', 'convert', 'deep.keras', 'deep2.keras');
    expect(code).toBe(0);
    expect(err).toMatch(
      /^reading deep\.keras \(0\.0 MB\) … done after \d\.\d\d s\nwriting deep2\.keras .* done after \d\.\d\d s\n$/,
    );
    expect(out).toMatch(/^wrote .*deep2\.keras\n$/);
  });

  it('is told by itself to a terminal for large tasks only, and when they fail', () => {
    const told: string[] = [];
    const watch = makeWatch({ isTTY: true, write: (text) => told.push(text) }, false);
    expect(watch('reading a', 7e6, () => 1)).toBe(1);
    expect(told).toEqual([]);
    expect(watch('reading b', 9e6, () => 2)).toBe(2);
    const fail = () => {
      throw new RangeError('cut');
    };
    expect(() => watch('reading c', 9e6, fail)).toThrow('cut');
    expect(told.join('')).toMatch(/^reading b \(9\.0 MB\) … done .*\nreading c .* failed .*\n$/);
    const silent = makeWatch({ write: (text) => told.push(text) }, false);
    const before = told.length;
    silent('reading d', 9e6, () => 1);
    expect(told).toHaveLength(before);
  });
});

describe('backprop-keras convert', () => {
  it('converts there and back through every format without changing a digit', async () => {
    const chain = ['deep.keras', 'a.h5', 'b.keras', 'web/model.json', 'c.keras'];
    for (const [i, to] of chain.slice(1).entries())
      expect((await run('convert', chain[i]!, to)).code).toBe(0);
    const { layers } = readKeras(new Uint8Array(readFileSync(join(cwd, 'c.keras'))));
    expect(layers).toEqual(deepModel().layers);
    expect((await run('compare', 'deep.keras', 'web')).code).toBe(0);
  });

  it('makes the folders of the target, and says when a file stands there', async () => {
    expect((await run('convert', 'deep.keras', 'new/inner/deep.h5')).code).toBe(0);
    expect(readdirSync(join(cwd, 'new/inner'))).toEqual(['deep.h5']);
    for (const to of ['deep.keras/deep.h5', 'deep.keras/inner/deep.h5']) {
      const { code, out, err } = await run('convert', 'deep.h5', to);
      expect([code, out]).toEqual([2, '']);
      expect(err).toMatch(/where a file stands in the way; name another target/);
    }
  });

  it('says what TensorFlow.js has no place for', async () => {
    const { code, err } = await run('convert', 'deep.keras', 'model.json');
    expect(code).toBe(0);
    expect(err).toContain('note: The optimizer state is left out');
  });

  it('writes a Python program and a notebook', async () => {
    await run('convert', 'deep.keras', 'deep.py');
    expect(readFileSync(join(cwd, 'deep.py'), 'utf8')).toContain(
      'model.get_layer("dense").set_weights([',
    );
    await run('convert', 'deep.keras', 'deep.ts');
    expect(readFileSync(join(cwd, 'deep.ts'), 'utf8')).toContain('tf.layers.dense({');
    await run('convert', 'deep.keras', 'deep.ipynb');
    expect(JSON.parse(readFileSync(join(cwd, 'deep.ipynb'), 'utf8')).nbformat).toBe(4);
  });

  it('overwrites nothing unless told to, and leaves no half-written file', async () => {
    const before = readFileSync(join(cwd, 'relu-mse.keras'));
    const { code, err } = await run('convert', 'deep.keras', 'relu-mse.keras');
    expect(code).toBe(2);
    expect(err).toContain('add --force to overwrite it');
    expect(readFileSync(join(cwd, 'relu-mse.keras')).equals(before)).toBe(true);
    expect((await run('convert', 'deep.keras', 'relu-mse.keras', '--force')).code).toBe(0);
    expect((await run('compare', 'deep.keras', 'relu-mse.keras')).code).toBe(0);
    expect(readdirSync(cwd).sort()).toEqual(['deep.h5', 'deep.keras', 'relu-mse.keras']);
  });

  it('names the endings that it knows', async () => {
    const { code, err } = await run('convert', 'deep.keras', 'deep.onnx');
    expect(code).toBe(2);
    expect(err).toContain('.keras, .h5, .json, .py, .mts, .ts, .ipynb, received deep.onnx');
  });

  it('does not follow a manifest out of the folder', async () => {
    mkdirSync(join(cwd, 'web'));
    await run('convert', 'deep.keras', 'web/model.json');
    const path = join(cwd, 'web/model.json');
    const hostile = readFileSync(path, 'utf8').replace('"weights.bin"', '"../secret.bin"');
    writeFileSync(path, hostile);
    writeFileSync(join(cwd, 'secret.bin'), readFileSync(join(cwd, 'web/weights.bin')));
    expect((await run('inspect', 'web')).code).toBe(3);
  });
});

describe('backprop-keras compare', () => {
  it('finds one changed weight: layer, element, ulps and digit', async () => {
    const model = deepModel();
    const bias = model.layers[1]!.weights[1]!;
    const was = bias.values[2]!;
    bias.values[2] = was + 0.001;
    writeFileSync(join(cwd, 'changed.keras'), writeKeras(model));
    const { code, out } = await run('compare', 'deep.keras', 'changed.keras', '--json');
    expect(code).toBe(1);
    const report = JSON.parse(out);
    expect(report.largest).toBeCloseTo(0.001, 6);
    const apart = report.weights.filter((row: { difference: number }) => row.difference > 0);
    expect(apart).toMatchObject([{ name: 'bias', index: [2], first: was }]);
    expect((await run('compare', 'deep.keras', 'changed.keras', '--tolerance', '0.01')).code).toBe(
      0,
    );
  });

  it('names layers that differ', async () => {
    const { code, out } = await run('compare', 'deep.keras', 'relu-mse.keras');
    expect(code).toBe(1);
    expect(out).toContain('The first has 4 layers, the second 2.');
    expect((await run('compare', 'deep.keras', 'deep.h5', '--tolerance', 'x')).code).toBe(2);
  });
});

describe('backprop-keras predict', () => {
  it('prints what Keras predicted', async () => {
    const manifest = JSON.parse(new TextDecoder().decode(fixture('manifest.json'))) as {
      file: string;
      inputs: number[][];
      predictions: number[][];
    }[];
    const { inputs, predictions } = manifest.find(({ file }) => file.endsWith('deep.keras'))!;
    writeFileSync(join(cwd, 'rows.json'), JSON.stringify(inputs));
    const { code, out } = await run('predict', 'deep.keras', 'rows.json', '--json');
    expect(code).toBe(0);
    const found = (JSON.parse(out).predictions as number[][]).flat();
    for (const [i, value] of predictions.flat().entries()) {
      expect(Math.abs(found[i]! - value)).toBeLessThan(1e-5);
    }
  });

  it('refuses rows that are no rows', async () => {
    writeFileSync(join(cwd, 'rows.json'), '{"a": ');
    expect(await run('predict', 'deep.keras', 'rows.json')).toMatchObject({ code: 2 });
    writeFileSync(join(cwd, 'rows.json'), '[[1, 2]]');
    expect((await run('predict', 'deep.keras', 'rows.json')).code).toBe(2);
  });
});

it('tells its version, which is the package’s', async () => {
  const { version } = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  );
  expect(await run('--version')).toEqual({ code: 0, out: `${version}\n`, err: '' });
});
