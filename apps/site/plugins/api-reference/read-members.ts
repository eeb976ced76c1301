import ts from 'typescript';
import { type Docstring, docstringOf } from './read-docstring';
import { type Signature, signaturesOf, typeOf } from './read-signature';

/** A public property or method of a class, or a field of a type. */
export interface Member {
  name: string;
  docstring: Docstring | null;
  /** Of a method. */
  signatures: Signature[];
  /** Of a property. */
  type: string;
  optional: boolean;
}

const HIDDEN = ts.ModifierFlags.Private | ts.ModifierFlags.Protected | ts.ModifierFlags.Override;

/**
 * What a class or an interface declares itself for its users, in the order of the source: neither
 * what is private or protected, nor what it overrides.
 */
export function membersOf(checker: ts.TypeChecker, symbol: ts.Symbol): Member[] {
  const members = [...declaredMembers(checker, symbol)];
  return members.flatMap((member) => {
    const declaration = member.declarations?.[0];
    if (!declaration || !isPublic(declaration)) return [];
    return [readMember(checker, member, declaration)];
  });
}

/** Own members, and those of interfaces that were merged into a class. */
function declaredMembers(checker: ts.TypeChecker, symbol: ts.Symbol): Set<ts.Symbol> {
  const members = new Set(symbol.members?.values() ?? []);
  const isClass = Boolean(symbol.flags & ts.SymbolFlags.Class);
  for (const declaration of symbol.declarations ?? []) {
    if (!isClass || !ts.isInterfaceDeclaration(declaration)) continue;
    for (const { types } of declaration.heritageClauses ?? []) {
      for (const type of types) {
        // Computed members (each operation as a method) have no declaration here.
        for (const each of checker.getTypeAtLocation(type).getProperties()) {
          if (each.declarations?.some(ts.isMethodSignature)) members.add(each);
        }
      }
    }
  }
  return members;
}

function isPublic(declaration: ts.Declaration): boolean {
  const name = ts.getNameOfDeclaration(declaration);
  const isMember =
    ts.isMethodDeclaration(declaration) ||
    ts.isMethodSignature(declaration) ||
    ts.isPropertyDeclaration(declaration) ||
    ts.isPropertySignature(declaration) ||
    ts.isGetAccessor(declaration) ||
    ts.isParameter(declaration);
  const isHidden = ts.getCombinedModifierFlags(declaration) & HIDDEN;
  return isMember && !isHidden && Boolean(name) && !ts.isPrivateIdentifier(name!);
}

function readMember(
  checker: ts.TypeChecker,
  symbol: ts.Symbol,
  declaration: ts.Declaration,
): Member {
  const isMethod = ts.isMethodDeclaration(declaration) || ts.isMethodSignature(declaration);
  const type = checker.getTypeOfSymbolAtLocation(symbol, declaration);
  return {
    name: symbol.name.startsWith('__@') ? `[Symbol.${symbol.name.slice(3)}]` : symbol.name,
    docstring: docstringOf(declaration),
    signatures: isMethod
      ? signaturesOf(
          checker,
          checker.getNonNullableType(type).getCallSignatures(),
          declaration,
          symbol.name,
        )
      : [],
    type: isMethod ? '' : typeOf(checker, symbol, declaration),
    optional: Boolean(symbol.flags & ts.SymbolFlags.Optional),
  };
}
