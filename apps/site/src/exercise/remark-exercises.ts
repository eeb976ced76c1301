import { visit } from 'unist-util-visit';

/** The parts of a Markdown tree that are touched here. */
interface TreeNode {
  type: string;
  name?: string | null;
  children?: TreeNode[];
  attributes?: { type: string; name?: string; value?: unknown }[];
}

interface Processor {
  parse(text: string): unknown;
}

/**
 * A remark plugin that gives each `<Exercise id="…">` its task, title and starter from the
 * catalogue of exercises, so that the built page holds them as text.
 *
 * It comes before the plugins that change what Markdown means, so that the task's formulas and
 * code look like the page's own.
 *
 * @throws UsageError for an id that no exercise has; the build fails and names the nearest one
 */
export function remarkExercises(this: unknown) {
  const processor = this as Processor;
  return async (tree: unknown): Promise<void> => {
    const found: TreeNode[] = [];
    visit(tree as never, (node: TreeNode) => {
      if (node.type === 'mdxJsxFlowElement' && node.name === 'Exercise') found.push(node);
    });
    for (const element of found) await fill(element, processor);
  };
}

async function fill(element: TreeNode, processor: Processor): Promise<void> {
  // Here and not above: a module of the modern kind, in a configuration of the other.
  const { loadExercise } = await import('@backprop/exercises');
  const id = element.attributes?.find(({ name }) => name === 'id')?.value;
  if (typeof id !== 'string') {
    throw new TypeError('Exercise: expected id="…" with the slug of an exercise, received none');
  }
  const { title, starter, prompt, definition } = await loadExercise(id);
  const texts = { id, title, starter, hints: String(definition.hints.length) };
  element.attributes = Object.entries(texts).map(([name, value]) => ({
    type: 'mdxJsxAttribute',
    name,
    value,
  }));
  element.children = (processor.parse(prompt) as TreeNode).children ?? [];
}
