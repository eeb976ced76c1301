import { readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { STARTING } from '../../plugins/light-pages';
import loader from '../../plugins/light-start-loader.cjs';

const packageOf = (name: string) => realpathSync(join(__dirname, '../../node_modules', name));
const FOLDERS = {
  'clientEntry.js': ['@docusaurus/core', 'lib/client'],
  'browserContext.js': ['@docusaurus/core', 'lib/client'],
  'docusaurus.js': ['@docusaurus/core', 'lib/client'],
  'prism-include-languages.js': ['@docusaurus/theme-classic', 'lib'],
  'reactUtils.js': ['@docusaurus/theme-common', 'lib/utils'],
} as const;
const pathOf = (name: keyof typeof FOLDERS) =>
  join(packageOf(FOLDERS[name][0]), FOLDERS[name][1], name);

test.each(Object.keys(FOLDERS) as (keyof typeof FOLDERS)[])('%s is found and changed', (name) => {
  const path = pathOf(name);
  expect(path).toMatch(STARTING);
  const source = readFileSync(path, 'utf8');
  const changed = loader.lightStart(name, source);
  expect(changed).not.toBe(source);
  expect(changed.split('\n')).toHaveLength(source.split('\n').length);
});

test('every module that is named here has a change, and the other way round', () => {
  expect(loader.MODULES.toSorted()).toEqual(Object.keys(FOLDERS).toSorted());
});

test('another version of a module is a mistake that says so', () => {
  expect(() => loader.lightStart('docusaurus.js', 'export default {}')).toThrow(
    /lightStart: expected “if \(!canPrefetch\(routePath\)\) \{” once in docusaurus\.js/,
  );
});
