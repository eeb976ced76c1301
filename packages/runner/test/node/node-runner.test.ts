import { afterAll, describe, expect, it } from 'vitest';
import { compile } from '../../dist/compile/index.js';
import { type Output, RunnerError, type RunOptions, showText } from '../../dist/index.js';
import { createNodeRunner } from '../../dist/node/index.js';

const LIBRARY = new URL('../fixtures/library.mjs', import.meta.url).href;
const runner = createNodeRunner({ resolve: () => LIBRARY });
afterAll(() => runner.dispose());

const ready = (source: string) => compile(source, { kind: 'block', imports: ['library'] });
const run = (source: string, options?: RunOptions) => runner.run(ready(source), options);

async function outputOf(source: string, options: RunOptions = {}) {
  const output: Output[] = [];
  const ending = await run(source, { ...options, onOutput: (one) => output.push(one) });
  return { ending, output };
}

async function textsOf(source: string): Promise<string[]> {
  const { output } = await outputOf(source);
  return output.flatMap((one) => (one.kind === 'console' ? one.values.map(showText) : []));
}

async function resultOf(source: string): Promise<string | null> {
  const ending = await run(source);
  if (ending.how !== 'done') throw new TypeError(`the program ended ${JSON.stringify(ending)}`);
  return ending.value && showText(ending.value);
}

describe('a block', () => {
  it('ends with the value of its last expression', async () => {
    expect(await resultOf('const a: number = 20;\na + 1')).toBe('21');
    expect(await resultOf('await Promise.resolve([1, { a: "x" }])')).toBe('[1, {a: "x"}]');
    expect(await resultOf('console.log(1)')).toBe(null);
    expect(await resultOf('const a = 1;')).toBe(null);
  });

  it('prints in order, with levels', async () => {
    const { output } = await outputOf("console.log('a', [1]);\nconsole.warn('b');");
    expect(output.map((one) => one.kind === 'console' && one.level)).toEqual(['log', 'warn']);
    expect(await textsOf("console.log('a', [1]);\nconsole.error('b');")).toEqual(['a', '[1]', 'b']);
  });

  it('logs what no clone can carry (case 8)', async () => {
    const texts = await textsOf(`
      const cycle: unknown[] = []; cycle.push(cycle);
      console.log(cycle, 10n, () => 1, Symbol('s'), NaN, -0, new Map([[1, 2]]));
      console.log('x'.repeat(50_000_000));
      console.log(new Proxy({}, { ownKeys() { throw new Error('boo') } }));`);
    expect(texts.slice(0, 7)).toEqual([
      ...['[(itself)]', '10n', 'function (anonymous)', 'Symbol(s)', 'NaN', '-0', 'Map {"1": 2}'],
    ]);
    expect(texts[7]!.length).toBeLessThan(11_000);
    expect(texts[7]).toMatch(/50000000 characters/);
    expect(texts[8]).toBe('Error: boo');
  });

  it('imports what it may, and learns what it misspelled', async () => {
    expect(await resultOf("import { double } from 'library';\ndouble(4)")).toBe('8');
    expect(await run("import { duoble } from 'library';\nduoble(4)")).toMatchObject({
      how: 'failed',
      error: { name: 'ImportError', message: expect.stringContaining("did you mean 'double'?") },
    });
  });

  it('says where it failed, in the text that was written', async () => {
    const ending = await run(
      'interface A { x: number }\nfunction f(a: A): number {\n  return (a as any).y.z;\n}\nf({ x: 1 })',
    );
    expect(ending).toMatchObject({
      how: 'failed',
      error: {
        name: 'TypeError',
        place: { line: 3, column: 23 },
        stack: [
          { line: 3, column: 23 },
          { line: 5, column: 1 },
        ],
      },
    });
  });

  it('hands on the fields of a course error', async () => {
    const ending = await run("import { fail } from 'library';\n\nfail()");
    expect(ending).toMatchObject({
      how: 'failed',
      error: { name: 'ShapeError', place: { line: 3 }, details: { operation: 'matMul' } },
    });
  });

  it('fails when something fails beside it', async () => {
    expect(await run('setTimeout(() => { throw new RangeError("late") }, 5)')).toMatchObject({
      how: 'failed',
      error: { name: 'RangeError', message: 'late', place: { line: 1 } },
    });
    expect(await run('void Promise.reject(new Error("lost"));\nawait 1')).toMatchObject({
      how: 'failed',
      error: { message: 'lost' },
    });
    expect(await run('throw 7')).toMatchObject({ how: 'failed', error: { message: '7' } });
  });

  it('recurses without end into an error (case 3)', async () => {
    expect(await run('function f() { f() };\nf()')).toMatchObject({
      how: 'failed',
      error: { name: 'RangeError', place: { line: 1 } },
    });
  });

  it('is told which claims hold', async () => {
    const ending = await run(
      'let a = 1; //=> 1\na + 1 //=> 3\nnull.x //=> throws TypeError\nfor (const i of [1, 2]) {\n  i //=> 1\n}\nif (a > 1) {\n  a //=> 1\n}\n[0.1 + 0.2] //=> [0.3]',
    );
    expect(ending).toMatchObject({ how: 'done' });
    expect(ending.claims.map(({ line, state, received }) => [line, state, received])).toEqual([
      [1, 'holds', '1'],
      [2, 'fails', '2'],
      [3, 'holds', expect.stringContaining('TypeError')],
      [5, 'fails', '2'],
      [8, 'not-reached', ''],
      [10, 'holds', '[0.30000000000000004]'],
    ]);
  });

  it('is told what text was met in quotes, as the claim has it', async () => {
    const { claims } = await run("'a' + 'bc' //=> 'abd'\n'' //=> 'x'");
    expect(claims.map(({ expected, received }) => [expected, received])).toEqual([
      ["'abd'", '"abc"'],
      ["'x'", '""'],
    ]);
  });

  it('keeps the claims that it reached when it fails', async () => {
    const { claims } = await run('1 //=> 1\nthrow new Error("no");\n2 //=> 2');
    expect(claims.map(({ state }) => state)).toEqual(['holds', 'not-reached']);
  });
});

