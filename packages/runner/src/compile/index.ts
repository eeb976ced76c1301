import remapping from '@jridgewell/remapping';
import type { Node, Program } from 'acorn';
import MagicString from 'magic-string';
import type { Compiled } from '../protocol.js';
import { COMPONENT_GLOBAL } from '../worker/component-global.js';
import { CompileError } from './compile-error.js';
import { guardLoops } from './guard-loops.js';
import { placeClaims, type Wrapping } from './place-claims.js';
import { escapeHiddenLineEnds, refuseLostStatements } from './refuse-unseen.js';
import { rewriteExports } from './rewrite-exports.js';
import { type AllowedImports, exportedName, RUNTIME, rewriteImports } from './rewrite-imports.js';
import { type Stripped, stripTypes } from './strip-types.js';
import { parseModule, walk } from './syntax-tree.js';

export { claimFits } from '../claims/claim-fits.js';
export { ClaimError, parseClaim } from '../claims/parse-claim.js';
export type { Claim, Compiled } from '../protocol.js';
export { CompileError } from './compile-error.js';
export type { AllowedImports } from './rewrite-imports.js';

export interface CompileOptions {
  /**
   * A block ends in a value; a module gives its exports; a component is TSX whose default export
   * is shown with React, every loop and function under guard.
   */
  kind: 'block' | 'module' | 'component';
  /** What the program may import. */
  imports: AllowedImports;
  /** The name of the text in its source map. */
  filename?: string;
}

const JSX_RUNTIME = 'react/jsx-runtime';

/** Longer texts are refused: nobody types them, and a page must not stall on one. */
const LONGEST_SOURCE = 100_000;

/**
 * Makes a runnable program of a reader's TypeScript.
 *
 * Types are stripped, not checked. Top-level await and imports work as in a module; the value of
 * a last statement that is an expression is the block's result; `//=> value` comments become
 * claims. A component's JSX becomes calls of `react/jsx-runtime`, which it may always import.
 *
 * @param source The reader's text.
 * @returns Code, its imports and claims, and a map back to the text. Nothing has run.
 * @throws CompileError with the place in the text, for whatever is wrong with it; also for a text
 *   that cannot be read in time.
 * @example
 * compile('1 + 1 //=> 2', { kind: 'block', imports: [] }).claims[0].expected //=> '2'
 */
export function compile(source: string, options: CompileOptions): Compiled {
  if (source.length > LONGEST_SOURCE) {
    throw new CompileError(
      `This text has ${source.length} characters; at most ${LONGEST_SOURCE} can be run`,
      { line: 1, column: 1 },
    );
  }
  const isComponent = options.kind === 'component';
  // A lone carriage return would end a line for the engine, but not for any editor.
  const text = source.replace(/\r(?!\n)/g, '\n');
  const stripped = stripTypes(text, options.filename ?? 'program.ts', isComponent);
  refuseLostStatements(text, stripped);
  const { program, comments } = parseModule(stripped);
  refuseWhatCannotWork(program, stripped);
  if (isComponent) requireDefault(program);

  const edits = new MagicString(stripped.code);
  escapeHiddenLineEnds(program, edits, stripped);
  const { claims, wrappings } = placeClaims(program, comments, stripped);
  if (options.kind === 'block') wrapResult(program, wrappings);
  insert(edits, isComponent ? [...guardLoops(program), ...wrappings] : wrappings);
  const exported = rewriteExports(program, edits);
  const allowed = isComponent ? withJsx(options.imports) : options.imports;
  const imports = rewriteImports(program, edits, stripped, allowed);
  const target = isComponent ? `${COMPONENT_GLOBAL} = ` : '';
  edits.prepend(`${target}(async function (${RUNTIME}) { "use strict"; ${exported}`);
  edits.append('\n})');

  const ownMap = edits.generateDecodedMap({ hires: 'boundary', source: 'stripped.js' });
  const map = remapping([ownMap, stripped.map] as Parameters<typeof remapping>[0], () => null);
  const compiled: Compiled = {
    code: edits.toString(),
    imports: [...imports],
    claims,
    map: map.toString(),
  };
  return isComponent ? { ...compiled, component: true } : compiled;
}

/** Outer parts first, as each further text goes inside of those before it. */
function insert(edits: MagicString, wrappings: Wrapping[]): void {
  const ordered = wrappings.toSorted(
    ({ node: one }, { node: other }) => one.start - other.start || other.end - one.end,
  );
  for (const { node, before, after } of ordered) {
    edits.appendRight(node.start, before);
    edits.prependLeft(node.end, after);
  }
}

/** JSX is written without an import, so its functions are on every component's list. */
function withJsx(allowed: AllowedImports): AllowedImports {
  if (typeof allowed === 'function') return (name) => name === JSX_RUNTIME || allowed(name);
  return [...allowed, JSX_RUNTIME];
}

function requireDefault(program: Program): void {
  const found = program.body.some(
    (node) =>
      node.type === 'ExportDefaultDeclaration' ||
      (node.type === 'ExportNamedDeclaration' &&
        node.specifiers.some(({ exported }) => exportedName(exported) === 'default')),
  );
  if (found) return;
  throw new CompileError(
    'This program shows nothing: its component is the default export, as in ' +
      '`export default function App() { return <p>Hello</p>; }`',
    { line: 1, column: 1 },
  );
}

function refuseWhatCannotWork(program: Program, stripped: Stripped): void {
  const refuse = (node: Node, message: string): never => {
    throw new CompileError(message, stripped.placeOf(node.start));
  };
  walk(program, (node) => {
    if (node.type === 'MetaProperty' && stripped.code.startsWith('import', node.start)) {
      refuse(node, '`import.meta` has no meaning here: the program is no file');
    }
    if (node.type === 'Identifier' && String(Reflect.get(node, 'name')).startsWith(RUNTIME)) {
      refuse(node, `Names that begin with \`${RUNTIME}\` are kept for the runner`);
    }
  });
}

/** The result of a block is that of its last statement; declarations of functions do not count. */
function wrapResult(program: Program, wrappings: Wrapping[]): void {
  const last = program.body.findLast(
    ({ type }) => !/^(Empty|FunctionDecl|Import|ExportNamed|ExportAll)/.test(type),
  );
  if (last?.type !== 'ExpressionStatement') return;
  if (wrappings.some(({ node }) => node === last)) return;
  const { expression } = last;
  const called = expression.type === 'AwaitExpression' ? expression.argument : expression;
  const quiet = called.type === 'CallExpression';
  // Outermost first: the claim on the same expression stays inside.
  wrappings.unshift({
    node: expression,
    before: `${RUNTIME}.result(${quiet}, (`,
    after: '))',
  });
}
