import type * as TypeScript from 'typescript';
import { PROGRAM_GLOBALS, STYLE_TYPES } from './program-globals';
import type { TypeFiles } from './type-files';

type Compiler = typeof TypeScript;

/** What is wrong in a text, at offsets that count UTF-16 units. */
export interface TypeProblem {
  from: number;
  to: number;
  severity: 'error' | 'warning';
  message: string;
}

/** What stands at a place of the text. */
export interface TypeInfo {
  from: number;
  to: number;
  /** The type, as TypeScript writes it. */
  type: string;
  /** What the documentation says. */
  documentation: string;
}

export interface TypeCompletions {
  /** Where the word begins that a completion takes the place of. */
  from: number;
  entries: { name: string; kind: string; rank: string }[];
}

/** Answers questions about one text at a time; it keeps what it knows of the others. */
export interface TypeService {
  check(file: string, text: string): TypeProblem[];
  info(file: string, text: string, at: number): TypeInfo | null;
  complete(file: string, text: string, at: number): TypeCompletions | null;
  /** What is told about a completion beside the list. */
  describe(file: string, text: string, at: number, name: string): Omit<TypeInfo, 'from' | 'to'>;
}

/** A list longer than this is narrowed by typing on. */
const MOST_COMPLETIONS = 400;
/** A type longer than this is cut. */
const LONGEST_TYPE = 1200;

const cut = (text: string) =>
  text.length > LONGEST_TYPE ? `${text.slice(0, LONGEST_TYPE)} …` : text;

/**
 * Start TypeScript's language service on declarations that lie in memory.
 *
 * @param ts the compiler
 * @param known what `gatherTypeFiles` found
 */
export function createTypeService(ts: Compiler, known: TypeFiles): TypeService {
  const texts = new Map<string, { text: string; version: number }>();
  const service = ts.createLanguageService(makeHost(ts, known, texts));
  const put = (file: string, text: string) => {
    const path = `/blocks/${file}`;
    const before = texts.get(path);
    if (before?.text !== text) texts.set(path, { text, version: (before?.version ?? 0) + 1 });
    return path;
  };
  const plain = (parts: readonly TypeScript.SymbolDisplayPart[] | undefined) =>
    cut(ts.displayPartsToString([...(parts ?? [])]));
  return {
    check(file, text) {
      const path = put(file, text);
      const syntactic = service.getSyntacticDiagnostics(path);
      const found = syntactic.length > 0 ? syntactic : service.getSemanticDiagnostics(path);
      return found.map((diagnostic) => problemOf(ts, diagnostic));
    },
    info(file, text, at) {
      const path = put(file, text);
      const found = service.getQuickInfoAtPosition(path, at);
      if (!found) return null;
      const { start, length } = found.textSpan;
      return {
        from: start,
        to: start + length,
        type: plain(found.displayParts),
        documentation: plain(found.documentation) || plain(documentationOf(service, path, at)),
      };
    },
    complete: (file, text, at) => completionsOf(service, put(file, text), text, at),
    describe(file, text, at, name) {
      const path = put(file, text);
      const none = undefined;
      const found = service.getCompletionEntryDetails(path, at, name, none, none, none, none);
      return { type: plain(found?.displayParts), documentation: plain(found?.documentation) };
    },
  };
}

/** A call is told by its signature; what is written at the name's definition is told then, too. */
function documentationOf(service: TypeScript.LanguageService, path: string, at: number) {
  const [first] = service.getDefinitionAtPosition(path, at) ?? [];
  return (
    first && service.getQuickInfoAtPosition(first.fileName, first.textSpan.start)?.documentation
  );
}

function problemOf(ts: Compiler, diagnostic: TypeScript.Diagnostic): TypeProblem {
  const { start = 0, length = 0, messageText, category } = diagnostic;
  const severity = category === ts.DiagnosticCategory.Error ? 'error' : 'warning';
  const message = cut(ts.flattenDiagnosticMessageText(messageText, '\n'));
  return { from: start, to: start + length, severity, message };
}

