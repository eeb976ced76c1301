import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { LoadContext, Plugin } from '@docusaurus/types';
import type { Importable } from '../types/gather-type-files';
import { readLabOptions } from './lab-options';

export type { LabOptions } from './lab-options';

/**
 * The lab as a theme of Docusaurus: draws `live` fences, builds what runs their code, and gives
 * the editor the types of what they may import.
 *
 * It stands in `themes`, after `@docusaurus/theme-live-codeblock`.
 *
 * @param given `LabOptions`; Docusaurus hands over whatever the configuration has
 * @throws TypeError when an option is wrong
 * @example
 * themes: ['@docusaurus/theme-live-codeblock', [lab, { served: 'static', libraries: {} }]]
 */
export default function lab({ siteDir, siteConfig }: LoadContext, given: unknown): Plugin {
  const options = readLabOptions(given, siteConfig.staticDirectories);
  const { libraries, types, storage, notebook, lookUp } = options;
  const entries = () => (typeof libraries === 'function' ? libraries(siteDir) : libraries);
  return {
    name: 'live-lab',
    getThemePath: () => join(__dirname, '../theme'),
    async loadContent() {
      const { buildRunnerAssets, reactLibraries } = await import('@backprop/runner/assets');
      await buildRunnerAssets({
        outDir: join(siteDir, options.served, 'runner'),
        libraries: { ...entries(), ...reactLibraries(siteDir) },
      });
    },
    async contentLoaded({ actions }) {
      // Files of their own: every page needs the first, an error and a notebook alone the others.
      await actions.createData('storage.json', JSON.stringify({ name: storage }));
      await actions.createData('errors.json', JSON.stringify({ lookUp }));
      await actions.createData('notebook.json', JSON.stringify({ where: notebook }));
    },
    configureWebpack: () => ({
      module: {
        rules: [typeWorker({ ...types, modules: [...Object.keys(entries()), 'react'] })],
      },
    }),
  };
}

/**
 * The rule by which `./type-worker?address` is made. `ident` names the options within the name of
 * the module: where they change, what the bundler has in its cache is no longer used.
 */
function typeWorker(importable: Importable) {
  const hash = createHash('sha256').update(JSON.stringify(importable)).digest('hex');
  return {
    resourceQuery: /^\?address$/,
    enforce: 'pre' as const,
    use: [
      {
        loader: join(__dirname, '../types/type-worker-loader.cjs'),
        options: { ...importable, ident: `live-lab-${hash.slice(0, 10)}` },
      },
    ],
  };
}
