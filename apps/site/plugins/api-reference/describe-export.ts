import ts from 'typescript';
import type { Documented, Entry, Kind, Parameter } from '../../src/reference/entry';
import { completeExample, type ImportableNames } from './example-code';
import { type OperationRecord, operationFacts } from './operation-facts';
import { type Docstring, docstringOf, parseDocstring } from './read-docstring';
import type { Export } from './read-exports';
import { type Member, membersOf } from './read-members';
import { printed, type Signature, signaturesOf, typeOf } from './read-signature';
import { firstSentence, type Lookup, setReference, setText } from './set-text';

/** What is needed to describe an export beside itself. */
export interface Surroundings {
  checker: ts.TypeChecker;
  names: ImportableNames;
  records: ReadonlyMap<string, OperationRecord>;
  /** Whether the lab takes a program. */
  canRun: (code: string) => boolean;
  /** Where a public name stands, seen from an export. */
  lookupFrom: (each: Export) => Lookup;
}

const NOTHING = parseDocstring('');

/** The entry of a public symbol. */
export function describeExport(each: Export, around: Surroundings): Entry {
  const { symbol, name, specifier, aliases, file } = each;
  const declaration = symbol.valueDeclaration ?? symbol.declarations![0]!;
  const docstring = docstringOf(declaration) ?? NOTHING;
  const record = file.startsWith('packages/core/src/ops/') && around.records.get(name);
  const kind = record ? 'operation' : kindOf(symbol, around.checker, declaration);
  const members = membersOf(around.checker, symbol);
  const signatures = signaturesIn(kind, each, declaration, around.checker);
  const isType = kind === 'type';
  const code = codeOf(kind, each, declaration, signatures, around.checker);
  return {
    ...document(name, code, docstring, signatures, each, around),
    ...(isType && { parameters: members.map((member) => field(member, each, around)) }),
    kind,
    summary: firstSentence(docstring.text),
    specifier,
    aliases,
    file,
    operation: record ? operationFacts(record, docstring.text) : null,
    members: isType ? [] : members.map((member) => describeMember(member, each, around)),
    mentions: mentionsIn(code, each, around),
  };
}

function kindOf(symbol: ts.Symbol, checker: ts.TypeChecker, at: ts.Declaration): Kind {
  if (symbol.flags & ts.SymbolFlags.Class) return 'class';
  if (!(symbol.flags & ts.SymbolFlags.Value)) return 'type';
  const type = checker.getTypeOfSymbolAtLocation(symbol, at);
  return type.getCallSignatures().length > 0 ? 'function' : 'constant';
}

function signaturesIn(
  kind: Kind,
  { symbol, name }: Export,
  at: ts.Declaration,
  checker: ts.TypeChecker,
): Signature[] {
  if (kind === 'type' || kind === 'constant') return [];
  const type = checker.getTypeOfSymbolAtLocation(symbol, at);
  if (kind !== 'class') return signaturesOf(checker, type.getCallSignatures(), at, name);
  const isAbstract = ts.getCombinedModifierFlags(at) & ts.ModifierFlags.Abstract;
  const made = isAbstract ? [] : type.getConstructSignatures();
  return signaturesOf(checker, made, at, `new ${name}`);
}

function codeOf(
  kind: Kind,
  { symbol, name }: Export,
  at: ts.Declaration,
  signatures: readonly Signature[],
  checker: ts.TypeChecker,
): string {
  const calls = signatures.map(({ code }) => code);
  if (ts.isClassDeclaration(at) || ts.isInterfaceDeclaration(at)) {
    const source = at.getSourceFile();
    const heritage = (at.heritageClauses ?? []).map((clause) => ` ${printed(clause, source)}`);
    const keyword = kind === 'class' ? 'class' : 'interface';
    return [`${keyword} ${name}${heritage.join('')}`, ...calls].join('\n');
  }
  if (kind === 'type') return printed(at, at.getSourceFile()).replace(/^export /, '');
  if (kind === 'constant') return `const ${name}: ${typeOf(checker, symbol, at)}`;
  return calls.join('\n');
}

function document(
  name: string,
  code: string,
  docstring: Docstring,
  signatures: readonly Signature[],
  owner: Export,
  around: Surroundings,
): Documented {
  const set = (text: string) => setText(text, around.lookupFrom(owner));
  const parameters = signatures.flatMap((signature) => signature.parameters);
  const { returns } = docstring;
  return {
    id: name,
    name,
    code,
    text: set(docstring.text),
    parameters: [...docstring.params].map(([param, text], i): Parameter => {
      // A parameter that is taken apart at once, `{ a, b }: Options`, has no name but a place.
      const unnamed = parameters[i]?.name.startsWith('{') ? parameters[i] : undefined;
      const found = parameters.find((each) => each.name === param) ?? unnamed;
      return { name: param, type: '', optional: false, ...found, text: set(text) };
    }),
    returns: returns === null ? null : { type: signatures[0]?.returns ?? '', text: set(returns) },
    throws: docstring.throws.map(({ type, text }) => ({ type, text: set(text) })),
    examples: docstring.examples.map((example, i) => {
      const whole = completeExample(example, owner.specifier, around.names);
      return {
        name: `example-of-${name}${i > 0 ? `-${i + 1}` : ''}`,
        code: whole,
        live: around.canRun(whole),
      };
    }),
    see: docstring.see.map((text) => setReference(text, around.lookupFrom(owner))),
  };
}

function describeMember(member: Member, owner: Export, around: Surroundings): Documented {
  const { signatures, type, optional } = member;
  const calls = signatures.map(({ code }) => code).join('\n');
  const code = calls || `${member.name}${optional ? '?' : ''}: ${type}`;
  const name = `${owner.name}.${member.name}`;
  return document(name, code, member.docstring ?? NOTHING, signatures, owner, around);
}

function field(member: Member, owner: Export, around: Surroundings): Parameter {
  const { name, type, optional, signatures } = member;
  const text = setText(member.docstring?.text ?? '', around.lookupFrom(owner));
  const call = signatures[0]?.code.slice(name.length);
  return { name, type: call ?? type, optional, text };
}

/** Public names in a piece of TypeScript, each once, without the export's own. */
function mentionsIn(code: string, owner: Export, around: Surroundings): Entry['mentions'] {
  const lookup = around.lookupFrom(owner);
  const words = new Set(code.match(/\b[A-Z]\w+/g));
  return [...words].flatMap((name) => {
    const href = name === owner.name ? null : lookup(name);
    return href ? [{ name, href }] : [];
  });
}
