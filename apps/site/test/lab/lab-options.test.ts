import { join } from 'node:path';
import type { LoadContext, Plugin } from '@docusaurus/types';
import { describe, expect, test } from 'vitest';
import lab from '../../src/lab/plugin';
import { readLabOptions } from '../../src/lab/plugin/lab-options';

const SERVED = ['static', 'made/served'];

describe('the options of the lab', () => {
  test('what is left out has a value that works', () => {
    expect(readLabOptions({ id: 'default', served: './static', libraries: {} }, SERVED)).toEqual({
      served: './static',
      libraries: {},
      types: { packages: [] },
      storage: 'live-lab',
      notebook: expect.stringContaining('node_modules'),
      lookUp: '',
    });
  });

  test.each([
    [undefined, /served to be one of .*static, made\/served.* received nothing/],
    [{ served: 'public', libraries: {} }, /staticDirectories.*received "public"; add it/],
    [{ served: 'static' }, /libraries to be an object .*received nothing; write \{\}/],
    [{ served: 'static', libraries: null }, /libraries .*received null/],
    [{ served: 'static', libraries: {}, types: [] }, /types\.packages to be a list.*received \[\]/],
    [{ served: 'static', libraries: {}, types: null }, /types\.packages .*received null/],
    [{ served: 'static', libraries: {}, storage: '' }, /storage to be a name, received ""/],
    [{ served: 'static', libraries: {}, notebook: 3 }, /notebook to be Markdown, received 3/],
    [{ served: 'static', libraries: {}, lookUp: '//a.b' }, /lookUp to be an address .*"\/\/a\.b"/],
    [{ served: 'static', librarys: {} }, /options among served, libraries.*received "librarys"/],
  ])('%j is refused with what was expected', (options, message) => {
    expect(() => readLabOptions(options, SERVED)).toThrow(message);
  });
});

/** What the plugin hands to the loader of the types' worker. */
function workerOptions(plugin: Plugin): Record<string, unknown> {
  const made = plugin.configureWebpack!({}, false, {} as never, undefined) as unknown;
  const { module } = made as { module: { rules: { use: { options: object }[] }[] } };
  return { ...module.rules[0]!.use[0]!.options };
}

describe('the plugin', () => {
  const context = {
    siteDir: '/site',
    siteConfig: { staticDirectories: SERVED },
  } as unknown as LoadContext;

  test('has the theme’s live block, in its own folder', () => {
    const plugin = lab(context, { served: 'static', libraries: {} });
    expect(plugin.getThemePath!()).toBe(join(__dirname, '../../src/lab/theme'));
  });

  test('asks for libraries with the site’s folder, and hands their names to the types', () => {
    const asked: string[] = [];
    const libraries = (siteDir: string) => {
      asked.push(siteDir);
      return { mine: '/site/mine.js' };
    };
    const packages = [{ name: 'mine', folder: 'dist' }];
    const plugin = lab(context, { served: 'static', libraries, types: { packages } });
    expect(asked).toEqual([]);
    const options = workerOptions(plugin);
    expect(asked).toEqual(['/site']);
    expect(options).toMatchObject({ packages, modules: ['mine', 'react'] });
  });

  test('names the options of the types anew where they differ, for the bundler’s cache', () => {
    const identOf = (name: string) =>
      workerOptions(lab(context, { served: 'static', libraries: { [name]: '/a.js' } })).ident;
    expect(identOf('one')).toBe(identOf('one'));
    expect(identOf('one')).not.toBe(identOf('two'));
  });
});