describe('controls, displays and progress', () => {
  it('give the reader’s setting, within its bounds', async () => {
    const source =
      "[input.slider('rate', { min: 0, max: 1, value: 0.5 }), input.toggle('on'), input.select('f', ['a', 'b'])]";
    expect(await resultOf(source)).toBe('[0.5, false, "a"]');
    const { ending, output } = await outputOf(source, {
      controls: { rate: 7, on: true, f: 'nonsense' },
    });
    expect(ending).toMatchObject({ how: 'done' });
    expect(output.map((one) => one.kind === 'control' && one.control)).toMatchObject([
      { type: 'slider', name: 'rate', min: 0, max: 1, value: 1 },
      { type: 'toggle', value: true },
      { type: 'select', value: 'a' },
    ]);
  });

  it('with a key take the place of what they follow', async () => {
    const { output } = await outputOf(
      "for (let i = 0; i < 5; i++) { display(i, { key: 'k' }); await new Promise((r) => setTimeout(r, 40)); }",
    );
    expect(output.length).toBeGreaterThan(1);
    expect(output.at(-1)).toMatchObject({ kind: 'display', key: 'k', value: { text: '4' } });
  });

  it('refuse what no page can draw', async () => {
    expect(await run('display.plot({})')).toMatchObject({
      how: 'failed',
      error: { name: 'DisplayError', message: expect.stringContaining('list of `marks`') },
    });
    expect(await run("input.slider('a', { min: 2, max: 1 })")).toMatchObject({
      how: 'failed',
      error: { message: "input.slider: expected min < max for 'a', received 2 and 1" },
    });
  });
});

it('refuses misuse with the course’s grammar', async () => {
  await expect(runner.run({} as never)).rejects.toThrow(RunnerError);
  await expect(run('1', { limits: { deadline: 0 } })).rejects.toThrow(/limits.deadline above 0/);
  await expect(runner.call(ready('1'), [{ export: 'f', args: [() => 1] }])).rejects.toThrow(
    /plain data as arguments of call 0/,
  );
  expect(() => createNodeRunner({ resolve: String, memory: 1 })).toThrow(/at least 16 MB/);
  const gone = createNodeRunner({ resolve: String });
  gone.dispose();
  await expect(gone.run(ready('1'))).rejects.toThrow(/disposed of/);
});
