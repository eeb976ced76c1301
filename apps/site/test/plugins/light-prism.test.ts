import { readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { Prism as whole } from 'prism-react-renderer';
import { expect, test } from 'vitest';
import loader from '../../plugins/light-prism-loader.cjs';

const { lightPrism } = loader;
const FILE = join(
  realpathSync(join(__dirname, '../../node_modules/prism-react-renderer')),
  'dist/index.mjs',
);
const source = readFileSync(FILE, 'utf8');
const light = lightPrism(source);

/** Runs the light module's text with what it imports. */
function run(text: string): { Prism: typeof whole; themes: object } {
  const body = text
    .replace(/^import \{ (\w+)(?: as (\w+))? \} from "react";$/gm, 'const $1$2 = () => {};')
    .replace(/^import (\w+) from "clsx";$/gm, 'const $1 = () => {};')
    .replace(/export \{[\s\S]*?\};/, 'return { Prism, themes: themes_exports };');
  return new Function(body)();
}

test('the languages of the course are highlighted as before', () => {
  const { Prism } = run(light);
  const samples = {
    ts: 'const rate: number = 0.1; // fast\nfor (const [a, b] of list.entries()) a?.b(`x`)',
    tsx: 'export default function App() { return <p className="a">{1 + 2}</p>; }',
    json: '{ "a": [1, true, null] }',
    python: 'def f(x: int) -> str:\n    return f"{x!r}"  # text',
    html: '<p class="a">x &amp; y</p>',
  };
  // Inside regular expressions and documentation comments the whole library knows more.
  const flat = (tokens: ReturnType<typeof whole.tokenize>) =>
    JSON.stringify(tokens, (key, value) => (key === 'length' ? undefined : value));
  for (const [language, text] of Object.entries(samples)) {
    const tokens = flat(Prism.tokenize(text, Prism.languages[language]!));
    expect(tokens, language).toBe(flat(whole.tokenize(text, whole.languages[language]!)));
    expect(tokens.length, language).toBeGreaterThan(text.length);
  }
});

test('other languages and the themes are gone, and with them most of the text', () => {
  const { Prism, themes } = run(light);
  expect(Prism.languages.rust).toBeUndefined();
  expect(Prism.languages.graphql).toBeUndefined();
  expect(themes).toEqual({});
  expect(light.length).toBeLessThan(0.7 * source.length);
});

test('a module of another make is refused', () => {
  expect(() => lightPrism('Prism.languages.json = {};')).toThrow(
    /lightPrism: expected .*markup.*, received .*; look/,
  );
});
