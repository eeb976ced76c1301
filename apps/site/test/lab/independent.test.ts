import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, test } from 'vitest';

const LAB = join(__dirname, '../../src/lab');
const files = readdirSync(LAB, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => /\.(?:[cm]?[jt]sx?|css|json)$/.test(file));
const read = (file: string) => readFileSync(join(LAB, file), 'utf8');

/** Every name that is imported or required, by statement, call, type, or stylesheet. */
const importsOf = (text: string) =>
  Array.from(
    text.matchAll(/(?:\bfrom|\bimport|\brequire(?:\.resolve)?)\b[\s(]*(['"])([@\w.?/-]+)\1/g),
    ([, , name]) => name!,
  );

/** What of a file's text lies outside the lab: an import, or a path in a string or `url()`. */
function outside(file: string, text: string): string[] {
  const code = text.replace(/^\s*(?:\/\/|\*|\/\*).*$/gm, '');
  const strings = Array.from(
    code.matchAll(/(['"`])(\.\.?(?:\/[^'"`]*)?)\1/g),
    ([, , path]) => path!,
  );
  const urls = Array.from(code.matchAll(/url\((['"]?)(\.[^)'"]*)/g), ([, , path]) => path!);
  const escaping = [...strings, ...urls].filter((path) => {
    return path === '..' || posix.join(posix.dirname(file), path).startsWith('../');
  });
  const named = Array.from(
    code.matchAll(/['"`](?:@site\/|(?:\.\/)?(?:src|plugins|apps|packages)\/)[^'"`]*/g),
    ([path]) => path.slice(1),
  );
  const ours = importsOf(code).filter((name) => /^@backprop\/(?!runner(?:\/|$))/.test(name));
  const own = /process\.cwd\(\)/.test(code) ? ['process.cwd()'] : [];
  return [...escaping, ...named, ...ours, ...own].map((what) => `${file}: ${what}`);
}

/** The package behind an import: `@scope/name/entry` is of `@scope/name`. */
const packageOf = (name: string) => /^(?:@[^/]+\/)?[^/]+/.exec(name)![0];

describe('the lab could serve another site', () => {
  test.each([
    ['block/a.ts', "import { b } from '../../exercise/b';"],
    ['block/a.ts', "const b = await import('../../exercise/b');"],
    ['a.ts', "export * from '../plugins/libraries';"],
    ['types/a.cjs', "const b = require('../../lesson/b');"],
    ['types/a.cjs', "const site = join(__dirname, '../../..');"],
    ['types/a.cjs', "const site = join(__dirname, '..', '..');"],
    ['types/a.cjs', "load(join(site, 'plugins/typed-libraries.ts'));"],
    ['a.ts', "import b from '@site/src/b';"],
    ['a.ts', "import type { T } from '@backprop/core';"],
    ['a.ts', 'const folder = process.cwd();'],
    ['block/a.css', '.a { composes: b from "../../css/b.css"; }'],
    ['block/a.css', '.a { background: url(../../../static/a.svg); }'],
  ])('what reaches outside is seen: %s, %s', (file, text) => {
    expect(outside(file, text)).not.toEqual([]);
  });

  test('no file of it reaches outside its folder, by import, require or path', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(files.flatMap((file) => outside(file, read(file)))).toEqual([]);
  });

  test('its README names every package that it imports, and no other', () => {
    const readme = read('README.md');
    const table = readme.slice(readme.indexOf('| for | packages |'), readme.indexOf('is not on'));
    const named = new Set(Array.from(table.matchAll(/`(@?[\w./-]+)`/g), ([, name]) => name!));
    const imported = new Set(files.flatMap((file) => importsOf(read(file))));
    const packages = [...imported]
      .filter((name) => !/^(?:\.|node:|@generated\/|@theme\/|known-types$)/.test(name))
      .map(packageOf);
    // The site has these anyway; `@docusaurus/router` and the like are entries of its core.
    const given = /^(?:react|react-dom|@docusaurus\/(?:Link|router|useBaseUrl))$/;
    const needed = new Set(packages.filter((name) => !given.test(name)));
    // Named in the configuration, not imported.
    const configured = ['@docusaurus/theme-live-codeblock', '@types/react'];
    expect([...named].sort()).toEqual([...needed, ...configured].sort());
  });
});
