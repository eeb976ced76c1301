/** The parts of a page's tree that are touched here. */
interface TreeNode {
  type: string;
  name?: string | null;
  tagName?: string;
  properties?: Record<string, unknown>;
  children?: TreeNode[];
  position?: { start: { line: number }; end: { line: number } };
}

/**
 * How tall a line of a lesson's source becomes, in pixels: 24 to 33 in the sections of the lesson on
 * regression, at a width of 1280. It only has to be near, so that the scroll bar does not jump.
 */
const PER_LINE = 28;
/** A graded exercise is one line of the source. */
const PER_EXERCISE = 1300;

/** What belongs to the file and not to a place in it. */
const isOfTheFile = ({ type }: TreeNode) => type === 'mdxjsEsm';

function heightOf(nodes: readonly TreeNode[]): number {
  // With the empty line after each; between elements there are line ends as text.
  const lines = nodes.map(({ type, position }) =>
    position && type !== 'text' ? position.end.line - position.start.line + 2 : 0,
  );
  const exercises = nodes.filter(({ name }) => name === 'Exercise').length;
  return lines.reduce((sum, each) => sum + each, 0) * PER_LINE + exercises * PER_EXERCISE;
}

/**
 * A rehype plugin that puts each heading of the second level and what follows it into a
 * `<section>` of its own, with a guess of its height. The browser lays out a section when the
 * reader comes near it (`content-visibility` in `src/css/site.css`), so that a long lesson is there
 * as soon as a short one.
 */
export function rehypeSections() {
  return (tree: unknown): void => {
    const root = tree as TreeNode;
    const kept: TreeNode[] = [];
    const sections: TreeNode[][] = [];
    for (const node of root.children ?? []) {
      if (node.tagName === 'h2') {
        const children: TreeNode[] = [];
        sections.push(children);
        kept.push({ type: 'element', tagName: 'section', children });
      }
      (isOfTheFile(node) ? kept : (sections.at(-1) ?? kept)).push(node);
    }
    for (const section of kept.filter(({ children }) => sections.includes(children!))) {
      section.properties = {
        className: ['markdown', 'lesson-section'],
        style: `contain-intrinsic-size: auto ${heightOf(section.children!)}px`,
      };
    }
    root.children = kept;
  };
}
