import { normalize } from 'node:path';
import type { LibraryEntries } from '@backprop/runner/assets';
import type { Importable } from '../types/gather-type-files';

/** What a site says to the lab. */
export interface LabOptions {
  /**
   * A folder for files that are made, one of the site's `staticDirectories`: the runner's frames
   * and the libraries are written to `runner/` in it. Relative to the site's folder.
   */
  served: string;
  /**
   * What live blocks may import, by the name that they write: the file of a module, or a name
   * and the folder from which it is found. A function is asked when the site is built, with the
   * site's folder. What components need of React is added.
   */
  libraries: LibraryEntries | ((siteDir: string) => LibraryEntries);
  /** Where the declarations of the libraries are; without them they are `any` in the editor. */
  types?: Omit<Importable, 'modules'>;
  /** The name of the database in the reader's browser that keeps edits. */
  storage?: string;
  /** For the head of a notebook, Markdown: where it must lie so that its imports are found. */
  notebook?: string;
  /**
   * Where a reader looks up the operation that an error of a library names in a field `operation`:
   * an address of the site, without its base, that ends where the name comes.
   */
  lookUp?: string;
}

const STORAGE = 'live-lab';
const NOTEBOOK =
  'Save this file in a folder whose `node_modules` has the modules that the notebook imports.';
const KNOWN = ['served', 'libraries', 'types', 'storage', 'notebook', 'lookUp'];

const shown = (value: unknown) =>
  value === undefined ? 'nothing' : (JSON.stringify(value) ?? String(value));

/**
 * The options with what was left out, or the first thing that is wrong with them.
 *
 * @param given what the site's configuration says
 * @param staticDirectories the folders that the site serves as they are
 * @throws TypeError that names the option
 */
export function readLabOptions(
  given: unknown,
  staticDirectories: readonly string[],
): Required<LabOptions> {
  const options = (given ?? {}) as LabOptions;
  const { served, libraries, types = { packages: [] }, storage = STORAGE } = options;
  const { notebook = NOTEBOOK, lookUp = '' } = options;
  const expect = (holds: boolean, expected: string, received: unknown, hint: string) => {
    if (holds) return;
    throw new TypeError(`lab: expected ${expected}, received ${shown(received)}; ${hint}`);
  };
  // Docusaurus adds `id` to the options of every plugin.
  const unknown = Object.keys(options).find((name) => name !== 'id' && !KNOWN.includes(name));
  expect(!unknown, `options among ${KNOWN.join(', ')}`, unknown, 'see src/lab/README.md');
  expect(
    typeof served === 'string' &&
      staticDirectories.some((folder) => normalize(folder) === normalize(served)),
    `served to be one of the site's staticDirectories (${staticDirectories.join(', ')})`,
    served,
    'add it to staticDirectories, else the files that are made are not in the site',
  );
  expect(
    typeof libraries === 'function' || (typeof libraries === 'object' && libraries !== null),
    'libraries to be an object by module name, or a function that returns one',
    libraries,
    'write {} when blocks import nothing',
  );
  expect(
    Array.isArray(types?.packages),
    'types.packages to be a list of packages',
    types,
    'leave types out when there are none',
  );
  expect(typeof storage === 'string' && storage !== '', 'storage to be a name', storage, STORAGE);
  expect(typeof notebook === 'string', 'notebook to be Markdown', notebook, 'leave it out');
  expect(
    typeof lookUp === 'string' && /^(\/(?!\/)|$)/.test(lookUp),
    'lookUp to be an address of the site',
    lookUp,
    'write it like "/reference/?find="',
  );
  return { served, libraries, types, storage, notebook, lookUp };
}
