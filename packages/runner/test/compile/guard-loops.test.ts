import { describe, expect, it } from 'vitest';
import { compile } from '../../src/compile/index.js';

/** Stands for the guard: it throws from the hundredth call on, for ever. */
class Guard {
  calls = 0;
  tick = () => {
    this.calls++;
    if (this.calls >= 100) throw new RangeError('guarded');
  };
}

type Exports = { default: () => unknown };

/** Evaluates a component's program as its frame does. */
async function load(source: string, guard = new Guard()): Promise<{ guard: Guard } & Exports> {
  const { code } = compile(source, { kind: 'component', imports: [] });
  const exported: Exports[] = [];
  const body = new Function(`let __backprop_component; return ${code}`)() as (
    runtime: object,
  ) => Promise<void>;
  const jsx = (type: unknown, props: unknown) => ({ type, props });
  await body({
    tick: guard.tick,
    get: () => ({ jsx, jsxs: jsx }),
    exports: (getters: Exports) => exported.push(getters),
  });
  return { guard, default: exported[0]!.default };
}

const component = (body: string) => `export default async function App() {\n${body}\n}`;

describe('the guard stops', () => {
  it.each([
    ['for (;;);'],
    ['for (let i = 0; i < 10;) {}'],
    ['while (true);'],
    ['while (true) { continue; }'],
    ['do {} while (true);'],
    ['let n = 0; do n++\nwhile (true)'],
    ['for (const _ of (function* () { for (;;) yield 1; })());'],
    ['for (const key in new Proxy({}, { ownKeys: () => { for (;;); } })) key;'],
    ['outer: for (;;) { inner: for (;;) { if (Math.random() < 2) continue outer; break inner; } }'],
    ['outer: while (true) while (true) continue outer;'],
    ['while (true) { try { for (;;); } catch { continue; } }'],
    ['while (true) { try { for (;;); } finally { continue; } }'],
    ['outer: for (;;) { try { for (;;); } finally { continue outer; } }'],
    ['const again = () => { try { again(); } finally { again(); } };\nagain();'],
    ['const f = (n: number): number => n < 2 ? n : f(n - 1) + f(n - 2);\nf(60);'],
    ['const f = (n: number): number => (f(n - 1), f(n - 2));\ntry { f(60) } catch { f(60) }'],
    ['class A { get b(): number { return this.b } static c() { return new A().b } }\nA.c();'],
    ['while (true) await null;'],
    ['const f = (): Promise<void> => Promise.resolve().then(f);\nawait f();'],
    ['for await (const _ of (async function* () { while (1) yield 1; })());'],
    ['function* endless() { while (true) yield 1; }\n[...endless()];'],
    [
      'const next = () => ({ done: false, value: 1 });\n[...{ [Symbol.iterator]: () => ({ next }) }];',
    ],
    ['const f = () => [1].forEach(f);\nf();'],
  ])('%s', async (body) => {
    const { guard, default: App } = await load(component(body));
    await expect(App()).rejects.toThrow('guarded');
    expect(guard.calls).toBeLessThan(400);
  });

  it('a loop at the top of the program', async () => {
    await expect(load('for (;;);\nexport default () => null')).rejects.toThrow('guarded');
  });
});

describe('a guarded program', () => {
  it.each([
    ['let n = 0; for (let i = 0; i < 5; i++) n += i; return n;', 10],
    ['let n = 0; do n++\nwhile (n < 4)\nreturn n', 4],
    ['let s = ""; for (const c of "abc") if (c === "b") continue; else s += c; return s;', 'ac'],
    ['let n = 0; outer: for (;;) for (;;) if (++n > 3) break outer;\nreturn n;', 4],
    ['const f = (a: number) => ({ a });\nreturn f(2).a', 2],
    ['const add = (a: number) => (b: number) => a + b\nreturn add(1)(2)', 3],
    ['const f = async (a: number) => await a\nreturn f(3)', 3],
    ['const f = (x: number) => ((x += 1), x);\nreturn f(1)', 2],
    ['function* g() { for (const x of [1, 2]) yield x }\nreturn [...g()].join()', '1,2'],
    ['class A extends Array { constructor() { super(2) } }\nreturn new A().length', 2],
    ['class A { #x = (() => 1)(); get x() { return this.#x } }\nreturn new A().x', 1],
    [
      'let f; if (1) f = () => 5 //=> [Function f]\nreturn f!()'.replace(' //=> [Function f]', ''),
      5,
    ],
    ['const f = (a = (() => 2)()) => a\nreturn f()', 2],
  ])('gives what it would give without: %s', async (body, expected) => {
    const { default: App } = await load(component(body));
    expect(await App()).toEqual(expected);
  });

  it('may hold claims at the very places of the guards', () => {
    const source =
      'let f;\nlet n = 0;\nwhile (n++ < 1) f = () => n //=> throws TypeError\nwhile (n < 1) n++ //=> 1\nexport default () => null';
    const { code, claims } = compile(source, { kind: 'component', imports: [] });
    expect(claims.map(({ line }) => line)).toEqual([3, 4]);
    expect(() => new Function(`let __backprop_component; return ${code}`)).not.toThrow();
  });
});
