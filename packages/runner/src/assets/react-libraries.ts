import type { LibraryEntries } from './bundle-libraries.js';

const REACT = [
  'react',
  'react/jsx-runtime',
  'react-dom',
  'react-dom/client',
  'react-dom/server',
] as const;

/**
 * What components need of React, in the version that a folder's own code would import.
 *
 * @param resolveDir The folder of the site that depends on `react` and `react-dom`.
 * @returns Entries for `buildRunnerAssets`.
 * @example
 * Object.keys(reactLibraries('.'))[0] //=> 'react'
 */
export function reactLibraries(resolveDir: string): LibraryEntries {
  return Object.fromEntries(REACT.map((specifier) => [specifier, { specifier, resolveDir }]));
}
