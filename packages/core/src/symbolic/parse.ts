import type { MathNode } from 'mathjs/number';
import { describe } from '../errors/describe.js';
import { algebra, FUNCTIONS, OPERATORS, visit } from './algebra.js';
import { ExpressionError } from './expression-error.js';

/** Where a text comes from, for the error messages. */
export interface Origin {
  operation: string;
  line: number;
  /** Characters of the line before the text. */
  offset: number;
}

/** What mathjs says, and what it would have accepted there. */
const EXPECTED: readonly [said: RegExp, expected: string, hint: string][] = [
  [/Unexpected end/, 'a number, a name or "("', 'the text ends too early'],
  [/Value expected/, 'a number, a name or "("', 'two operators may stand side by side'],
  [/Parenthesis \) expected/, '")"', 'close each parenthesis that was opened'],
  [/Unexpected part/, 'an operator or the end', 'write * between factors'],
  [/Unexpected operator/, 'a number, a name or "("', 'remove the operator, or write what it joins'],
];
const OTHERWISE = ['a number, a name, an operator or a parenthesis', 'remove the sign'] as const;

/** Names that mathjs reads as numbers, so that they cannot be variables. */
const CONSTANTS = new Set(
  'e E i pi PI tau phi LN2 LN10 LOG2E LOG10E SQRT1_2 SQRT2 Infinity NaN null undefined true false version end'.split(
    ' ',
  ),
);

/**
 * Reads one expression.
 *
 * @throws ExpressionError when the text does not parse, or uses what the engine cannot run
 */
export function parseExpression(source: string, origin: Origin): MathNode {
  if (typeof source !== 'string' || source.trim() === '') {
    throw refusal(source, origin, 0, 'an expression such as "(y - yhat)^2"', 'write one');
  }
  const tree = parseText(source, origin);
  visit(tree, (node) => checkNode(node, source, origin));
  return withoutParentheses(tree);
}

/** @throws ExpressionError when a variable cannot have this name */
export function checkName(name: string, source: string, origin: Origin): void {
  const at = Math.max(0, source.indexOf(name));
  if (!/^[A-Za-z_][A-Za-z_0-9]*$/.test(name)) {
    throw refusal(source, origin, at, 'a name of letters and digits', 'such as h1 or yhat', name);
  }
  if (CONSTANTS.has(name)) {
    const hint = `${name} is a constant or reserved; choose another name`;
    throw refusal(source, origin, at, 'the name of a variable', hint, `"${name}"`);
  }
  if ((FUNCTIONS as readonly string[]).includes(name)) {
    const hint = `${name} is a function; choose another name, or call it`;
    throw refusal(source, origin, at, 'the name of a variable', hint, `"${name}"`);
  }
}

/** The error for `source`, whose character at `at` (from 0) does not fit. */
export function refusal(
  source: unknown,
  { operation, line, offset }: Origin,
  at: number,
  expected: string,
  hint: string,
  received = describe(source),
): ExpressionError {
  const position = offset + at + 1;
  const place = line > 1 ? `line ${line}, column ${position}` : `column ${position}`;
  return new ExpressionError({
    operation,
    expected: `${expected} at ${place}`,
    received,
    hint,
    position,
    line,
  });
}

function parseText(source: string, origin: Origin): MathNode {
  try {
    return algebra.parse(source);
  } catch (error) {
    if (error instanceof RangeError) {
      throw refusal(source, origin, 0, 'less nesting', 'split the expression into steps');
    }
    const { message, char = 1 } = error as Error & { char?: number };
    const known = EXPECTED.find(([said]) => said.test(message));
    const [expected, hint] = known ? [known[1], known[2]] : OTHERWISE;
    throw refusal(source, origin, char - 1, expected, hint);
  }
}

function checkNode(node: MathNode, source: string, origin: Origin): void {
  if (algebra.isParenthesisNode(node)) return;
  if (algebra.isSymbolNode(node)) return checkName(node.name, source, origin);
  if (algebra.isConstantNode(node)) return checkConstant(node.value, source, origin);
  if (algebra.isOperatorNode(node)) return checkOperator(node.fn, node.op, source, origin);
  if (algebra.isFunctionNode(node)) return checkCall(node.fn, node.args.length, source, origin);
  const expected = `only ${FUNCTIONS.join(', ')} and + - * / ^`;
  throw refusal(source, origin, 0, expected, `${node.type} is not supported`);
}

function checkConstant(value: unknown, source: string, origin: Origin): void {
  if (typeof value === 'number' && Number.isFinite(value)) return;
  const at = Math.max(0, source.indexOf(String(value)));
  throw refusal(source, origin, at, 'a finite number', 'texts and infinities are not supported');
}

function checkOperator(fn: string, op: string, source: string, origin: Origin): void {
  if (fn in OPERATORS) return;
  const at = Math.max(0, source.indexOf(op));
  throw refusal(source, origin, at, 'one of + - * / ^', `"${op}" is not supported`);
}

function checkCall(fn: unknown, count: number, source: string, origin: Origin): void {
  const name = typeof fn === 'string' ? fn : String((fn as { name?: string }).name ?? fn);
  const at = Math.max(0, source.indexOf(name));
  if (!(FUNCTIONS as readonly string[]).includes(name)) {
    const hint = `"${name}" is not one; to multiply, write ${name} * (…)`;
    throw refusal(source, origin, at, `a function out of ${FUNCTIONS.join(', ')}`, hint);
  }
  if (count !== 1) {
    const received = `${count} arguments`;
    throw refusal(source, origin, at, `one argument for ${name}`, `write ${name}(x)`, received);
  }
}

/** The same tree without parenthesis nodes: a tree does not need them, and writers add their own. */
function withoutParentheses(tree: MathNode): MathNode {
  return tree.transform((node) => {
    let inner = node;
    while (algebra.isParenthesisNode(inner)) inner = inner.content;
    return inner;
  });
}
