import { join } from 'node:path';
import type { LoadContext, Plugin } from '@docusaurus/types';
import { libraryFiles } from './libraries';
import { SERVED } from './served';

/**
 * Builds what runs edited code: `/runner/runner.html`, the libraries that edited code may
 * import, React for components, and their manifest.
 */
export default function runnerAssets({ siteDir }: LoadContext): Plugin {
  return {
    name: 'runner-assets',
    async loadContent() {
      const { buildRunnerAssets, reactLibraries } = await import('@backprop/runner/assets');
      await buildRunnerAssets({
        outDir: join(siteDir, SERVED, 'runner'),
        libraries: { ...libraryFiles(siteDir), ...reactLibraries(siteDir) },
      });
    },
  };
}
