import type { MdxJsxAttribute, MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx-jsx';
import { visit } from 'unist-util-visit';
import type { Course } from '../check-lesson';
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
export function checkMarkup({ tree, slug }: Lesson, course: Course): Finding[] {
  const findings: Finding[] = [];
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
        for (const message of checkElement(node, course.exercises)) report(message);
        break;
      case 'html':
        report('raw HTML is not allowed');
        break;
      default:
    }
  });
  return findings.map(({ line, message }) => ({ line, message: `${message} (${slug})` }));
}

const statements = (text: string) =>
  text
    .split(/(?<=;)\s*\n|\n(?=import|export)/)
    .map((part) => part.trim())
    .filter((part) => part !== '');

function checkElement({ name, attributes }: Element, exercises: ReadonlySet<string>): string[] {
  const component = /^[A-Z]\w*$/.test(name ?? '');
  if (!component && !ELEMENTS.includes(name ?? '')) {
    return [`<${name ?? ''}> is not among ${ELEMENTS.join(', ')} and the components`];
  }
  const messages: string[] = [];
  for (const attribute of attributes) {
    if (attribute.type !== 'mdxJsxAttribute') {
      messages.push(`<${name}> may not spread its attributes`);
      continue;
    }
    if (!component) messages.push(`<${name}> may not have the attribute ${attribute.name}`);
    messages.push(...checkAttribute(`<${name} ${attribute.name}>`, attribute));
  }
  if (name === 'Exercise') messages.push(...checkExercise(attributes, exercises));
  return messages;
}

function checkAttribute(where: string, { name, value }: MdxJsxAttribute): string[] {
  if (/^on[A-Z]?|^dangerously|^style$/i.test(name)) return [`${where} is not allowed`];
  if (value === null || value === undefined) return [];
  const text = typeof value === 'string' ? value : value.value;
  if (/^\s*(?:https?:|\/\/|javascript:|data:)/i.test(text)) {
    return [`${where} may not name a remote address`];
  }
  if (typeof value === 'string') return [];
  const isData = value.data?.estree?.body.every(
    (statement) =>
      statement.type === 'ExpressionStatement' && isLiteral(statement.expression as Syntax),
  );
  return isData ? [] : [`${where} may hold data only, no code: {${text}}`];
}

/** What is read of a syntax node; which fields there are depends on its type. */
interface Syntax {
  type: string;
  argument?: Syntax;
  expressions?: Syntax[];
  elements?: (Syntax | null)[];
  properties?: Syntax[];
  computed?: boolean;
  value?: unknown;
}

/** Numbers, texts, lists and objects of them. */
function isLiteral(node: Syntax | null | undefined): boolean {
  switch (node?.type) {
    case 'Literal':
      return true;
    case 'TemplateLiteral':
      return node.expressions?.length === 0;
    case 'UnaryExpression':
      return isLiteral(node.argument);
    case 'ArrayExpression':
      return node.elements!.every(isLiteral);
    case 'ObjectExpression':
      return node.properties!.every(
        ({ type, computed, value }) =>
          type === 'Property' && !computed && isLiteral(value as Syntax),
      );
    default:
      return false;
  }
}

function checkExercise(attributes: Element['attributes'], known: ReadonlySet<string>): string[] {
  const id = attributes.find(
    (one): one is MdxJsxAttribute => one.type === 'mdxJsxAttribute' && one.name === 'id',
  )?.value;
  if (typeof id !== 'string') return ['<Exercise> must name an exercise: id="…"'];
  return known.has(id) ? [] : [`<Exercise id="${id}">: there is no such exercise`];
}
