import * as core from '@backprop/core';
import { describe, expect, it } from 'vitest';
import { toModelFile } from '../../src/convert/index.js';
import { writePython } from '../../src/python/index.js';
import { firstWeights, type KerasCase, kerasCases } from '../lockstep/keras-reference.js';
import { hasPython, INTERPRETERS, python } from './run-python.js';

const OPTIMIZERS = {
  sgd: core.SGD,
  adam: core.Adam,
  rmsprop: core.RMSprop,
  adagrad: core.Adagrad,
};

const camelKeys = (settings: object) =>
  Object.fromEntries(
    Object.entries(settings).map(([key, value]) => [
      key.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]),
  );

/** The program that trains as the real Keras did. */
function programOf(reference: KerasCase): string {
  const { inputs, layers, loss, optimizer, x, y, batch_size: batchSize, epochs } = reference.spec;
  const model = core.sequential({
    layers: layers.map(({ units, activation }, i) =>
      core.layers.dense({ units, activation, ...(i === 0 ? { inputShape: [inputs] } : {}) }),
    ),
  });
  model.setWeights(firstWeights(reference).map((weight) => core.tensor(weight)));
  const { name, ...settings } = optimizer;
  model.compile({
    optimizer: new OPTIMIZERS[name as keyof typeof OPTIMIZERS](camelKeys(settings)),
    loss: typeof loss === 'string' ? loss : { className: loss.class_name, config: loss.config },
  });
  return writePython(toModelFile(model), { x, y, batchSize, epochs });
}

/** Every `np.array` of a text, in order. */
const arraysIn = (text: string): unknown[] =>
  [...text.matchAll(/np\.array\((.*?), dtype="float32"\)/gs)].map(
    ([, list]) => JSON.parse(list!.replaceAll(/,(\s*\])/g, '$1')) as unknown,
  );

/** `name=value` pairs of a call, as data. */
function argumentsIn(call: string): Record<string, unknown> {
  const pairs = [...call.matchAll(/(\w+)=("[^"]*"|[^,()]+)/g)];
  const read = (text: string) =>
    JSON.parse(text.replace('True', 'true').replace('False', 'false').replace('None', 'null'));
  return Object.fromEntries(pairs.map(([, key, value]) => [key, read(value!)]));
}

const float32 = (value: unknown): unknown =>
  Array.isArray(value) ? value.map(float32) : Math.fround(value as number);

describe('writePython writes down what the real Keras was told', () => {
  for (const reference of kerasCases) {
    const { spec, name } = reference;
    it(`${name}: weights, data and plan`, () => {
      const text = programOf(reference);
      const arrays = arraysIn(text).map(float32);
      expect(arrays).toEqual([...firstWeights(reference), spec.x, spec.y].map(float32));
      expect(text).toContain(`fit(x, y, batch_size=${spec.batch_size}, epochs=${spec.epochs}, `);
      expect(text).toContain(`keras.Input(shape=(${spec.inputs},))`);
    });

    it(`${name}: layers, optimizer and loss`, () => {
      const text = programOf(reference);
      const layers = [...text.matchAll(/layers\.Dense\((.*)\),/g)].map(([, call]) =>
        argumentsIn(call!),
      );
      expect(layers).toMatchObject(
        spec.layers.map(({ units, activation }) =>
          activation === 'linear' ? { units } : { units, activation },
        ),
      );
      const [, className, call] = /optimizer=keras\.optimizers\.(\w+)\((.*)\),/.exec(text)!;
      const { name: optimizer, ...settings } = spec.optimizer;
      expect(className!.toLowerCase()).toBe(optimizer);
      expect(argumentsIn(call!)).toEqual(settings);
      const loss =
        typeof spec.loss === 'string'
          ? `loss="${spec.loss}",`
          : `loss=keras.losses.${spec.loss.class_name}(delta=${spec.loss.config.delta}),`;
      expect(text).toContain(loss);
    });
  }
});

describe.each(INTERPRETERS)('the written programs in %s', (interpreter) => {
  it('are valid Python', (context) => {
    if (!hasPython('ast', interpreter)) context.skip();
    const parse = 'import ast, json, sys\nfor text in json.load(sys.stdin): ast.parse(text)';
    const { status, stderr } = python(
      parse,
      JSON.stringify(kerasCases.map(programOf)),
      interpreter,
    );
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });

  it('print the losses that the real Keras gave', { timeout: 600_000 }, (context) => {
    if (!hasPython('keras', interpreter)) context.skip();
    const run = [
      'import contextlib, io, json, sys',
      'out = []',
      'for text in json.load(sys.stdin):',
      '    printed = io.StringIO()',
      '    with contextlib.redirect_stdout(printed): exec(text, {})',
      '    out.append([float(line.split()[1]) for line in printed.getvalue().splitlines()])',
      'print("LOSSES", json.dumps(out))',
    ].join('\n');
    const { stdout, stderr } = python(run, JSON.stringify(kerasCases.map(programOf)), interpreter);
    const line = stdout.split('\n').find((text) => text.startsWith('LOSSES'));
    expect(line, stderr).toBeDefined();
    const losses = JSON.parse(line!.slice('LOSSES'.length)) as number[][];
    for (const [i, { name, result }] of kerasCases.entries()) {
      const apart = losses[i]!.map((loss, epoch) =>
        Math.abs(loss / result.history.loss[epoch]! - 1),
      );
      expect(apart, name).toHaveLength(result.history.loss.length);
      expect(Math.max(...apart), name).toBeLessThan(5e-6);
    }
  });
});
