import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { compile } from '../../src/compile/index.js';
import { TimedCompiler } from './timed-compiler.js';

const compiler = new TimedCompiler();
afterAll(() => compiler.end());

/** A text that hangs takes hours; this is for a busy machine, and for its first, slow, call. */
const BOX = 5000;

const nest = (depth: number, around: (inner: string) => string) => {
  let text = '1';
  for (let level = 0; level < depth; level++) text = around(text);
  return text;
};

/** Texts that a parser which tries and tries again reads 2^depth times. */
const NESTS: [name: string, around: (inner: string) => string][] = [
  ['arrow functions with a result type as defaults', (one) => `((a = ${one}): number => 1)`],
  ['arrow functions as defaults', (one) => `((a = ${one}) => 1)`],
  ['generic arrow functions', (one) => `<T,>(a = ${one}) => 1`],
  ['async arrow functions', (one) => `async (a = ${one}): Promise<number> => 1`],
  ['conditions before arrow functions', (one) => `a ? (${one}) : c => 1`],
  ['classes in fields', (one) => `class A { a = ${one} }`],
  ['classes in static fields', (one) => `class A { static a = ${one} }`],
];

describe.each(['block', 'component'] as const)('a %s with a deep nest', (kind) => {
  it.each(NESTS)('of %s ends, and says why', async (_, around) => {
    for (const depth of [30, 300]) {
      const { said } = await compiler.compile(`(${nest(depth, around)})`, BOX, kind);
      expect(said).toMatch(/^SyntaxError: .*nested too deeply/);
    }
  });

  it('of each kind, as people nest, is read', async () => {
    for (const [name, around] of NESTS) {
      const text = `export default (${nest(5, around)});`;
      expect([name, (await compiler.compile(text, BOX, kind)).said]).toEqual([name, 'ok']);
    }
  });
});

it('a nest that is too deep is refused at its place', () => {
  const text = `const a = 1;\nconst b = (${nest(40, NESTS[0]![1])});`;
  expect(() => compile(text, { kind: 'block', imports: [] })).toThrow(
    expect.objectContaining({ place: { line: 2, column: expect.any(Number) } }),
  );
});

it('elements within conditions, as people nest them, are read', async () => {
  const view = nest(
    7,
    (inner) =>
      `<section className="panel" onClick={() => open(a, b)}>\n  <h2>A title of some words</h2>\n  {a ? (\n${inner === '1' ? '<p>x</p>' : inner}\n  ) : (\n    <p onClick={(event) => close(event)}>Nothing here</p>\n  )}\n</section>`,
  );
  const text = `export default function App({ a, b }: { a: number; b: number }) {\n  return (${view});\n}`;
  expect(await compiler.compile(text, BOX, 'component')).toMatchObject({ said: 'ok' });
});

describe('a text of one token, repeated', () => {
  const TOKENS =
    '( [ { ` ${ <a / /* => a?b: //=> import␣ " \' ⏎ // a⏎ "\u2028"; `${ a?(b): async( a< f(a= <a> a=1; 1//=>1⏎ import("m"); /a/;'
      .split(' ')
      .map((token) => token.replaceAll('␣', ' ').replaceAll('⏎', '\n'));

  it('and too long is refused at once', async () => {
    for (const token of TOKENS) {
      const text = token.repeat(200_000 / token.length);
      const { said, milliseconds } = await compiler.compile(text, BOX);
      expect(said).toMatch(/characters; at most 100000 can be run$/);
      expect(milliseconds).toBeLessThan(200);
    }
  });

  it('is read or refused in bounded time', async () => {
    for (const token of TOKENS) {
      const { said } = await compiler.compile(token.repeat(100_000 / token.length), BOX);
      expect([token, said]).toEqual([token, expect.stringMatching(/^(ok$|SyntaxError: )/)]);
    }
  }, 120_000);
});

describe('what once took the square of the length, or more', () => {
  const listed = (count: number, one: (n: number) => string) =>
    Array.from({ length: count }, (_, n) => one(n)).join('');
  const spaces = ' '.repeat(99_000);
  it.each([
    ['spaces before a claim', `1${spaces}/**/ //=> 1`],
    ['escaped quotes in a claim', `1 //=> ${'\\"'.repeat(49_000)}`],
    ['an open string in a claim', `1 //=> "${'\\"'.repeat(49_000)}`],
    ['many texts with a hidden end of line', '"\u2028";'.repeat(20_000)],
    ['fields of a class', `class A {${'a=1;'.repeat(24_000)}}`],
    ['fields in fields', `class A {a=class{a=class{a=class{a=1}}}};`.repeat(2400)],
    ['variables of one scope', listed(11_000, (n) => `let a${n};`)],
    ['functions of one scope', listed(5000, (n) => `function a${n}(){}`)],
    ['what is exported', listed(4000, (n) => `export let a${n}=1;`)],
    [
      'long lines that lose types',
      `let a: any = [${'1,'.repeat(330)}] as any, b: T;\n`.repeat(140),
    ],
  ])('%s: done in bounded time', async (_, text) => {
    expect((await compiler.compile(text, BOX)).said).not.toBe('hangs');
  });
});

describe('random nests', () => {
  const { text } = fc.letrec<{ text: string }>((tie) => ({
    text: fc.oneof(
      { maxDepth: 12, depthSize: 'max', withCrossShrink: false },
      fc.constantFrom('1', 'a', '`x`', '/r/', 'a.b', '{}', '(', 'b: T', '<T>x', ''),
      ...[
        ['((a = ', '): number => 1)'],
        ['(', ')'],
        ['(', ') => {}'],
        ['async (', '): T<U> => 1'],
        ['a ? (', ') : b => 1'],
        ['a ? ', ' : (b): c => 1'],
        ['<T extends U>(', ') => 1'],
        ['f<', '>(1)'],
        ['[', ', x]'],
        ['{ a: ', ' }'],
        ['class { a = ', ' }'],
        ['class { static [', ']: T = 1 }'],
        ['`${', '}`'],
        ['function (a = ', ') {}'],
        ['(x as ', ')'],
        ['<b c={', '}>d</b>'],
      ].map(([before, after]) =>
        fc
          .array(tie('text'), { minLength: 1, maxLength: 2 })
          .map((all) => `${before}${all.join(', ')}${after}`),
      ),
    ),
  }));
  const wrapped = fc
    .tuple(text, fc.integer({ min: 1, max: 30 }), fc.constantFrom(...NESTS))
    .map(([text, depth, [, around]]) => {
      let whole = text;
      for (let level = 0; level < depth; level++) whole = around(whole);
      return whole.slice(0, 20_000);
    });

  it('all end in bounded time', async () => {
    for (const text of fc.sample(wrapped, { numRuns: 300, seed: 7 })) {
      const fared = await compiler.compile(text, BOX);
      expect({ text, said: fared.said }).not.toMatchObject({ said: 'hangs' });
    }
  }, 120_000);
});
