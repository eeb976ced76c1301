import katex from 'katex';
import { SKIP, visit } from 'unist-util-visit';

/** The parts of a page's tree that are touched here. */
interface TreeNode {
  type: string;
  tagName?: string;
  value?: string;
  properties?: { className?: string[] };
  children?: TreeNode[];
}

/** KaTeX lists the undefined or unusual as a warning; in a course it is a mistake. */
const STRICT = { strict: 'error', throwOnError: true } as const;

/**
 * A rehype plugin that sets the formulas that remark-math has marked.
 *
 * A formula becomes one element with finished HTML, as a text. As a tree of elements, which
 * rehype-katex would make, the formulas are the larger half of a lesson's script.
 *
 * @throws ParseError of KaTeX for a formula that it cannot set; the build fails
 */
export function rehypeFormulas() {
  return (tree: unknown): void => {
    visit(tree as never, (node: TreeNode, index: number, parent: TreeNode) => {
      const code = node.tagName === 'pre' ? node.children?.[0] : node;
      const classes = code?.properties?.className ?? [];
      const displayMode = classes.includes('math-display');
      if (!displayMode && !classes.includes('math-inline')) return undefined;
      const source = code!.children?.[0]?.value ?? '';
      const html = katex.renderToString(source, { ...STRICT, displayMode });
      parent.children![index] = formula(html, displayMode) as TreeNode;
      return SKIP;
    });
  };
}

function formula(html: string, displayMode: boolean): unknown {
  const [type, name] = displayMode
    ? (['mdxJsxFlowElement', 'div'] as const)
    : (['mdxJsxTextElement', 'span'] as const);
  const className = displayMode ? 'formula formula--display' : 'formula';
  return {
    type,
    name,
    children: [],
    attributes: [
      { type: 'mdxJsxAttribute', name: 'className', value: className },
      {
        type: 'mdxJsxAttribute',
        name: 'dangerouslySetInnerHTML',
        value: {
          type: 'mdxJsxAttributeValueExpression',
          value: JSON.stringify({ __html: html }),
          data: { estree: htmlObject(html) },
        },
      },
    ],
  };
}

/** `{ __html: '…' }` as a program, which is how MDX takes an attribute's value. */
function htmlObject(html: string): unknown {
  return {
    type: 'Program',
    sourceType: 'module',
    body: [
      {
        type: 'ExpressionStatement',
        expression: {
          type: 'ObjectExpression',
          properties: [
            {
              type: 'Property',
              kind: 'init',
              method: false,
              shorthand: false,
              computed: false,
              key: { type: 'Identifier', name: '__html' },
              value: { type: 'Literal', value: html },
            },
          ],
        },
      },
    ],
  };
}
