import { type Comment, type Node, type Program, parse } from 'acorn';
import { type Claim, meets, readClaim } from './claims.js';

/** A claim that does not hold. */
export interface Failure {
  /** The claim as it was written. */
  claimed: string;
  received: unknown;
}

interface PlacedClaim {
  written: string;
  claim: Claim;
  /** The expression that it is about, as a part of the code. */
  start: number;
  end: number;
}

/**
 * Runs an example and checks its claims.
 *
 * @param code plain JavaScript; a claim stands behind the expression that it is about
 * @param scope the names that the code may use without an import
 * @returns the claims that do not hold, and how many there were
 * @throws SyntaxError when it does not parse or a claim is not a literal
 */
export async function runExample(
  code: string,
  scope: Readonly<Record<string, unknown>>,
): Promise<{ claims: number; failures: Failure[] }> {
  const comments: Comment[] = [];
  const program = parse(code, {
    ecmaVersion: 'latest',
    sourceType: 'module',
    onComment: comments,
  });
  const placed = comments
    .filter(({ value, type }) => type === 'Line' && value.startsWith('=>'))
    .map((comment) => placeClaim(program, comment));
  const failures: Failure[] = [];
  const check = (index: number, received: unknown): void => {
    const { claim, written } = placed[index]!;
    if (!meets(claim, received)) failures.push({ claimed: written, received });
  };
  const own = ownNames(program);
  const names = Object.keys(scope).filter((name) => !own.has(name));
  const run = new AsyncFunction('$claim', ...names, withChecks(code, placed));
  await run(check, ...names.map((name) => scope[name]));
  return { claims: placed.length, failures };
}

const AsyncFunction = (async () => {}).constructor as new (
  ...parts: string[]
) => (...args: unknown[]) => Promise<void>;

/** The last expression statement, at any depth, that ends before the comment. */
function placeClaim(program: Program, { value, start }: Comment): PlacedClaim {
  const written = value.slice(2).trim();
  const before = statementsOf(program).filter((statement) => statement.end <= start);
  const last = before.reduce<Node | null>((a, b) => (a && a.end > b.end ? a : b), null);
  if (!last) throw new SyntaxError(`expected an expression before //=> ${written}, received none`);
  const { expression } = last as Node & { expression: Node };
  return { written, claim: readClaim(written), start: expression.start, end: expression.end };
}

function statementsOf(node: unknown): Node[] {
  if (Array.isArray(node)) return node.flatMap(statementsOf);
  if (typeof node !== 'object' || node === null) return [];
  const inner = Object.values(node).flatMap(statementsOf);
  return (node as Node).type === 'ExpressionStatement' ? [node as Node, ...inner] : inner;
}

/** Names that the code declares at its top, which would clash with those of the scope. */
function ownNames({ body }: Program): Set<string> {
  const names = body.flatMap((statement) => {
    if (statement.type === 'VariableDeclaration') {
      return statement.declarations.flatMap(({ id }) => namesIn(id));
    }
    const declares =
      statement.type === 'FunctionDeclaration' || statement.type === 'ClassDeclaration';
    return declares && statement.id ? [statement.id.name] : [];
  });
  return new Set(names);
}

function namesIn(pattern: Node): string[] {
  const node = pattern as Node & Record<string, unknown>;
  if (node.type === 'Identifier') return [String(node.name)];
  if (node.type === 'Property') return namesIn(node.value as Node);
  const parts = [node.properties, node.elements, node.argument, node.left].flat();
  return parts.flatMap((part) => (part ? namesIn(part as Node) : []));
}

function withChecks(code: string, claims: readonly PlacedClaim[]): string {
  // From the end, so that the places before stay true.
  const fromTheEnd = claims.map((claim, index) => ({ ...claim, index })).reverse();
  return fromTheEnd.reduce((text, { start, end, index }) => {
    const expression = text.slice(start, end);
    return `${text.slice(0, start)}$claim(${index}, await (${expression}))${text.slice(end)}`;
  }, code);
}
