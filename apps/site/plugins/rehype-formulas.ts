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
 * A rehype plugin that makes each formula that remark-math has marked a `BuiltFormula`, which sets it
 * when the page is built.
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
      katex.renderToString(source, { ...STRICT, displayMode });
      parent.children![index] = formula(source, displayMode) as TreeNode;
      return SKIP;
    });
  };
}

/** `<BuiltFormula latex="…" display />`; `display` without a value is true. */
function formula(latex: string, display: boolean): unknown {
  const attribute = (name: string, value: string | null) => ({
    type: 'mdxJsxAttribute',
    name,
    value,
  });
  return {
    type: display ? 'mdxJsxFlowElement' : 'mdxJsxTextElement',
    name: 'BuiltFormula',
    children: [],
    attributes: [attribute('latex', latex), ...(display ? [attribute('display', null)] : [])],
  };
}
