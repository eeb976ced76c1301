import ts from 'typescript';

/** A parameter or a field with its type, as TypeScript. */
export interface TypedName {
  name: string;
  type: string;
  optional: boolean;
}

/** One way to call something. */
export interface Signature {
  /** With the name in front, broken into lines where it is long. */
  code: string;
  parameters: TypedName[];
  returns: string;
}

const FLAGS =
  ts.NodeBuilderFlags.NoTruncation | ts.NodeBuilderFlags.UseAliasDefinedOutsideCurrentScope;
const WIDTH = 76;

const printer = ts.createPrinter({ removeComments: true });

/** A node as one piece of text, without comments. */
export const printed = (node: ts.Node, source: ts.SourceFile): string =>
  printer.printNode(ts.EmitHint.Unspecified, node, source);

/** All ways to call or construct a type, under a name. */
export function signaturesOf(
  checker: ts.TypeChecker,
  signatures: readonly ts.Signature[],
  at: ts.Node,
  name: string,
): Signature[] {
  return signatures.map((signature) => readSignature(checker, signature, at, name));
}

function readSignature(
  checker: ts.TypeChecker,
  signature: ts.Signature,
  at: ts.Node,
  name: string,
): Signature {
  const source = at.getSourceFile();
  const kind = ts.SyntaxKind.MethodSignature;
  const node = checker.signatureToSignatureDeclaration(signature, kind, at, FLAGS);
  const { parameters, typeParameters, type } = node as ts.MethodSignature;
  const generics = typeParameters?.map((each) => printed(each, source)).join(', ');
  const head = `${name}${generics ? `<${generics}>` : ''}`;
  const returns = type ? printed(type, source) : 'void';
  const list = parameters.map((each) => shorten(each, printed(each, source)));
  const line = `${head}(${list.join(', ')}): ${returns}`;
  const broken = `${head}(\n${list.map((each) => `  ${each},\n`).join('')}): ${returns}`;
  return {
    code: line.length <= WIDTH || list.length === 0 ? line : broken,
    parameters: parameters.map((each) => ({
      name: printed(each.name, source),
      type: each.type ? shorten(each, printed(each.type, source)) : 'unknown',
      optional: Boolean(each.questionToken ?? each.dotDotDotToken),
    })),
    returns,
  };
}

/** That an optional parameter may be undefined is said by its question mark. */
const shorten = (parameter: ts.ParameterDeclaration, text: string): string =>
  parameter.questionToken ? text.replace(/ \| undefined$/, '') : text;

/** The type of a property or a constant; what was written, if it was. */
export function typeOf(checker: ts.TypeChecker, symbol: ts.Symbol, at: ts.Declaration): string {
  const written = (at as { type?: ts.TypeNode }).type;
  if (written) return printed(written, at.getSourceFile());
  const flags = ts.TypeFormatFlags.UseAliasDefinedOutsideCurrentScope;
  return checker.typeToString(checker.getTypeOfSymbolAtLocation(symbol, at), at, flags);
}
