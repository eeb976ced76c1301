import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, transform } from 'esbuild';
import { RunnerError } from '../errors.js';

/** A file (path or URL), or a specifier that is resolved from a folder, for each import. */
export type LibraryEntries = Record<string, string | { specifier: string; resolveDir: string }>;

export interface LibraryScript {
  /** The specifier, or a name for a part that several libraries share. */
  id: string;
  /** Ids that must be loaded before. */
  needs: string[];
  script: string;
}

const COMMON = {
  charset: 'utf8',
  target: 'es2022',
  // Errors and shown values name their classes.
  keepNames: true,
  minify: true,
  legalComments: 'none',
  logLevel: 'silent',
} satisfies BuildOptions;

/**
 * Bundles all libraries together, so that a module that two of them use exists once, whichever
 * way each of them imports it; then makes each piece a script that a worker can load.
 */
export async function bundleLibraries(libraries: LibraryEntries): Promise<LibraryScript[]> {
  const specifiers = Object.keys(libraries);
  if (specifiers.length === 0) return [];
  const pieces = await split(libraries, specifiers);
  const ids = new Map(
    pieces.map(({ path, entry }) => [path, entry ?? `part-${basename(path, '.js')}`]),
  );
  return Promise.all(
    pieces.map(async ({ path, text, imports, isCommonJs }) => {
      const id = ids.get(path)!;
      return {
        id,
        needs: imports.map((from) => ids.get(from)!),
        script: await asScript(id, text, ids, isCommonJs),
      };
    }),
  );
}

interface Piece {
  path: string;
  text: string;
  imports: string[];
  entry: string | undefined;
  /** Whether the library was written as CommonJS: its exports became the one `default`. */
  isCommonJs: boolean;
}

async function split(libraries: LibraryEntries, specifiers: string[]): Promise<Piece[]> {
  const names = new Map(specifiers.map((specifier, index) => [`entry-${index}.js`, specifier]));
  const result = await build({
    ...COMMON,
    entryPoints: specifiers.map((specifier, index) => ({
      in: `backprop-entry:${specifier}`,
      out: `entry-${index}`,
    })),
    plugins: [entryPlugin(libraries)],
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    outdir: '/out',
    absWorkingDir: process.cwd(),
    chunkNames: '[hash]',
    write: false,
    metafile: true,
    loader: { '.wasm': 'binary' },
    define: { 'process.env.NODE_ENV': '"production"' },
  }).catch((cause: unknown) => {
    const first =
      (cause as Error).message.split('\n').find((line) => line.includes('ERROR')) ?? String(cause);
    throw new RunnerError('buildRunnerAssets', 'libraries that can be bundled', first, undefined, {
      cause,
    });
  });
  const meta = Object.entries(result.metafile.outputs);
  return result.outputFiles.map(({ path, text }) => {
    const name = basename(path);
    const output = meta.find(([file]) => basename(file) === name)![1];
    const imports = output.imports.map((one) => basename(one.path));
    const source = output.entryPoint && result.metafile.inputs[output.entryPoint];
    return {
      path: name,
      text,
      imports: [...new Set(imports)],
      entry: names.get(name),
      isCommonJs: source !== undefined && source !== '' && source.format === 'cjs',
    };
  });
}

type Plugin = NonNullable<BuildOptions['plugins']>[number];

/** Bundles a library under its specifier, whatever its file is called. */
function entryPlugin(libraries: LibraryEntries): Plugin {
  return {
    name: 'libraries',
    setup(builder) {
      builder.onResolve({ filter: /^backprop-entry:/ }, async ({ path }) => {
        const entry = libraries[path.slice('backprop-entry:'.length)]!;
        if (typeof entry === 'string') {
          return { path: entry.startsWith('file:') ? fileURLToPath(entry) : entry };
        }
        const { specifier, resolveDir } = entry;
        // As the libraries import each other: for Node's `require` it could be another file.
        return builder.resolve(specifier, { resolveDir, kind: 'import-statement' });
      });
    },
  };
}

/** A module as a function that the worker calls with its own `require`. */
async function asScript(
  id: string,
  text: string,
  ids: Map<string, string>,
  isCommonJs: boolean,
): Promise<string> {
  const { code } = await transform(text, {
    ...COMMON,
    format: 'cjs',
    // There is no module loader in a classic worker of opaque origin.
    supported: { 'dynamic-import': false },
  }).catch((cause: unknown) => {
    throw new RunnerError('buildRunnerAssets', `'${id}' as a script`, String(cause), undefined, {
      cause,
    });
  });
  const linked = code.replace(/require\("\.\/([\w.-]+\.js)"\)/g, (call, file: string) =>
    ids.has(file) ? `require(${JSON.stringify(ids.get(file))})` : call,
  );
  const name = JSON.stringify(id);
  const unwrap = isCommonJs ? ';module.exports=module.exports.default;' : '';
  return `__backprop_define(${name},function(module,exports,require){${linked}${unwrap}\n});\n//# sourceURL=${encodeURI(id)}.js\n`;
}
