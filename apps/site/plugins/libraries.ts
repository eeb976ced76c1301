import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

type Library = { specifier: string; resolveDir: string };

/** What a live block or an exercise may import, and the package of ours that depends on it. */
const OWNERS = {
  '@backprop/core': '@backprop/core',
  '@backprop/core/explain': '@backprop/core',
  '@backprop/core/scalar': '@backprop/core',
  '@backprop/core/symbolic': '@backprop/core',
  '@backprop/keras-bridge': '@backprop/keras-bridge',
  '@backprop/keras-bridge/files': '@backprop/keras-bridge',
  '@backprop/keras-bridge/lockstep': '@backprop/keras-bridge',
  '@tensorflow/tfjs': '@backprop/keras-bridge',
  mathjs: '@backprop/core',
};

/** What a live block or an exercise may import, in the page and in the tests. */
export const IMPORTABLE = Object.keys(OWNERS);

/**
 * Where each importable module is found, so that it is the very one that our packages use.
 *
 * @param siteDir the folder of the site's package.json
 * @throws Error when a package of ours is not built
 */
export function libraryFiles(siteDir: string): Record<string, string | Library> {
  const site = createRequire(join(siteDir, 'package.json'));
  return Object.fromEntries(
    Object.entries(OWNERS).map(([specifier, owner]) =>
      specifier.startsWith('@backprop/')
        ? [specifier, builtFile(site, specifier)]
        : [specifier, { specifier, resolveDir: dirname(builtFile(site, owner)) }],
    ),
  );
}

function builtFile(site: NodeJS.Require, specifier: string): string {
  try {
    // Links of a workspace are followed: a bundler must see one module at one place.
    return realpathSync(site.resolve(specifier));
  } catch (cause) {
    throw new Error(
      `libraryFiles: expected ${specifier} to be built, received no file of it; run its build`,
      { cause },
    );
  }
}
