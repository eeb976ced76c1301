import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join, posix, sep } from 'node:path';
import type { TypeFiles } from './type-files';

/** A package whose declarations are gathered. */
export interface TypePackage {
  name: string;
  /** In whose dependencies it is found, if not in the site's; that package comes before it. */
  from?: string;
  folder: string;
  /** Where a large package begins: only what is imported from there is gathered, without comments. */
  roots?: string[];
}

/** What a program may import, and where the types of it are. */
export interface Importable {
  /** Every module that a program may import. */
  modules: readonly string[];
  packages: readonly TypePackage[];
  /** Modules that are an entry of another package: `{ module: 'package/file.d.ts' }`. */
  aliases?: Readonly<Record<string, string>>;
}

/** What JavaScript itself has. A worker has no document, so the page's own types stay out. */
const LIBRARY = /^lib\.(?:es5|es20(?:1\d|2[0-3])(?:\..+)?|decorators(?:\.legacy)?)\.d\.ts$/;

type Target = string | { [condition: string]: Target | undefined };

interface Manifest {
  name: string;
  types?: string;
  typings?: string;
  exports?: Record<string, Target>;
}

/** A package's folder. Its manifest may not be exported, so the folders are searched upwards. */
function packageFolder(name: string, from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const found = join(folder, 'node_modules', name);
    if (existsSync(join(found, 'package.json'))) return realpathSync(found);
    if (folder !== dirname(folder)) continue;
    throw new Error(
      `gatherTypeFiles: expected ${name} to be installed, received nothing of that name at or ` +
        `above ${from}; run the installation`,
    );
  }
}

/** The declarations of a package that are gathered: all, or what is reached from its roots. */
function neededOf(folder: string, name: string, roots?: readonly string[]): string[] {
  const declared = existsSync(folder) ? declarationsIn(folder) : [];
  if (declared.length > 0) return roots ? reachedFrom(folder, roots) : declared;
  throw new Error(
    `gatherTypeFiles: expected declarations of ${name} in ${folder}, received none; ` +
      'build the packages first',
  );
}

function declarationsIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.d.ts') && !file.split(sep).includes('node_modules'))
    .map((file) => file.split(sep).join('/'))
    .sort();
}

/** Files that the roots import, and what those import; other packages are gathered by themselves. */
function reachedFrom(folder: string, roots: readonly string[]): string[] {
  const reached = new Set(roots);
  for (const file of reached) {
    const text = readFileSync(join(folder, file), 'utf8');
    for (const [, name] of text.matchAll(/(?:from|import|module)[\s(]*['"](\.[^'"]*)['"]/g)) {
      const base = posix.join(posix.dirname(file), name!.replace(/\.js$/, ''));
      const found = [`${base}.d.ts`, `${base}/index.d.ts`].find((path) => {
        return existsSync(join(folder, path));
      });
      if (found) reached.add(found);
    }
  }
  return [...reached].sort();
}

const withoutComments = (text: string) => text.replace(/^[ \t]*\/\*[\s\S]*?\*\/\n?/gm, '');

/** The file behind an entry, which may depend on conditions; that of the types comes first. */
function fileOf(target: Target | undefined): string | undefined {
  if (typeof target !== 'object') return target;
  return fileOf(target.types) ?? fileOf(target.import) ?? fileOf(target.default);
}

/** The path of the declarations behind each entry of a package. */
function entriesOf({ name, types, typings, exports = {} }: Manifest): [string, string][] {
  const main = types ?? typings;
  const entries: [string, string][] = main ? [[name, posix.normalize(main)]] : [];
  for (const [entry, target] of Object.entries(exports)) {
    const file = fileOf(target);
    if (!file) continue;
    const declared = file.replace(/(?<!\.d)\.[cm]?[jt]s$/, '.d.ts');
    entries.push([posix.join(name, entry), posix.normalize(declared)]);
  }
  return entries;
}

/**
 * Gather what the editor needs to know of types.
 *
 * @param siteDir the folder of the site's package.json
 * @param importable what a program may import
 * @returns the texts, and every file of the disk that they came from
 * @throws Error when a package is missing or not built
 */
export function gatherTypeFiles(
  siteDir: string,
  importable: Importable,
): { gathered: TypeFiles; sources: string[] } {
  const gathered: TypeFiles = { files: {}, modules: {}, untyped: [] };
  const sources: string[] = [];
  const add = (path: string, source: string, change = (text: string) => text) => {
    sources.push(source);
    const text = readFileSync(source, 'utf8').replace(/\n?\/\/# sourceMappingURL=.*$/, '');
    gathered.files[path] = change(text);
  };
  const library = join(packageFolder('typescript', siteDir), 'lib');
  for (const file of readdirSync(library).filter((name) => LIBRARY.test(name))) {
    add(`/lib/${file}`, join(library, file));
  }
  add('/globals/runner.d.ts', join(packageFolder('@backprop/runner', siteDir), 'globals.d.ts'));
  const folders = new Map<string, string>();
  for (const { name, from, folder, roots } of importable.packages) {
    const root = packageFolder(name, from ? folders.get(from)! : siteDir);
    folders.set(name, root);
    for (const file of neededOf(join(root, folder), name, roots)) {
      const path = `/modules/${posix.join(name, folder, file)}`;
      add(path, join(root, folder, file), roots && withoutComments);
    }
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
    for (const [specifier, path] of entriesOf(manifest)) {
      const full = `/modules/${name}/${path}`;
      if (gathered.files[full] !== undefined) gathered.modules[specifier] = full;
    }
  }
  for (const [specifier, path] of Object.entries(gathered.modules)) {
    // The types of a package that has none of its own are a package themselves.
    gathered.modules[specifier.replace(/^@types\//, '')] ??= path;
  }
  for (const [specifier, file] of Object.entries(importable.aliases ?? {})) {
    gathered.modules[specifier] = `/modules/${file}`;
  }
  gathered.untyped = importable.modules.filter((name) => gathered.modules[name] === undefined);
  return { gathered, sources };
}