function completionsOf(
  service: TypeScript.LanguageService,
  path: string,
  text: string,
  at: number,
): TypeCompletions | null {
  const found = service.getCompletionsAtPosition(path, at, {
    includeCompletionsWithInsertText: false,
  });
  if (!found) return null;
  const from = at - (/[\w$@/.-]*$/.exec(wordBefore(text, at))?.[0].length ?? 0);
  const typed = text.slice(from, at).toLowerCase();
  const entries = found.entries
    .filter(({ name }) => name.toLowerCase().startsWith(typed.slice(0, 1)))
    .slice(0, MOST_COMPLETIONS)
    .map(({ name, kind, sortText }) => ({ name, kind, rank: sortText }));
  return entries.length > 0 ? { from, entries } : null;
}

/** What stands before the caret and belongs to the word: a module's name inside quotes, else a name. */
function wordBefore(text: string, at: number): string {
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  const quoted = /(?:from|import)\s*\(?\s*['"]([^'"]*)$/.exec(line);
  return quoted ? quoted[1]! : (/[\w$]*$/.exec(line)?.[0] ?? '');
}

/** The disk of the language service: declarations, the open blocks, nothing else. */
function makeHost(
  ts: Compiler,
  known: TypeFiles,
  texts: Map<string, { text: string; version: number }>,
): TypeScript.LanguageServiceHost {
  const own: Record<string, string> = {
    '/globals/worker.d.ts': PROGRAM_GLOBALS,
    '/globals/styles.d.ts': STYLE_TYPES,
    '/globals/untyped.d.ts': known.untyped.map((name) => `declare module '${name}';`).join('\n'),
  };
  const read = (path: string) => texts.get(path)?.text ?? own[path] ?? known.files[path];
  const globals = [
    ...Object.keys(own),
    ...Object.keys(known.files).filter((path) => path.startsWith('/globals/')),
  ];
  const options = compilerOptions(ts);
  return {
    getCompilationSettings: () => options,
    getScriptFileNames: () => [...globals, ...texts.keys()],
    getScriptVersion: (path) => String(texts.get(path)?.version ?? 0),
    getScriptSnapshot(path) {
      const text = read(path);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => '/',
    getDefaultLibFileName: () => '/lib/lib.d.ts',
    fileExists: (path) => read(path) !== undefined,
    readFile: read,
    directoryExists: () => true,
    getDirectories: () => [],
    resolveModuleNameLiterals: (literals, from) =>
      literals.map(({ text }) => {
        const path = pathOfModule(text, from, known);
        const resolvedModule = path
          ? { resolvedFileName: path, extension: ts.Extension.Dts, isExternalLibraryImport: true }
          : undefined;
        return { resolvedModule };
      }),
  };
}

/** The declarations behind an import, as far as they are known. */
function pathOfModule(name: string, from: string, { files, modules }: TypeFiles) {
  const inPackage = from.startsWith('/modules/');
  if (!name.startsWith('.') && (modules[name] || !inPackage)) return modules[name];
  // Packages reach into each other by files; a block knows their entries only.
  const full = name.startsWith('.') ? name : `/modules/${name}`;
  const base = new URL(full, `file://${from}`).pathname.replace(/\.js$|\/$/, '');
  return [`${base}.d.ts`, `${base}/index.d.ts`].find((path) => files[path] !== undefined);
}

/** The settings by which the lessons' own blocks are checked. */
function compilerOptions(ts: Compiler): TypeScript.CompilerOptions {
  return {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    moduleDetection: ts.ModuleDetectionKind.Force,
    jsx: ts.JsxEmit.ReactJSX,
    lib: ['lib.es2023.d.ts'],
    types: [],
    // Not `noUncheckedIndexedAccess`: a lesson's `weights[0][1]` would be underlined everywhere.
    strict: true,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    noEmit: true,
  };
}
