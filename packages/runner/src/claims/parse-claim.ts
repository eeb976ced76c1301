import { type Expression, type Pattern, parseExpressionAt, type SpreadElement } from 'acorn';
import type { Check } from '../protocol.js';

/** Why the text after `//=>` says nothing that can be checked. */
export class ClaimError extends Error {
  override readonly name = 'ClaimError';
}

const ELLIPSIS = '$more$';
const EXPECTED =
  'A claim is a literal (a number, string, boolean, null, undefined, NaN, Infinity, ' +
  'or an array or object of those) or `throws Name: part of the message`';

/**
 * Reads the text after `//=>`. The text is parsed, never evaluated.
 *
 * A number with a decimal point or an exponent promises the digits that are written: it agrees
 * with every value within half a unit of its last digit. A whole number agrees within 1e-6,
 * relative above 1.
 *
 * @param text What follows `//=>`.
 * @returns The claim as data, for `claimFits`.
 * @throws ClaimError when the text is not a literal.
 * @example
 * parseClaim('[1, 2, …]') //=> {is: 'array', more: true, …}
 */
export function parseClaim(text: string): Check {
  const trimmed = text.trim();
  const throws = /^throws(?:\s+([A-Za-z_$][\w$]*))?\s*(?::\s*(.*))?$/s.exec(trimmed);
  if (throws) return { is: 'throws', name: throws[1] ?? '', message: (throws[2] ?? '').trim() };
  if (trimmed === '') throw new ClaimError(`This claim is empty. ${EXPECTED}`);
  const source = spellEllipses(trimmed);
  return toCheck(parseLiteral(source), source);
}

/** Makes a closing `...` or `…` something that JavaScript's grammar knows. */
function spellEllipses(text: string): string {
  // A string without an end reaches to the end of the text: so no character is looked at twice.
  const strings =
    /"(?:\\.|[^"\\])*(?:"|$)|'(?:\\.|[^'\\])*(?:'|$)|`(?:\\.|[^`\\])*(?:`|$)|(?:…|\.\.\.)(?=\s*[\]}])/gs;
  return text.replace(strings, (found) => (/^["'`]/.test(found) ? found : `...${ELLIPSIS}`));
}

function parseLiteral(source: string): Expression {
  // Parentheses make `{…}` an object and show whatever follows the literal as an error.
  const wrapped = `(${source}\n)`;
  try {
    const node = parseExpressionAt(wrapped, 0, { ecmaVersion: 'latest', sourceType: 'module' });
    if (wrapped.slice(node.end).trim() !== ')' && node.end !== wrapped.length) {
      throw new ClaimError(`This claim goes on after its value. ${EXPECTED}`);
    }
    return node;
  } catch (error) {
    if (error instanceof ClaimError) throw error;
    throw new ClaimError(`This claim cannot be read. ${EXPECTED}`, { cause: error });
  }
}

function toCheck(node: Expression | SpreadElement | Pattern | null, source: string): Check {
  switch (node?.type) {
    case 'Literal':
      return literal(node.value, node.raw ?? '', node.bigint ?? undefined);
    case 'TemplateLiteral':
      if (node.expressions.length === 0) {
        return { is: 'string', text: node.quasis[0]?.value.cooked ?? '' };
      }
      break;
    case 'Identifier':
      if (node.name === 'undefined') return { is: 'undefined' };
      if (node.name === 'NaN' || node.name === 'Infinity') {
        return { is: 'number', text: node.name, within: 0 };
      }
      break;
    case 'UnaryExpression':
      if (node.operator === '-' || node.operator === '+') {
        return signed(node.operator, toCheck(node.argument, source));
      }
      break;
    case 'ArrayExpression': {
      const { kept, more } = withoutEllipsis(node.elements);
      return { is: 'array', items: kept.map((item) => toCheck(item, source)), more };
    }
    case 'ObjectExpression': {
      const { kept, more } = withoutEllipsis(node.properties);
      return { is: 'object', entries: kept.map((property) => entry(property, source)), more };
    }
    default:
  }
  const found = node ? source.slice(node.start - 1, node.end - 1) : 'a hole';
  throw new ClaimError(`This claim holds \`${found}\`, which is not a literal. ${EXPECTED}`);
}

type Member = Extract<Expression, { type: 'ObjectExpression' }>['properties'][number];

function entry(property: Member, source: string): [string, Check] {
  if (property.type === 'Property' && !property.computed && property.kind === 'init') {
    const { key, value } = property;
    if (key.type === 'Identifier') return [key.name, toCheck(value, source)];
    if (key.type === 'Literal') return [String(key.value), toCheck(value, source)];
  }
  throw new ClaimError(`This claim has an entry that is not \`name: literal\`. ${EXPECTED}`);
}

function withoutEllipsis<T extends { type: string } | null>(members: T[]) {
  const last = members.at(-1) as SpreadElement | null | undefined;
  const more =
    last?.type === 'SpreadElement' &&
    last.argument.type === 'Identifier' &&
    last.argument.name === ELLIPSIS;
  return { kept: more ? members.slice(0, -1) : members, more };
}

function literal(value: unknown, raw: string, bigint: string | undefined): Check {
  if (bigint !== undefined) return { is: 'bigint', text: bigint };
  if (typeof value === 'number') return { is: 'number', text: String(value), within: within(raw) };
  if (typeof value === 'string') return { is: 'string', text: value };
  if (typeof value === 'boolean') return { is: 'boolean', value };
  if (value === null) return { is: 'null' };
  throw new ClaimError(`This claim holds \`${raw}\`, which is not a literal. ${EXPECTED}`);
}

function signed(sign: '+' | '-', check: Check): Check {
  if (check.is === 'number') {
    return sign === '+' ? check : { ...check, text: `-${check.text}` };
  }
  if (check.is === 'bigint' && sign === '-') return { is: 'bigint', text: `-${check.text}` };
  throw new ClaimError(`This claim puts a sign before something that is not a number. ${EXPECTED}`);
}

/** How far a value may lie from the number that is written `raw`. */
function within(raw: string): number {
  const digits = raw.replaceAll('_', '').toLowerCase();
  const value = Math.abs(Number(digits));
  const written = /^\d*(?:\.(\d*))?(?:e([+-]?\d+))?$/.exec(digits);
  if (!written || !/[.e]/.test(digits)) return 1e-6 * Math.max(1, value);
  const places = (written[1]?.length ?? 0) - Number(written[2] ?? 0);
  const half = Number(`5e${-places - 1}`);
  // The difference of two doubles is itself rounded, so a tie needs the last bit of slack; where
  // half a digit is finer than a double, equality is meant.
  const lastBit = value * Number.EPSILON;
  return half > 4 * lastBit ? half + lastBit : half;
}
