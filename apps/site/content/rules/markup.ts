import type { MdxJsxAttribute, MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx-jsx';
import { visit } from 'unist-util-visit';
import type { Course } from '../check-lesson';
import type { Finding, Lesson } from '../lesson';
import { lineOf } from '../lesson';

type Element = MdxJsxFlowElement | MdxJsxTextElement;
type Located = Parameters<typeof lineOf>[0];

/** The plain elements that a lesson may use; pictures and exercises are components. */
const ELEMENTS = ['details', 'summary', 'kbd', 'sub', 'sup', 'br'];
/** What needs no import, being on every page. */
const WITHOUT_IMPORT = ['Exercise'];
const IMPORT = /^import \{[\w\s,]+\} from '@site\/src\/lesson';$/;

/**
 * A lesson is text. What it may hold beside Markdown is listed here, so that a lesson from
 * anybody can be built without running code of its own.
 */
export function checkMarkup({ tree }: Lesson, { parts }: Course): Finding[] {
  const imports = readImports(tree);
  const findings = parts ? checkImports(imports, parts) : [];
  const imported = new Set(imports.map(({ local }) => local));
  visit(tree, (node) => {
    const report = (message: string) => findings.push({ line: lineOf(node), message });
    switch (node.type) {
      case 'mdxjsEsm':
        for (const { text, line } of statements(node)) {
          if (IMPORT.test(text)) continue;
          findings.push({ line, message: `a lesson may not hold \`${text}\`` });
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

/** The statements of a part of a lesson that is code, each with its line. */
function statements(node: Located & { value: string }): { text: string; line: number }[] {
  let at = 0;
  return node.value
    .split(/(?<=;)\s*\n|\n(?=import|export)/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((text) => {
      const start = node.value.indexOf(text, at);
      at = start + text.length;
      return { text, line: lineOf(node) + newlines(node.value.slice(0, start)) };
    });
}

const newlines = (text: string) => text.split('\n').length - 1;

/** A name that a lesson imports: as it is exported, and as the lesson calls it. */
interface Import {
  exported: string;
  local: string;
  line: number;
}

/** What a lesson has from the course's own components: their names and their data. */
function readImports(tree: Lesson['tree']): Import[] {
  const imports: Import[] = [];
  visit(tree, 'mdxjsEsm', (node) => {
    for (const { text, line } of statements(node)) {
      if (!IMPORT.test(text)) continue;
      const list = text.slice(0, text.indexOf('}'));
      for (const match of list.slice(list.indexOf('{')).matchAll(/(\w+)(?:\s+as\s+(\w+))?/g)) {
        const [, exported = '', local = exported] = match;
        const before = list.slice(0, list.indexOf('{') + match.index);
        imports.push({ exported, local, line: line + newlines(before) });
      }
    }
  });
  return imports;
}

/** Else only the build finds out, when it renders the page, and names no line. */
function checkImports(imports: readonly Import[], parts: readonly string[]): Finding[] {
  return imports
    .filter(({ exported }) => !parts.includes(exported))
    .map(({ exported, line }) => ({
      line,
      message: `import: expected a name that @site/src/lesson exports, received ${exported}; there are ${parts.toSorted().join(', ')}`,
    }));
}

function checkElement({ name, attributes }: Element, imported: ReadonlySet<string>): string[] {
  const component = /^[A-Z]\w*$/.test(name ?? '');
  if (!component && !ELEMENTS.includes(name ?? '')) {
    return [`<${name ?? ''}> is not among ${ELEMENTS.join(', ')} and the components`];
  }
  const messages: string[] = [];
  if (component && !imported.has(name!) && !WITHOUT_IMPORT.includes(name!)) {
    messages.push(`<${name}> is not imported; add it to the import from '@site/src/lesson'`);
  }
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
