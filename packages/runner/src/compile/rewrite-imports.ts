import type { ImportDeclaration, ImportExpression, Node, Program } from 'acorn';
import type MagicString from 'magic-string';
import { CompileError } from './compile-error.js';
import type { Stripped } from './strip-types.js';
import { walk } from './syntax-tree.js';

/** The allow-list: names, or a rule. */
export type AllowedImports = readonly string[] | ((specifier: string) => boolean);

/** The one name that compiled code takes from its runtime. */
export const RUNTIME = '__backprop__';

/**
 * Turns imports into lookups at the top of the program, where a module would have them.
 *
 * @returns The specifiers that must be loaded before the program starts.
 * @throws CompileError for a module that is not on the allow-list.
 */
export function rewriteImports(
  program: Program,
  edits: MagicString,
  stripped: Stripped,
  allowed: AllowedImports,
): Set<string> {
  const needed = new Set<string>();
  const used = namesUsed(program);
  let late = false;
  for (const node of program.body) {
    if (node.type === 'ImportDeclaration') {
      const specifier = allowedSource(node, stripped, allowed);
      const lookup = lookupFor(node, used);
      if (lookup !== null) needed.add(specifier);
      edits.overwrite(node.start, node.end, lookup ?? '');
      if (late) edits.move(node.start, node.end, 0);
      continue;
    }
    late = true;
    if (node.type === 'ExportAllDeclaration' || node.type === 'ExportNamedDeclaration') {
      if (node.source)
        needed.add(allowedSource({ ...node, source: node.source }, stripped, allowed));
    }
  }
  rewriteDynamicImports(program, edits, needed, allowed);
  return needed;
}

function allowedSource(
  node: Node & { source: { value?: unknown; start: number } },
  stripped: Stripped,
  allowed: AllowedImports,
): string {
  const specifier = String(node.source.value);
  if (!isAllowed(specifier, allowed)) {
    throw new CompileError(refusal(specifier, allowed), stripped.placeOf(node.source.start));
  }
  return specifier;
}

function isAllowed(specifier: string, allowed: AllowedImports): boolean {
  return typeof allowed === 'function' ? allowed(specifier) : allowed.includes(specifier);
}

function refusal(specifier: string, allowed: AllowedImports): string {
  const refused = `There is no module '${specifier}' here`;
  if (typeof allowed === 'function') return refused;
  if (allowed.length === 0) return `${refused}; this program can import nothing`;
  return `${refused}; you can import ${allowed.map((name) => `'${name}'`).join(', ')}`;
}

/** Names that stand for a value somewhere; an import that is not among them was for its type. */
function namesUsed(program: Program): Set<string> {
  const used = new Set<string>();
  walk(program, (node, parent) => {
    if (node.type !== 'Identifier' || isOnlyAName(node, parent)) return;
    used.add((node as unknown as { name: string }).name);
  });
  return used;
}

function isOnlyAName(node: Node, parent: Node | null): boolean {
  const around = parent as unknown as Record<string, unknown> & { type: string };
  if (/^Import.*Specifier$/.test(around.type)) return true;
  if (around.type === 'MemberExpression') return around.property === node && !around.computed;
  if (around.type === 'Property')
    return around.key === node && around.value !== node && !around.computed;
  return (
    /^(MethodDefinition|PropertyDefinition)$/.test(around.type) &&
    around.key === node &&
    !around.computed
  );
}

/** The statement that an import becomes; null when only types came from it. */
function lookupFor(node: ImportDeclaration, used: Set<string>): string | null {
  const source = JSON.stringify(node.source.value);
  const kept = node.specifiers.filter(({ local }) => used.has(local.name));
  if (kept.length === 0)
    return node.specifiers.length > 0 ? null : `${RUNTIME}.get(${source}, []);`;
  const names: string[] = [];
  const pattern: string[] = [];
  let code = '';
  for (const specifier of kept) {
    if (specifier.type === 'ImportNamespaceSpecifier') {
      code += `const ${specifier.local.name} = ${RUNTIME}.get(${source}, []);`;
      continue;
    }
    const imported =
      specifier.type === 'ImportDefaultSpecifier' ? 'default' : exportedName(specifier.imported);
    names.push(imported);
    pattern.push(`${JSON.stringify(imported)}: ${specifier.local.name}`);
  }
  if (names.length === 0) return code;
  return `const {${pattern.join(', ')}} = ${RUNTIME}.get(${source}, ${JSON.stringify(names)});${code}`;
}

/** Exported and imported names are identifiers or strings. */
export function exportedName(node: { type: string; name?: string; value?: unknown }): string {
  return node.type === 'Identifier' ? node.name! : String(node.value);
}

function rewriteDynamicImports(
  program: Program,
  edits: MagicString,
  needed: Set<string>,
  allowed: AllowedImports,
): void {
  walk(program, (node) => {
    if (node.type !== 'ImportExpression') return;
    const { source } = node as ImportExpression;
    if (source.type === 'Literal' && isAllowed(String(source.value), allowed)) {
      needed.add(String(source.value));
    }
    // Unlike `overwrite`, this keeps what else is put there, such as a guard or a claim.
    edits.update(node.start, node.start + 'import'.length, `${RUNTIME}.load`);
  });
}
