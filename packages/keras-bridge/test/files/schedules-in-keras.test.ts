import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromModelFile, toModelFile } from '../../src/convert/index.js';
import { readKeras, writeKeras, writeKerasH5 } from '../../src/files/index.js';
import { writeNotebook, writePython } from '../../src/python/index.js';
import { hasPython, INTERPRETERS, python } from '../python/run-python.js';
import { apart, goOn, saved, scheduleFixture, x, y } from './saved-schedules.js';

/** Loads each file, checks that Keras has nothing to say against it, and takes three steps. */
const SCRIPT = `
import json, sys, warnings
import keras, numpy as np
warnings.simplefilter("error")
job = json.load(sys.stdin)
x, y = np.array(job["x"]), np.array(job["y"])
out = {}
for path in job["paths"]:
    model = keras.models.load_model(path)
    optimizer = model.optimizer
    schedule = optimizer.get_config()["learning_rate"]
    found = {"schedule": schedule["class_name"], "iterations": int(optimizer.iterations)}
    rates, losses = [], []
    for _ in range(3):
        rates.append(float(optimizer.learning_rate))
        fit = model.fit(x, y, batch_size=len(x), shuffle=False, verbose=0)
        losses.append(fit.history["loss"][0])
    weights = [weight.tolist() for weight in model.get_weights()]
    out[path] = {**found, "rates": rates, "losses": losses, "weights": weights}
print("RESULT", json.dumps(out))
`;

/** Runs programs one after the other, and gives what each prints. */
const RUN = `
import contextlib, io, json, sys
out = {}
for name, text in json.load(sys.stdin).items():
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(text, {})
    out[name] = printed.getvalue()
print("RESULT", json.dumps(out))
`;

/** The code of a notebook's cells. */
function codeOf(notebook: string): string {
  const { cells } = JSON.parse(notebook) as { cells: { cell_type: string; source: string[] }[] };
  const code = cells.filter(({ cell_type }) => cell_type === 'code');
  return code.map(({ source }) => source.join('')).join('\n');
}

interface Gone {
  schedule: string;
  iterations: number;
  rates: number[];
  losses: number[];
  weights: unknown[];
}

/** What a script printed behind RESULT. */
function resultOf<Result>(
  interpreter: string,
  script: string,
  input: string,
): Record<string, Result> {
  const { stdout, stderr } = python(script, input, interpreter);
  const line = stdout.split('\n').find((text) => text.startsWith('RESULT'));
  expect(line, stderr.slice(-2000)).toBeDefined();
  return JSON.parse(line!.slice('RESULT'.length)) as Record<string, Result>;
}

describe.each(INTERPRETERS)('the real Keras of %s, given a schedule', (interpreter) => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'backprop-schedules-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('goes on where core stopped', { timeout: 600_000 }, async (context) => {
    if (!hasPython('keras', interpreter)) context.skip();
    const expected = new Map<string, Gone>();
    for (const { name } of saved) {
      const model = fromModelFile(readKeras(scheduleFixture(`${name}.keras`), { file: name }));
      await goOn(model);
      const schedule = model.optimizer!.schedule!.className;
      const path = join(folder, `${name}.keras`);
      writeFileSync(path, writeKeras(toModelFile(model)));
      const gone = await goOn(model);
      const weights = model.getWeights().map((weight) => weight.arraySync());
      expected.set(path, { schedule, iterations: 6, ...gone, weights });
    }
    const found = resultOf<Gone>(
      interpreter,
      SCRIPT,
      JSON.stringify({ x, y, paths: [...expected.keys()] }),
    );
    for (const [path, gone] of expected) {
      const { schedule, iterations, rates, losses, weights } = found[path]!;
      expect([schedule, iterations], path).toEqual([gone.schedule, gone.iterations]);
      // Restarts and cosines come close to 0, where float32 keeps fewer digits of the rate.
      expect(apart(rates, gone.rates), path).toBeLessThan(5e-6);
      expect(apart(losses, gone.losses), path).toBeLessThan(5e-6);
      expect(apart(weights, gone.weights), path).toBeLessThan(1e-5);
    }
  });

  it('begins anew from a .h5 file, as without a schedule', { timeout: 600_000 }, (context) => {
    if (!hasPython('keras', interpreter)) context.skip();
    const paths = saved.map(({ name }) => {
      const path = join(folder, `${name}.h5`);
      const file = readKeras(scheduleFixture(`${name}.keras`), { file: name });
      writeFileSync(path, writeKerasH5(file));
      return path;
    });
    const found = resultOf<Gone>(
      interpreter,
      SCRIPT.replace('warnings.simplefilter("error")', ''),
      JSON.stringify({ x, y, paths }),
    );
    for (const [i, path] of paths.entries()) {
      const file = readKeras(scheduleFixture(`${saved[i]!.name}.keras`), { file: path });
      const { schedule, iterations, rates } = found[path]!;
      expect([schedule, iterations]).toEqual([file.compile!.optimizer.schedule!.className, 0]);
      const core = fromModelFile({ ...file, optimizerState: null }).optimizer!.schedule!;
      expect(
        apart(
          rates,
          [0, 1, 2].map((step) => core.at(step)),
        ),
      ).toBeLessThan(5e-6);
    }
  });

  it('prints the losses of core from the program and the notebook', {
    timeout: 600_000,
  }, async (context) => {
    if (!hasPython('keras', interpreter)) context.skip();
    const programs: [name: string, text: string][] = [];
    const expected: number[][] = [];
    for (const { name } of saved) {
      const file = readKeras(scheduleFixture(`${name}.keras`), { file: name });
      const begins = { ...file, optimizerState: null };
      const training = { x, y, batchSize: x.length, epochs: 3 };
      programs.push([`${name}.py`, writePython(begins, training)]);
      programs.push([`${name}.ipynb`, codeOf(writeNotebook(begins, training))]);
      const { losses } = await goOn(fromModelFile(begins));
      expected.push(losses, losses);
    }
    const printed = resultOf<string>(
      interpreter,
      RUN,
      JSON.stringify(Object.fromEntries(programs)),
    );
    for (const [i, [name]] of programs.entries()) {
      const lines = [...printed[name]!.matchAll(/^\d+ (\S+)$/gm)];
      const losses = lines.map(([, loss]) => Number(loss));
      expect(losses, name).toHaveLength(3);
      expect(apart(losses, expected[i]!), name).toBeLessThan(5e-6);
    }
  });
});
