import type { Node, Program } from 'acorn';
import type { Wrapping } from './place-claims.js';
import { RUNTIME } from './rewrite-imports.js';
import { walk } from './syntax-tree.js';

const TICK = `${RUNTIME}.tick()`;
const LOOP = /^(For|ForIn|ForOf|While|DoWhile)Statement$/;
const FUNCTION = /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/;

/**
 * Puts a call of the guard at the beginning of every loop's body and of every function's. All
 * code of the reader that can go on for ever passes through one of them again and again:
 * recursion, generators and chains of promises as well as plain loops.
 *
 * The call stands before any `try` of that body, so no `catch` or `finally` of the same body can
 * keep a loop alive whose guard throws.
 *
 * @returns Text to put into the program, outermost part first.
 */
export function guardLoops(program: Program): Wrapping[] {
  const guards: Wrapping[] = [];
  walk(program, (node) => {
    const { body } = node as Node & { body?: Node };
    if (!body) return;
    if (LOOP.test(node.type)) guards.push(atStart(body) ?? around(body, `{${TICK};`, '}'));
    else if (FUNCTION.test(node.type))
      guards.push(atStart(body) ?? around(body, `(${TICK}, `, ')'));
  });
  return guards;
}

/** After the brace of a block; null when the body has no braces. */
function atStart(body: Node): Wrapping | null {
  if (body.type !== 'BlockStatement') return null;
  const place = body.start + 1;
  return { node: { start: place, end: place }, before: `${TICK};`, after: '' };
}

function around({ start, end }: Node, before: string, after: string): Wrapping {
  return { node: { start, end }, before, after };
}
