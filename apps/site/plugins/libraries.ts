import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** What a live block or an exercise may import, in the page and in the tests. */
export const IMPORTABLE = [
  '@backprop/core',
  '@backprop/core/explain',
  '@backprop/core/scalar',
  '@backprop/core/symbolic',
  '@backprop/keras-bridge',
  '@backprop/keras-bridge/lockstep',
  '@tensorflow/tfjs',
  'mathjs',
] as const;

/**
 * The file of each importable module, as this package sees it.
 *
 * @param siteDir the folder of the site's package.json
 * @throws Error when a module is not built
 */
export function libraryFiles(siteDir: string): Record<string, string> {
  const site = createRequire(join(siteDir, 'package.json'));
  return Object.fromEntries(IMPORTABLE.map((name) => [name, fileOf(site, name)]));
}

/** `require.resolve`, but for modules: our packages have no CommonJS entry. */
function fileOf(site: NodeJS.Require, name: string): string {
  const file = site.resolve(name);
  if (existsSync(file)) return file;
  throw new Error(
    `libraryFiles: expected ${name} to be built, received no ${file}; build it first`,
  );
}
