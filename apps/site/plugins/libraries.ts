import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

type Library = { specifier: string; resolveDir: string };

/**
 * What a live block or an exercise may import, and the package of ours that it is found from: its
 * own, or one that depends on it. TensorFlow.js is the entry of our bridge, so that a program and
 * the bridge train on the same one; in the page that entry has the cpu backend and the layers.
 */
const OWNERS = {
  '@backprop/core': '@backprop/core',
  '@backprop/core/explain': '@backprop/core',
  '@backprop/core/scalar': '@backprop/core',
  '@backprop/core/symbolic': '@backprop/core',
  '@backprop/keras-bridge': '@backprop/keras-bridge',
  '@backprop/keras-bridge/files': '@backprop/keras-bridge',
  '@backprop/keras-bridge/lockstep': '@backprop/keras-bridge',
  '@tensorflow/tfjs': '@backprop/keras-bridge/tfjs',
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
    Object.entries(OWNERS).map(([specifier, owner]) => {
      const file = builtFile(site, owner);
      if (specifier.startsWith('@backprop/')) return [specifier, builtFile(site, specifier)];
      // An entry of ours differs between page and Node, so whoever loads it finds its file.
      return specifier === '@tensorflow/tfjs'
        ? [specifier, { specifier: owner, resolveDir: siteDir }]
        : [specifier, { specifier, resolveDir: dirname(file) }];
    }),
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
