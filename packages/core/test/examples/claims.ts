import { type Expression, parseExpressionAt } from 'acorn';

/** What a `//=>` comment says an expression gives: a literal, read but never run. */
export type Claim =
  | { kind: 'number'; value: number; tolerance: number }
  | { kind: 'list'; items: Claim[] }
  | { kind: 'record'; fields: Map<string, Claim> }
  | { kind: 'value'; value: unknown };

/**
 * Reads a claim.
 *
 * @throws SyntaxError when it is not a literal
 */
export function readClaim(text: string): Claim {
  const node = parseExpressionAt(text, 0, { ecmaVersion: 'latest' });
  if (text.slice(node.end).trim() !== '') refuse(text);
  return toClaim(node, text);
}

/** Whether a value is what was claimed. A number has to agree to the digits that were written. */
export function meets(claim: Claim, received: unknown): boolean {
  switch (claim.kind) {
    case 'number':
      return typeof received === 'number' && numbersMeet(claim, received);
    case 'list':
      return isList(received) && listsMeet(claim.items, Array.from(received));
    case 'record':
      return recordsMeet(claim.fields, received);
    case 'value':
      return Object.is(claim.value, received);
  }
}

function toClaim(node: Expression, text: string): Claim {
  const written = text.slice(node.start, node.end);
  switch (node.type) {
    case 'Literal':
      if (typeof node.value === 'number') return numberClaim(node.value, written);
      return { kind: 'value', value: node.value };
    case 'UnaryExpression':
      return negated(node.operator, toClaim(node.argument, text), text);
    case 'Identifier':
      return namedClaim(node.name, text);
    case 'ArrayExpression':
      return {
        kind: 'list',
        items: node.elements.map((element) =>
          toClaim((element ?? refuse(text)) as Expression, text),
        ),
      };
    case 'ObjectExpression':
      return { kind: 'record', fields: fieldsOf(node.properties, text) };
    default:
      return refuse(text);
  }
}

function fieldsOf(
  properties: Extract<Expression, { type: 'ObjectExpression' }>['properties'],
  text: string,
): Map<string, Claim> {
  const fields = properties.map((property): [string, Claim] => {
    if (property.type !== 'Property' || property.computed) return refuse(text);
    const { key, value } = property;
    const name = key.type === 'Identifier' ? key.name : key.type === 'Literal' ? key.value : null;
    return [String(name ?? refuse(text)), toClaim(value, text)];
  });
  return new Map(fields);
}

/** 0.33 claims 0.33 ± 0.005; 3 claims exactly 3. */
function numberClaim(value: number, written: string): Claim {
  const [digits = '', exponent = '0'] = written.toLowerCase().split('e');
  const decimals = digits.split('.')[1]?.length;
  if (decimals === undefined && !written.toLowerCase().includes('e')) {
    return { kind: 'number', value, tolerance: 0 };
  }
  const unit = 10 ** (Number(exponent) - (decimals ?? 0));
  return { kind: 'number', value, tolerance: (unit / 2) * (1 + 1e-9) };
}

function namedClaim(name: string, text: string): Claim {
  if (name === 'NaN') return { kind: 'number', value: Number.NaN, tolerance: 0 };
  if (name === 'Infinity') {
    return { kind: 'number', value: Number.POSITIVE_INFINITY, tolerance: 0 };
  }
  return name === 'undefined' ? { kind: 'value', value: undefined } : refuse(text);
}

function negated(operator: string, claim: Claim, text: string): Claim {
  if (operator !== '-' || claim.kind !== 'number') return refuse(text);
  return { ...claim, value: -claim.value };
}

function numbersMeet(claim: { value: number; tolerance: number }, received: number): boolean {
  if (Number.isNaN(claim.value)) return Number.isNaN(received);
  return claim.value === received || Math.abs(claim.value - received) <= claim.tolerance;
}

const isList = (value: unknown): value is ArrayLike<unknown> =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && 'length' in value);

function listsMeet(claims: readonly Claim[], received: readonly unknown[]): boolean {
  return claims.length === received.length && claims.every((claim, i) => meets(claim, received[i]));
}

function recordsMeet(fields: ReadonlyMap<string, Claim>, received: unknown): boolean {
  if (typeof received !== 'object' || received === null || isList(received)) return false;
  const keys = Object.keys(received);
  if (keys.length !== fields.size) return false;
  return keys.every((key) => {
    const claim = fields.get(key);
    return claim !== undefined && meets(claim, (received as Record<string, unknown>)[key]);
  });
}

function refuse(text: string): never {
  throw new SyntaxError(`expected a literal behind //=>, received ${text.trim()}`);
}
