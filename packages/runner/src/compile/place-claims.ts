import type { Comment, Expression, ExpressionStatement, Node, Program } from 'acorn';
import { ClaimError, parseClaim } from '../claims/parse-claim.js';
import type { Claim } from '../protocol.js';
import { CompileError } from './compile-error.js';
import { RUNTIME } from './rewrite-imports.js';
import { lastAtMost, type Stripped } from './strip-types.js';
import { walk } from './syntax-tree.js';

/** Text to put around parts of the program; the innermost pair of a part comes last. */
export interface Wrapping {
  node: { start: number; end: number };
  before: string;
  after: string;
}

/** Where a claim may attach: the expression whose value it speaks of, and its statement. */
interface Target {
  statement: Node;
  expression: Expression;
  end: number;
}

/**
 * Reads each `//=>` comment and finds the expression that ends before it, on the same line or
 * the line above. An expression that is reached many times must fit its claim each time.
 *
 * @throws CompileError for a claim that is malformed or follows no expression.
 */
export function placeClaims(
  program: Program,
  comments: Comment[],
  stripped: Stripped,
): { claims: Claim[]; wrappings: Wrapping[] } {
  const claims: Claim[] = [];
  const wrappings: Wrapping[] = [];
  const written = comments.filter(({ type, value }) => type === 'Line' && value.startsWith('=>'));
  const targets = written.length > 0 ? findTargets(program) : [];
  for (const comment of written) {
    const claim = readClaim(comment, stripped);
    const target = targetBefore(comment, targets, stripped);
    wrappings.push(wrap(target, claim, claims.length));
    claims.push(claim);
  }
  return { claims, wrappings };
}

function readClaim(comment: Comment, stripped: Stripped): Claim {
  const { line } = stripped.placeOf(comment.start);
  const expected = comment.value.slice('=>'.length).trim();
  try {
    return { line, expected, check: parseClaim(expected) };
  } catch (error) {
    if (error instanceof ClaimError)
      throw new CompileError(error.message, placeOf(comment, stripped));
    throw error;
  }
}

/** A comment is no token, so its column is found in the reader's own line. */
function placeOf(comment: Comment, stripped: Stripped) {
  const { line, column } = stripped.placeOf(comment.start);
  const found = stripped.lineOf(line).lastIndexOf('//=>');
  return { line, column: found === -1 ? column : found + 1 };
}

/** All targets, by their end; of those that end together, the innermost comes last. */
function findTargets(program: Program): Target[] {
  const targets: Target[] = [];
  walk(program, (node, parent) => {
    if (node.type === 'ExpressionStatement') {
      const { expression } = node as ExpressionStatement;
      targets.push({ statement: node, expression: spoken(expression), end: expression.end });
    } else if (node.type === 'VariableDeclaration' && !/^For/.test(parent?.type ?? '')) {
      const { declarations } = node as Node & { declarations: { init?: Expression | null }[] };
      const init = declarations.length === 1 ? declarations[0]?.init : null;
      if (init) targets.push({ statement: node, expression: init, end: init.end });
    }
  });
  return targets.sort((one, other) => one.end - other.end);
}

/** `console.log(x) //=> 3` and `display(x) //=> 3` speak of x: the call itself gives nothing. */
function spoken(expression: Expression): Expression {
  if (expression.type !== 'CallExpression' || expression.arguments.length !== 1) return expression;
  const { callee } = expression;
  const argument = expression.arguments[0]!;
  const shows =
    (callee.type === 'Identifier' && callee.name === 'display') ||
    (callee.type === 'MemberExpression' &&
      callee.object.type === 'Identifier' &&
      callee.object.name === 'console');
  return shows && argument.type !== 'SpreadElement' ? argument : expression;
}

function targetBefore(comment: Comment, targets: Target[], stripped: Stripped): Target {
  const target = targets[lastAtMost(targets.length, (at) => targets[at]!.end, comment.start)];
  const gap = target ? stripped.code.slice(target.end, comment.start) : '';
  if (!target || !isNear(gap) || isOnTypes(gap, comment, stripped)) {
    throw new CompileError(
      'This claim follows no expression: `//=> value` goes after a statement that is an ' +
        'expression, or after the declaration of one variable',
      placeOf(comment, stripped),
    );
  }
  return target;
}

/** At most the end of a statement and one of a line lie between an expression and its claim. */
function isNear(gap: string): boolean {
  return /^(?:;|\n|;\n)?$/.test(gap.replace(/[^\S\n]+/g, ''));
}

/** Whether the claim follows types, of which nothing is left in its own line. */
function isOnTypes(gap: string, comment: Comment, stripped: Stripped): boolean {
  if (!gap.includes('\n')) return false;
  const { line, column } = placeOf(comment, stripped);
  return (
    stripped
      .lineOf(line)
      .slice(0, column - 1)
      .trim() !== ''
  );
}

function wrap({ statement, expression }: Target, claim: Claim, index: number): Wrapping {
  if (claim.check.is !== 'throws') {
    return { node: expression, before: `${RUNTIME}.claim(${index}, (`, after: '))' };
  }
  if (statement.type !== 'ExpressionStatement') {
    throw new CompileError('A `throws` claim goes after an expression, not after a declaration', {
      line: claim.line,
      column: 1,
    });
  }
  const caught = `${RUNTIME}error`;
  return {
    node: statement,
    before: 'try { ',
    after: `; ${RUNTIME}.returned(${index}); } catch (${caught}) { ${RUNTIME}.threw(${index}, ${caught}); }`,
  };
}
