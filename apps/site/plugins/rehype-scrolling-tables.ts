import { visit } from 'unist-util-visit';

interface Element {
  tagName?: string;
  properties?: Record<string, unknown>;
}

/**
 * A rehype plugin that lets the keyboard reach tables: on a narrow screen a wide one scrolls by
 * itself, and what scrolls must be scrollable without a pointer.
 */
export function rehypeScrollingTables() {
  return (tree: unknown): void => {
    visit(tree as never, 'element', (node: Element) => {
      if (node.tagName === 'table') node.properties = { ...node.properties, tabIndex: 0 };
    });
  };
}
