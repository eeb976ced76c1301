import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { showText } from '../../dist/index.js';
import { BROWSER, CoursePage, type PageOptions } from './course-page.js';

describe.skipIf(!BROWSER)('a program in the page', () => {
  let course: CoursePage;
  beforeAll(async () => {
    course = await CoursePage.open();
  });
  afterAll(() => course?.close());

  async function resultOf(source: string, options?: PageOptions): Promise<string | null> {
    const { ending } = await course.run(source, options);
    if (ending.how !== 'done') throw new TypeError(`it ended ${JSON.stringify(ending)}`);
    return ending.value && showText(ending.value);
  }

  it('ends with the value of its last expression', async () => {
    expect(await resultOf('const a: number = 20;\nawait Promise.resolve(a + 1)')).toBe('21');
  });

  it('prints in order', async () => {
    const { output } = await course.run("console.log('a', [1]);\nconsole.error('b');");
    expect(output).toMatchObject([
      { kind: 'console', level: 'log', values: [{ text: 'a' }, { kind: 'array' }] },
      { kind: 'console', level: 'error', values: [{ text: 'b' }] },
    ]);
  });

  it('draws tables, also when a program has put its own methods on lists', async () => {
    const { output } = await course.run(
      `Array.prototype.map = null;
JSON.stringify = null;
console.table([{ epoch: 1, weights: [[0.1]] }, { epoch: 2 }], ['weights', 'epoch']);
console.table('no rows');`,
    );
    expect(output).toMatchObject([
      {
        kind: 'display',
        value: { kind: 'display', type: 'table', text: 'a table of 2 rows' },
      },
      { kind: 'console', level: 'log', values: [{ text: 'no rows' }] },
    ]);
    const [table] = output as unknown as { value: { data: Record<string, unknown>[] } }[];
    expect(table!.value.data[1]).toEqual({ '(index)': 1, weights: null, epoch: 2 });
    expect(table!.value.data[0]).toMatchObject({ '(index)': 0, epoch: 1 });
    expect(typeof table!.value.data[0]!.weights).toBe('string');
  });

  it('imports the course’s engine', async () => {
    const { ending } = await course.run(
      "import * as bp from '@backprop/core';\nconst w = bp.tensor2d([[0.5], [0.25]]);\nbp.matMul(bp.tensor2d([[8, 8]]), w) //=> [[6]]",
    );
    expect(ending).toMatchObject({
      how: 'done',
      value: { kind: 'tensor', shape: [1, 1], values: [6] },
      claims: [{ state: 'holds' }],
    });
  });

  it('imports the bridge to Keras, mathjs and TensorFlow.js, each of them once', async () => {
    expect(
      await resultOf(
        "import * as bridge from '@backprop/keras-bridge';\nObject.keys(bridge).length > 0",
      ),
    ).toBe('true');
    expect(
      await resultOf("import { derivative } from 'mathjs';\nderivative('x^2', 'x').toString()"),
    ).toBe('2 * x');
    expect(
      await resultOf(
        "import * as tf from '@tensorflow/tfjs';\nawait tf.setBackend('cpu');\ntf.add(tf.scalar(1), tf.tensor1d([1, 2]))",
      ),
    ).toBe('Tensor float32 [2]\n[2, 3]');
  });

  it('trains beside Keras’s layers in TensorFlow.js', async () => {
    const { ending } = await course.run(`
      import { lockstep } from '@backprop/keras-bridge';
      const report = await lockstep({
        build(tf) {
          const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
          model.compile({ optimizer: tf.train.sgd(0.1), loss: 'meanSquaredError' });
          return model;
        },
        x: [[1], [2]], y: [[2], [4]], weights: [[[1]], [0]], batchSize: 1,
      });
      report.steps.length //=> 2
      report.departure //=> null`);
    expect(ending).toMatchObject({
      how: 'done',
      claims: [{ state: 'holds' }, { state: 'holds' }],
    });
  });

  it('hears of a misspelled import', async () => {
    const { ending } = await course.run(
      "import { tensro2d } from '@backprop/core';\ntensro2d([[1]])",
    );
    expect(ending).toMatchObject({
      how: 'failed',
      error: { name: 'ImportError', message: expect.stringContaining("did you mean 'tensor2d'?") },
    });
  });

  it('is told where it failed, in the text that was written', async () => {
    const { ending } = await course.run(
      'interface A { x: number }\nfunction f(a: A): number {\n  return (a as any).y.z;\n}\nf({ x: 1 })',
    );
    expect(ending).toMatchObject({
      how: 'failed',
      error: {
        name: 'TypeError',
        place: { line: 3, column: 23 },
        stack: [{ line: 3 }, { line: 5, column: 1 }],
      },
    });
  });

  it('hands on the fields of a course error, with the line that caused it', async () => {
    const { ending } = await course.run(
      "import { matMul, tensor2d } from '@backprop/core';\nconst a = tensor2d([[1, 2]]);\n\nmatMul(a, a)",
    );
    expect(ending).toMatchObject({
      how: 'failed',
      error: { name: 'ShapeError', place: { line: 4, column: 1 }, details: expect.anything() },
    });
  });

  it('fails when something fails beside it', async () => {
    expect(await course.run('void Promise.reject(new Error("lost"));\nawait 1')).toMatchObject({
      ending: { how: 'failed', error: { message: 'lost' } },
    });
    expect(
      await course.run('setTimeout(() => {\n  throw new RangeError("late");\n}, 5)'),
    ).toMatchObject({ ending: { how: 'failed', error: { message: 'late', place: { line: 2 } } } });
  });

  it('is told which claims hold', async () => {
    const { ending } = await course.run(
      '1 + 1; //=> 2\n0.1 + 0.2; //=> 0.3\n[1, 2]; //=> [1, 3]\n(null as any).x; //=> throws TypeError\nif (false) {\n  1; //=> 1\n}',
    );
    expect(ending.claims.map(({ line, state, received }) => [line, state, received])).toEqual([
      [1, 'holds', '2'],
      [2, 'holds', '0.30000000000000004'],
      [3, 'fails', '[1, 2]'],
      [4, 'holds', expect.stringContaining('TypeError')],
      [6, 'not-reached', ''],
    ]);
  });

  it('asks for controls and reports progress', async () => {
    const { output } = await course.run(
      "progress(1, 2, 'epochs');\ninput.slider('rate', { max: 2, value: 1 })",
      { controls: { rate: 1.5 } },
    );
    expect(output).toMatchObject([
      { kind: 'progress', done: 1, total: 2, label: 'epochs' },
      { kind: 'control', control: { name: 'rate', value: 1.5 } },
    ]);
  });

  it('runs beside others', async () => {
    const both = await Promise.all([
      course.run('await new Promise((r) => setTimeout(r, 50));\n"first"'),
      course.run('while (true) {}', { limits: { deadline: 300 } }),
      course.run('"third"'),
    ]);
    expect(both.map(({ ending }) => ending.how)).toEqual(['done', 'timed-out', 'done']);
  });

  it('answers calls with plain data, and never with a verdict', async () => {
    const { outcomes, ending } = await course.call(
      'export function f(a: number) {\n  if (a < 0) throw new RangeError("no");\n  return new Float32Array([a]);\n}',
      [
        { export: 'f', args: [2] },
        { export: 'f', args: [-1] },
        { export: 'g', args: [] },
      ],
    );
    expect(ending).toMatchObject({ how: 'done' });
    expect(outcomes).toMatchObject([
      { how: 'returned', value: [2] },
      { how: 'threw', error: { name: 'RangeError', place: { line: 2 } } },
      { how: 'missing' },
    ]);
  });

  it('starts in no time once the frame is there', { retry: 2 }, async () => {
    await course.run('1');
    const times: number[] = [];
    for (let at = 0; at < 10; at++) times.push((await course.run('1 + 1')).took);
    // Measured: 15 to 25 ms; the bound leaves room for a busy machine.
    expect(times.sort((a, b) => a - b)[5]).toBeLessThan(150);
  });
});
