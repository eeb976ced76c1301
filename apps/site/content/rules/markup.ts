import type { MdxJsxAttribute, MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx-jsx';
import { visit } from 'unist-util-visit';
import type { Finding, Lesson } from '../lesson';
import { lineOf } from '../lesson';

type Element = MdxJsxFlowElement | MdxJsxTextElement;

/** The plain elements that a lesson may use; pictures and exercises are components. */
const ELEMENTS = ['details', 'summary', 'kbd', 'sub', 'sup', 'br'];
const IMPORT = /^import \{[\w\s,]+\} from '@site\/src\/(?:lesson|lab)';$/;

/**
 * A lesson is text. What it may hold beside Markdown is listed here, so that a lesson from
 * anybody can be built without running code of its own.
 */
export function checkMarkup({ tree }: Lesson): Finding[] {
  const findings: Finding[] = [];
  const imported = importedNames(tree);
  visit(tree, (node) => {
    const report = (message: string) => findings.push({ line: lineOf(node), message });
    switch (node.type) {
      case 'mdxjsEsm':
        for (const statement of statements(node.value)) {
          if (!IMPORT.test(statement)) report(`a lesson may not hold \`${statement}\``);
        }
        break;
      case 'mdxFlowExpression':
      case 'mdxTextExpression':
        if (!/^\s*\/\*[\s\S]*\*\/\s*$/.test(node.value)) {
          report(`a lesson may not hold the expression {${node.value}}`);
        }
        break;
      case 'mdxJsxFlowElement':
      case 'mdxJsxTextElement':
        for (const message of checkElement(node, imported)) report(message);
        break;
      case 'html':
        report('raw HTML is not allowed');
        break;
      default:
    }
  });
  return findings;
}

const statements = (text: string) =>
  text
    .split(/(?<=;)\s*\n|\n(?=import|export)/)
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** What a lesson has from the course's own components: their names and their data. */
function importedNames(tree: Lesson['tree']): Set<string> {
  const names = new Set<string>();
  visit(tree, 'mdxjsEsm', (node) => {
    for (const statement of statements(node.value)) {
      if (!IMPORT.test(statement)) continue;
      const list = statement.slice(statement.indexOf('{') + 1, statement.indexOf('}'));
      for (const name of list.split(',')) if (name.trim() !== '') names.add(name.trim());
    }
  });
  return names;
}

function checkElement({ name, attributes }: Element, imported: ReadonlySet<string>): string[] {
  const component = /^[A-Z]\w*$/.test(name ?? '');
  if (!component && !ELEMENTS.includes(name ?? '')) {
    return [`<${name ?? ''}> is not among ${ELEMENTS.join(', ')} and the components`];
  }
  const messages: string[] = [];
  for (const attribute of attributes) {
    if (attribute.type === 'mdxJsxAttribute') {
      if (!component) messages.push(`<${name}> may not have the attribute ${attribute.name}`);
      messages.push(...checkAttribute(`<${name} ${attribute.name}>`, attribute, imported));
    } else if (!component || !imported.has(attribute.value.replace(/^\.\.\./, ''))) {
      messages.push(`<${name}> may not spread {${attribute.value}}`);
    }
  }
  return messages;
}

function checkAttribute(
  where: string,
  { name, value }: MdxJsxAttribute,
  imported: ReadonlySet<string>,
): string[] {
  if (/^on[A-Z]?|^dangerously|^style$/i.test(name)) return [`${where} is not allowed`];
  if (value === null || value === undefined) return [];
  const text = typeof value === 'string' ? value : value.value;
  if (/^\s*(?:https?:|\/\/|javascript:|data:)/i.test(text)) {
    return [`${where} may not name a remote address`];
  }
  if (typeof value === 'string') return [];
  const onlyData = value.data?.estree?.body.every(
    (statement) =>
      statement.type === 'ExpressionStatement' && isData(statement.expression as Syntax, imported),
  );
  return onlyData ? [] : [`${where} may hold data only, no code: {${text}}`];
}

/** What is read of a syntax node; which fields there are depends on its type. */
interface Syntax {
  type: string;
  name?: string;
  argument?: Syntax;
  expressions?: Syntax[];
  elements?: (Syntax | null)[];
  properties?: Syntax[];
  computed?: boolean;
  value?: unknown;
}

/** Numbers, texts, imported data, lists and objects of them. */
function isData(node: Syntax | null | undefined, imported: ReadonlySet<string>): boolean {
  switch (node?.type) {
    case 'Literal':
      return true;
    case 'Identifier':
      return imported.has(node.name ?? '');
    case 'TemplateLiteral':
      return node.expressions?.length === 0;
    case 'UnaryExpression':
      return isData(node.argument, imported);
    case 'ArrayExpression':
      return node.elements!.every((element) => isData(element, imported));
    case 'ObjectExpression':
      return node.properties!.every(
        ({ type, computed, value }) =>
          type === 'Property' && !computed && isData(value as Syntax, imported),
      );
    default:
      return false;
  }
}
