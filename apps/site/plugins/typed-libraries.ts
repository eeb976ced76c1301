import type { Importable } from '../src/lab/types/gather-type-files';
import { IMPORTABLE } from './libraries';

/** What a program may import, with its types: the editor and the tests of lessons know the same. */
export const TYPED_LIBRARIES: Importable = {
  modules: IMPORTABLE,
  packages: [
    { name: '@backprop/core', folder: 'dist' },
    { name: '@backprop/keras-bridge', folder: 'dist' },
    { name: 'mathjs', from: '@backprop/core', folder: 'types' },
    { name: 'decimal.js', from: 'mathjs', folder: '.' },
    { name: 'fraction.js', from: 'mathjs', folder: '.' },
    { name: '@types/react', folder: '.' },
    {
      name: '@tensorflow/tfjs-core',
      from: '@backprop/keras-bridge',
      folder: 'dist',
      roots: ['index.d.ts', 'public/chained_ops/register_all_chained_ops.d.ts'],
    },
    {
      name: '@tensorflow/tfjs-layers',
      from: '@backprop/keras-bridge',
      folder: 'dist',
      roots: ['index.d.ts'],
    },
  ],
  // What a program gets for this name is an entry of ours, see libraries.ts.
  aliases: { '@tensorflow/tfjs': '@backprop/keras-bridge/dist/tfjs-browser.d.ts' },
};
