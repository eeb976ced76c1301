// The architecture's arrow: which package may import which.
import { dirname, join, normalize } from 'node:path';
import { isSource, lineOf, listFiles, parseFile } from './source-files.mjs';

/** Each package's folder, and the packages of ours that its source may import. */
export const LAYERS = {
  '@backprop/core': { folder: 'packages/core', may: [] },
  '@backprop/runner': { folder: 'packages/runner', may: [] },
  '@backprop/keras-bridge': { folder: 'packages/keras-bridge', may: ['@backprop/core'] },
  '@backprop/exercises': {
    folder: 'packages/exercises',
    may: ['@backprop/core', '@backprop/keras-bridge', '@backprop/runner'],
  },
  '@backprop/site': {
    folder: 'apps/site',
    may: ['@backprop/core', '@backprop/keras-bridge', '@backprop/runner', '@backprop/exercises'],
  },
  '@backprop/bench': { folder: 'bench', may: ['@backprop/core'] },
};

/** Outside libraries that only some folders may import. */
export const CONFINED = [
  { library: /^mathjs($|\/)/, folders: ['packages/core/src/symbolic'] },
  { library: /^@tensorflow\//, folders: ['packages/keras-bridge', 'bench'] },
];

const packageAt = (path) =>
  Object.keys(LAYERS).find((name) => path.startsWith(`${LAYERS[name].folder}/`));

/** Every import of a module, static, dynamic with a literal, or re-export: {specifier, offset}. */
function importsOf({ module, text }) {
  const fixed = [...module.staticImports, ...module.staticExports.flatMap((e) => e.entries)]
    .filter((entry) => entry.moduleRequest)
    .map(({ moduleRequest: { value, start } }) => ({ specifier: value, offset: start }));
  const lazy = module.dynamicImports.map(({ moduleRequest: { start, end } }) => ({
    specifier: text.slice(start, end).replace(/^['"`]|['"`]$/g, ''),
    offset: start,
  }));
  return [...fixed, ...lazy];
}

/** What is wrong with one import, or null. */
export function judge(path, specifier) {
  const self = packageAt(path);
  if (!self) return null;
  if (specifier.startsWith('.')) {
    const target = packageAt(normalize(join(dirname(path), specifier)));
    return target && target !== self ? `reaches into ${target} by a relative path` : null;
  }
  const ours = Object.keys(LAYERS).find((n) => specifier === n || specifier.startsWith(`${n}/`));
  if (ours && ours !== self && !LAYERS[self].may.includes(ours)) {
    return `${self} may import ${LAYERS[self].may.join(', ') || 'no other package of ours'}`;
  }
  const confined = CONFINED.find(({ library }) => library.test(specifier));
  if (confined && !confined.folders.some((folder) => path.startsWith(`${folder}/`))) {
    return `only ${confined.folders.join(' and ')} may import it`;
  }
  return null;
}

const isJudged = (path) =>
  isSource(path) && packageAt(path) && /\/(src|bin|plugins|lessons)\//.test(path);

/** All imports under `root` that go against the arrow, as `file:line: import …: why`. */
export function checkLayers(root, files = listFiles(root)) {
  return files.filter(isJudged).flatMap((path) => {
    const program = parseFile(root, path);
    return importsOf(program).flatMap(({ specifier, offset }) => {
      const why = judge(path, specifier);
      return why ? [`${path}:${lineOf(program.text, offset)}: import '${specifier}': ${why}`] : [];
    });
  });
}
