import ts from 'typescript';

/** Names that a reader can import, by the module that has them. */
export type ImportableNames = ReadonlyMap<string, ReadonlySet<string>>;

const TFJS = '@backprop/keras-bridge/tfjs';

/**
 * An example as a whole program: with an import for each public name that it uses.
 *
 * @param code the example, which may use public names without an import
 * @param own the entry point that the example belongs to; its names go first
 * @param names the public names of every entry point
 */
export function completeExample(code: string, own: string, names: ImportableNames): string {
  const free = freeNames(code);
  const modules = [own, ...[...names.keys()].filter((specifier) => specifier !== own)];
  const wanted = new Map<string, string[]>();
  for (const name of free) {
    const from = modules.find((specifier) => names.get(specifier)?.has(name));
    if (from) wanted.set(from, [...(wanted.get(from) ?? []), name]);
  }
  const lines = modules.flatMap((from) => (wanted.has(from) ? importLines(from, wanted) : []));
  if (free.includes('tf')) lines.push(`import * as tf from '${TFJS}';`);
  return lines.length > 0 ? `${lines.join('\n')}\n\n${code}` : code;
}

/** The parts of `@backprop/runner/compile` that are used here. */
interface Compiler {
  compile(code: string, options: { kind: 'block'; imports: readonly string[] }): unknown;
  CompileError: new (...details: never) => Error;
}

/** A test for programs: whether the lab takes them, with their imports and their claims. */
export const isCompilable =
  ({ compile, CompileError }: Compiler, imports: readonly string[]) =>
  (code: string): boolean => {
    try {
      compile(code, { kind: 'block', imports });
      return true;
    } catch (error) {
      if (error instanceof CompileError) return false;
      throw error;
    }
  };

const WIDTH = 80;

function importLines(from: string, wanted: ReadonlyMap<string, string[]>): string[] {
  const names = [...wanted.get(from)!].sort();
  const line = `import { ${names.join(', ')} } from '${from}';`;
  if (line.length <= WIDTH) return [line];
  return ['import {', ...names.map((name) => `  ${name},`), `} from '${from}';`];
}

/** Names that code reads but does not declare, in the order of their first use. */
function freeNames(code: string): string[] {
  const source = ts.createSourceFile('example.ts', code, ts.ScriptTarget.ES2022, true);
  const used = new Set<string>();
  const declared = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) (isDeclared(node) ? declared : used).add(nameIfRead(node));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return [...used].filter((name) => name !== '' && !declared.has(name));
}

function isDeclared(node: ts.Identifier): boolean {
  const { parent } = node;
  const declares =
    ts.isVariableDeclaration(parent) ||
    ts.isParameter(parent) ||
    ts.isBindingElement(parent) ||
    ts.isFunctionLike(parent) ||
    ts.isClassLike(parent) ||
    ts.isImportSpecifier(parent) ||
    ts.isImportClause(parent) ||
    ts.isNamespaceImport(parent);
  // A method's name binds nothing.
  return declares && parent.name === node && !ts.isMethodDeclaration(parent);
}

/** The name, or nothing where it names a property. */
function nameIfRead(node: ts.Identifier): string {
  const { parent } = node;
  const isProperty =
    (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
    (ts.isPropertyAssignment(parent) && parent.name === node) ||
    (ts.isMethodDeclaration(parent) && parent.name === node) ||
    (ts.isPropertyDeclaration(parent) && parent.name === node) ||
    (ts.isBindingElement(parent) && parent.propertyName === node);
  return isProperty ? '' : node.text;
}
