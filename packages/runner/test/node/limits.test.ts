import { afterAll, describe, expect, it } from 'vitest';
import { compile } from '../../dist/compile/index.js';
import type { Output, RunOptions } from '../../dist/index.js';
import { createNodeRunner } from '../../dist/node/index.js';

const runner = createNodeRunner({ resolve: (name) => name, memory: 64 });
afterAll(() => runner.dispose());

const block = (source: string) => compile(source, { kind: 'block', imports: [] });
const run = (source: string, options?: RunOptions) => runner.run(block(source), options);

describe('the deadline', () => {
  const limits = { deadline: 300 };

  it.each([
    ['a loop (case 2)', 'while (true) {}'],
    ['a promise that nobody settles (case 5)', 'await new Promise(() => {})'],
    ['promises without end (case 5)', 'const f = () => Promise.resolve().then(f);\nawait f()'],
    ['a thenable that never answers', 'await { then() {} }'],
    ['a loop in a getter of the result', '({ get a() { for (;;); } })'],
    ['a loop in a rejection’s message', 'throw { get message() { for (;;); } }'],
  ])('ends %s', async (_, source) => {
    const started = performance.now();
    const ending = await run(source, { limits });
    expect(ending).toMatchObject({ how: 'timed-out', deadline: 300 });
    expect(performance.now() - started).toBeLessThan(30_000);
    expect(ending.milliseconds).toBeGreaterThanOrEqual(250);
  });

  it('does not end what yields or reports progress', async () => {
    const waits =
      'for (let i = 0; i < 25; i++) await new Promise((r) => setTimeout(r, 60));\n"through"';
    expect(await run(waits, { limits: { deadline: 1000 } })).toMatchObject({
      how: 'done',
      value: { text: 'through' },
    });
    const busy =
      'const end = performance.now() + 1500;\nwhile (performance.now() < end) progress(1, 2);\n"through"';
    expect(await run(busy, { limits: { deadline: 1000 } })).toMatchObject({
      how: 'done',
      value: { text: 'through' },
    });
  });

  it('leaves the claims that were met', async () => {
    const ending = await run('1 + 1; //=> 2\n2 + 2; //=> 4\nfor (;;);\n3; //=> 3', { limits });
    expect(ending.claims.map(({ state }) => state)).toEqual(['holds', 'holds', 'not-reached']);
  });

  it('leaves the next program alone', async () => {
    await run('while (true) {}', { limits });
    expect(await run('1 + 1')).toMatchObject({ how: 'done', value: { text: '2' } });
  });
});

// A busy machine may miss a bound in time once.
describe('Stop', { retry: 2 }, () => {
  it('ends a loop at once (case 20)', async () => {
    const stop = new AbortController();
    let pressedAt = 0;
    const ending = run('console.log("on");\nwhile (true) {}', {
      signal: stop.signal,
      onOutput: () => {
        pressedAt = performance.now();
        stop.abort();
      },
    });
    expect(await ending).toMatchObject({ how: 'stopped' });
    expect(pressedAt).toBeGreaterThan(0);
    expect(performance.now() - pressedAt).toBeLessThan(500);
  });

  it('before the start runs nothing', async () => {
    expect(await run('1', { signal: AbortSignal.abort() })).toMatchObject({ how: 'stopped' });
  });

  it('comes with disposal for all that run', async () => {
    const own = createNodeRunner({ resolve: String, spare: false });
    const running = own.run(block('while (true) {}'));
    own.dispose();
    expect(await running).toMatchObject({ how: 'stopped' });
  });
});

describe('memory', () => {
  it('that is used up ends the program and no more (case 4)', async () => {
    const ending = await run('const all = [];\nfor (;;) all.push({ a: [1, 2, 3] })', {
      limits: { deadline: 30_000 },
    });
    expect(ending).toMatchObject({ how: 'broken', reason: expect.stringMatching(/out of memory/) });
    expect(await run('2')).toMatchObject({ how: 'done' });
  });
});

describe('a flood', () => {
  const flooded = async (source: string, limits?: RunOptions['limits']) => {
    const output: Output[] = [];
    const ending = await run(source, {
      limits: { deadline: 3000, ...limits },
      onOutput: (one) => output.push(one),
    });
    return { ending, output };
  };

  it('of lines is cut, with a note (case 7)', async () => {
    const { ending, output } = await flooded('for (;;) console.log(1)');
    expect(ending).toMatchObject({ how: 'timed-out' });
    expect(output).toHaveLength(1001);
    expect(output.at(-1)).toEqual({ kind: 'truncated', what: 'lines', limit: 1000 });
  });

  it('of bytes is cut, with a note (case 7)', async () => {
    const { output } = await flooded('for (;;) console.log("x".repeat(9000))');
    expect(output.at(-1)).toEqual({ kind: 'truncated', what: 'bytes', limit: 256 * 1024 });
    expect(JSON.stringify(output).length).toBeLessThan(300 * 1024);
  });

  it('past the console is cut as well', async () => {
    const { output } = await flooded(
      'for (let i = 0; i < 3000; i++) process.stdout.write(i + "\\n" + "x".repeat(500));\nawait new Promise((r) => process.stdout.write("end", r));',
      { deadline: 20_000 },
    );
    expect(output.at(-1)).toMatchObject({ kind: 'truncated' });
    expect(JSON.stringify(output).length).toBeLessThan(300 * 1024);
  });

  it('that comes before a loop is heard to its last line', async () => {
    const { output } = await flooded(
      'for (let i = 0; i < 20; i++) console.log(i);\n1 + 1; //=> 2\n2 + 2; //=> 4\nfor (;;);',
    );
    expect(output).toHaveLength(20);
    expect(output.at(-1)).toMatchObject({ values: [{ text: '19' }] });
  });

  it('of one display with a key is not cut: each takes the place of the last', async () => {
    const { ending, output } = await flooded(
      'for (let i = 0; i < 400; i++) display(i + " " + "x".repeat(4000), { key: "k" });\n"end"',
      { deadline: 20_000 },
    );
    expect(ending).toMatchObject({ how: 'done' });
    expect(output.some(({ kind }) => kind === 'truncated')).toBe(false);
    expect(output.at(-1)).toMatchObject({ value: { text: expect.stringMatching(/^399 /) } });
  });

  it('of controls and displays with one key stays small', async () => {
    const { output } = await flooded(
      'for (let i = 0; i < 5000; i++) input.toggle("t" + i);\nfor (let i = 0; i < 5000; i++) display(i, { key: "k" });',
      { deadline: 20_000 },
    );
    expect(output.filter(({ kind }) => kind === 'control')).toHaveLength(50);
    expect(output.filter(({ kind }) => kind === 'display').length).toBeLessThan(1000);
  });
});
