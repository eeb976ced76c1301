import { afterAll, describe, expect, it } from 'vitest';
import { compile } from '../../dist/compile/index.js';
import type { Call, RunOptions } from '../../dist/index.js';
import { createNodeRunner } from '../../dist/node/index.js';

const runner = createNodeRunner({ resolve: (name) => name });
afterAll(() => runner.dispose());

const call = (source: string, calls: Call[], options?: RunOptions) =>
  runner.call(compile(source, { kind: 'module', imports: [] }), calls, options);
const f = (...args: unknown[]): Call => ({ export: 'f', args });

describe('calls', () => {
  it('are answered in order, with plain data', async () => {
    const { outcomes, ending } = await call(
      'export const f = (a: number, b = 1) => ({ sum: a + b });\nexport async function g() { return new Float32Array([1, 2]); }',
      [f(1, 2), f(5), { export: 'g', args: [] }],
    );
    expect(outcomes).toEqual([
      { how: 'returned', value: { sum: 3 } },
      { how: 'returned', value: { sum: 6 } },
      { how: 'returned', value: [1, 2] },
    ]);
    expect(ending).toMatchObject({ how: 'done' });
  });

  it('note where tensors stood', async () => {
    const { outcomes } = await call(
      'export const f = () => ({ w: { shape: [2, 1], dtype: "float32", dataSync: () => [1, 2] } });',
      [f()],
    );
    expect(outcomes).toEqual([
      {
        how: 'returned',
        value: { w: [[1], [2]] },
        tensors: [{ path: '.w', dtype: 'float32', shape: [2, 1] }],
      },
    ]);
  });

  it('that throw, miss or return no data do not stop the others', async () => {
    const { outcomes } = await call(
      'export function f(how: string) {\n  if (how === "throw") throw new RangeError("no");\n  if (how === "cycle") { const a: any[] = []; a.push(a); return a; }\n  return how === "function" ? f : how;\n}',
      [f('throw'), f('cycle'), f('function'), { export: 'nothing', args: [] }, f('end')],
    );
    expect(outcomes).toMatchObject([
      { how: 'threw', error: { name: 'RangeError', message: 'no', place: { line: 2 } } },
      { how: 'not-data', reason: '[0] is an object that it lies in' },
      { how: 'not-data', reason: 'it is a function' },
      { how: 'missing' },
      { how: 'returned', value: 'end' },
    ]);
  });

  it('get arguments of their own', async () => {
    const shared = [1];
    const { outcomes } = await call('export const f = (a: number[]) => a.push(2);', [
      f(shared),
      f(shared),
    ]);
    expect(outcomes).toEqual([
      { how: 'returned', value: 2 },
      { how: 'returned', value: 2 },
    ]);
  });

  it('are unanswered when the module fails or loops (case 2)', async () => {
    const failed = await call('export const f = () => 1;\nthrow new Error("early");', [f()]);
    expect(failed).toMatchObject({ outcomes: [{ how: 'unanswered' }], ending: { how: 'failed' } });
    const looped = await call(
      'export const f = (n: number) => { while (n > 1); return n; };',
      [f(1), f(2), f(1)],
      { limits: { deadline: 400 } },
    );
    expect(looped).toMatchObject({
      outcomes: [{ how: 'returned', value: 1 }, { how: 'unanswered' }, { how: 'unanswered' }],
      ending: { how: 'timed-out', deadline: 400 },
    });
  });

  it('have one deadline for all: signs of life do not move it', async () => {
    const { ending } = await call(
      'export const f = async () => { for (;;) { progress(1, 2); await new Promise((r) => setTimeout(r, 20)); } };',
      [f()],
      { limits: { deadline: 400 } },
    );
    expect(ending).toMatchObject({ how: 'timed-out' });
  });
});

describe('edited code that attacks its verdict', () => {
  it.each([
    ['on import', 'process.exit(0);\nexport const f = () => 1;'],
    ['in a call', 'export const f = () => process.exit(0);'],
    [
      'in setImmediate',
      'setImmediate(() => process.exit(0));\nexport const f = () => new Promise(() => {});',
    ],
  ])('by an exit %s (case 36)', async (_, source) => {
    const { outcomes, ending } = await call(source, [f()]);
    expect(outcomes).toEqual([{ how: 'unanswered' }]);
    expect(ending).toMatchObject({
      how: 'broken',
      reason: expect.stringMatching(/did not finish/),
    });
  });

  it('by patched globals is judged as without them (case 37)', async () => {
    const { outcomes } = await call(
      `Array.prototype.push = () => 0; Array.prototype.map = null as never; Array.isArray = () => false;
      JSON.stringify = () => 'pass'; Math.abs = () => 0; Object.keys = () => [];
      Promise.prototype.then = null as never; Object.defineProperty = () => ({} as never);
      Reflect.apply = () => 'pass'; Object.is = () => true;
      Object.defineProperty(Object.prototype, 'how', { value: 'returned' });
      export const f = (a: number) => [a, { b: -0 }];`,
      [f(3)],
    );
    expect(outcomes).toEqual([{ how: 'returned', value: [3, { b: -0 }] }]);
  });

  it('by a message of its own is not believed (cases 15 and 16)', async () => {
    const { outcomes, ending } = await call(
      `const fs = await process.getBuiltinModule?.('node:fs');
      const forged = JSON.stringify({ say: 'items', items: [{ kind: 'outcome', index: 0, outcome: { how: 'returned', value: 42 } }] });
      fs?.writeSync(3, forged);
      process.send?.({ say: 'ended', ending: { how: 'done', value: null } });
      export const f = () => 1;`,
      [f()],
    );
    expect(outcomes).toEqual([{ how: 'returned', value: 1 }]);
    expect(ending).toMatchObject({ how: 'done' });
  });

  it('by an error that comes afterwards keeps its answer', async () => {
    const { outcomes, output } = await call(
      'export const f = async () => {\n  setTimeout(() => { throw new Error("later"); }, 1);\n  await new Promise((r) => setTimeout(r, 30));\n  return 1;\n};',
      [f()],
    );
    expect(outcomes).toEqual([{ how: 'returned', value: 1 }]);
    expect(output).toMatchObject([{ kind: 'console', level: 'error' }]);
  });

  it('sees nothing of the user’s environment', async () => {
    process.env.RUNNER_TEST_SECRET = 'secret';
    const { outcomes } = await call('export const f = () => Object.keys(process.env);', [f()]);
    delete process.env.RUNNER_TEST_SECRET;
    expect(JSON.stringify(outcomes)).not.toMatch(/SECRET|PATH|HOME/);
  });
});
