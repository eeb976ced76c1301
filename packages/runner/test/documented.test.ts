import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const readme = read('README.md');

/** A section of the README, without its heading. */
const section = (heading: string) => readme.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';

describe('the README', () => {
  test.each(['frame', 'stage', 'worker'])('names every message of src/%s', (side) => {
    const text = read(`src/${side}/messages.ts`);
    const messages = Array.from(text.matchAll(/\b(?:do|say): '(\w+)'/g), ([, name]) => name!);
    expect(messages.length).toBeGreaterThan(4);
    const protocol = section('The protocol');
    expect(messages.filter((name) => !protocol.includes(`\`${name}\``))).toEqual([]);
  });

  test('tells the protocol, the threat model and the limits that the source has', () => {
    const seconds = (file: string, name: string) => {
      const digits = new RegExp(`const ${name} = ([\\d_]+);`).exec(read(file))![1]!;
      return Number(digits.replaceAll('_', '')) / 1000;
    };
    const protocol = section('The protocol');
    expect(protocol).toContain(`within ${seconds('src/browser/frame-link.ts', 'HANDSHAKE')} s`);
    expect(protocol).toContain(`nothing for ${seconds('src/browser/index.ts', 'PATIENCE')} s`);
    expect(protocol).toContain(`within ${seconds('src/browser/index.ts', 'STOP_PATIENCE')} s`);
    expect(protocol).toContain(`${seconds('src/browser/rendering.ts', 'PATIENCE')} s and`);
    expect(section('What is kept in, and how')).toContain('**Threat.**');
    const limits = section('Limits');
    const load = seconds('src/frame/program-worker.ts', 'LOAD_DEADLINE');
    expect(limits).toContain(`load within ${load} s`);
    expect(limits).toContain('100 000 characters');
  });
});

test('the package needs no framework: no file of it imports React or Docusaurus', () => {
  const folder = fileURLToPath(new URL('../src', import.meta.url));
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.tsx?$/.test(file),
  );
  expect(files.length).toBeGreaterThan(40);
  const imports = files.flatMap((file) => {
    const text = read(`src/${file.replaceAll('\\', '/')}`).replace(/^\s*(?:\/\/|\*|\/\*).*$/gm, '');
    return Array.from(text.matchAll(/\b(?:from|import)[\s(]*'([^'.][^']*)'/g), ([, name]) => name!);
  });
  expect(imports).toContain('acorn');
  expect(imports.filter((name) => /^(?:react|@docusaurus|@backprop)/.test(name))).toEqual([]);
  const { dependencies } = JSON.parse(read('package.json')) as { dependencies: object };
  expect(Object.keys(dependencies).filter((name) => /react|docusaurus/.test(name))).toEqual([]);
});
