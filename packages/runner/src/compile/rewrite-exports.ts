import type {
  ExportDefaultDeclaration,
  ExportNamedDeclaration,
  Node,
  Pattern,
  Program,
} from 'acorn';
import type MagicString from 'magic-string';
import { exportedName, RUNTIME } from './rewrite-imports.js';

const DEFAULT = `${RUNTIME}default`;

/**
 * Takes `export` off every declaration and hands the runtime one getter per exported name, so
 * that a name holds its present value and exists even when the program fails half-way.
 *
 * @returns Code for the top of the program.
 */
export function rewriteExports(program: Program, edits: MagicString): string {
  const getters: string[] = [];
  const add = (name: string, value: string) =>
    getters.push(`get ${JSON.stringify(name)}() { return ${value}; }`);
  let code = '';
  for (const node of program.body) {
    if (node.type === 'ExportAllDeclaration') {
      const found = `${RUNTIME}.get(${JSON.stringify(node.source.value)}, [])`;
      if (node.exported) add(exportedName(node.exported), found);
      else code += `${RUNTIME}.exportAll(${found});`;
      edits.remove(node.start, node.end);
    } else if (node.type === 'ExportDefaultDeclaration') {
      add('default', stripDefault(node, edits));
    } else if (node.type === 'ExportNamedDeclaration') {
      for (const [name, value] of named(node)) add(name, value);
      edits.remove(node.start, node.declaration ? node.declaration.start : node.end);
    }
  }
  return getters.length === 0 ? code : `${code}${RUNTIME}.exports({${getters.join(', ')}});`;
}

/** Pairs of exported name and the expression that gives its value. */
function named(node: ExportNamedDeclaration): [name: string, value: string][] {
  if (node.declaration) return declared(node.declaration).map((name) => [name, name]);
  return node.specifiers.map(({ exported, local }) => {
    const name = exportedName(local);
    const value = node.source
      ? `${RUNTIME}.get(${JSON.stringify(node.source.value)}, [${JSON.stringify(name)}])[${JSON.stringify(name)}]`
      : name;
    return [exportedName(exported), value];
  });
}

function stripDefault(
  { start, declaration }: ExportDefaultDeclaration,
  edits: MagicString,
): string {
  const isDeclaration = /^(Function|Class)Declaration$/.test(declaration.type);
  const id = (declaration as { id?: { name: string } | null }).id;
  if (!isDeclaration) {
    edits.overwrite(start, declaration.start, `const ${DEFAULT} = `);
    return DEFAULT;
  }
  edits.remove(start, declaration.start);
  if (id) return id.name;
  // An anonymous declaration: its name goes before the parameters, or before the class's body.
  const head = edits.original.slice(declaration.start);
  const keyword = /^(?:async\s+)?(?:function\s*\*?|class)/.exec(head)![0];
  edits.appendRight(declaration.start + keyword.length, ` ${DEFAULT} `);
  return DEFAULT;
}

function declared(declaration: Node): string[] {
  const { id, declarations } = declaration as Node & {
    id?: { name: string };
    declarations?: { id: Pattern }[];
  };
  return declarations ? declarations.flatMap((one) => bound(one.id)) : [id!.name];
}

/** The names that a pattern binds. */
function bound(pattern: Pattern | null): string[] {
  switch (pattern?.type) {
    case 'Identifier':
      return [pattern.name];
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) =>
        bound(property.type === 'Property' ? property.value : property.argument),
      );
    case 'ArrayPattern':
      return pattern.elements.flatMap(bound);
    case 'AssignmentPattern':
      return bound(pattern.left);
    case 'RestElement':
      return bound(pattern.argument);
    default:
      return [];
  }
}
