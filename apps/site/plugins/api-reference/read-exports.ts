import { join, relative } from 'node:path';
import ts from 'typescript';
import { ENTRY_POINTS } from './public-packages';

/** A public symbol as the compiler sees it. */
export interface Export {
  symbol: ts.Symbol;
  /** As a reader writes it, such as `layers.dense`. */
  name: string;
  specifier: string;
  /** Other names under which the same thing is exported, from the same entry point. */
  aliases: string[];
  /** The file that defines it, from the repository's root. */
  file: string;
}

/** Everything that the covered entry points export, and the compiler that knows their types. */
export interface PublicApi {
  checker: ts.TypeChecker;
  exports: Export[];
  /** All names of each entry point, for examples: what a reader can import from where. */
  names: Map<string, Set<string>>;
}

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  strict: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: true,
  noEmit: true,
  types: [],
};

/**
 * Reads the public exports of all covered packages from their source.
 *
 * @param root the repository's root
 * @throws Error when an entry point's file is missing
 */
export function readExports(root: string): PublicApi {
  const files = ENTRY_POINTS.map(({ file }) => join(root, file));
  const program = ts.createProgram(files, OPTIONS);
  const checker = program.getTypeChecker();
  const found = new Map<ts.Symbol, Export>();
  const names = new Map<string, Set<string>>();
  for (const { specifier, file } of ENTRY_POINTS) {
    const source = program.getSourceFile(join(root, file));
    const module = source && checker.getSymbolAtLocation(source);
    if (!module) throw new Error(`readExports: expected a module ${file}, received none`);
    const exported = checker.getExportsOfModule(module);
    names.set(specifier, new Set(exported.filter(isValue(checker)).map(({ name }) => name)));
    for (const each of walk(checker, module, '')) note(found, each, specifier, root);
  }
  return { checker, exports: [...found.values()], names };
}

type Named = { symbol: ts.Symbol; name: string };

/** Exports of a module; those of a namespace such as `layers` under their full name. */
function walk(checker: ts.TypeChecker, module: ts.Symbol, prefix: string): Named[] {
  return checker.getExportsOfModule(module).flatMap((exported) => {
    const name = `${prefix}${exported.name}`;
    const symbol = resolved(checker, exported);
    const isNamespace = symbol.valueDeclaration && ts.isSourceFile(symbol.valueDeclaration);
    return isNamespace ? walk(checker, symbol, `${name}.`) : [{ symbol, name }];
  });
}

function resolved(checker: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

const isValue = (checker: ts.TypeChecker) => (symbol: ts.Symbol) =>
  Boolean(resolved(checker, symbol).flags & ts.SymbolFlags.Value);

function note(
  found: Map<ts.Symbol, Export>,
  { symbol, name }: Named,
  specifier: string,
  root: string,
): void {
  const before = found.get(symbol);
  if (before) {
    if (before.specifier === specifier) before.aliases.push(name);
    return;
  }
  const defined = symbol.declarations![0]!.getSourceFile().fileName;
  const file = relative(root, defined).replaceAll('\\', '/');
  found.set(symbol, { symbol, name, specifier, aliases: [], file });
}
