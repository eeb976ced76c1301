import { textOfBlock } from './block-texts';
import type { NotebookPart } from './notebook';

const HEADINGS = 'h1, h2, h3, h4';
const BLOCKS = '[data-lab-block]';

/** A heading's words: without the link to itself, formulas as TeX between dollar signs. */
export function headingText(heading: Element): string {
  const copy = heading.cloneNode(true) as Element;
  for (const link of copy.querySelectorAll('.hash-link')) link.remove();
  for (const formula of copy.querySelectorAll('.katex')) {
    formula.replaceWith(`$${formula.querySelector('annotation')?.textContent ?? ''}$`);
  }
  return (copy.textContent ?? '').replace(/\s+/g, ' ').replaceAll('\u200b', '').trim();
}

const levelOf = (heading: Element) => Number(heading.tagName.slice(1));

/** The headings under which an element stands: of each level the last one before it. */
export function headingsAbove(element: Element, all: readonly Element[]): Element[] {
  const before = all.filter(
    (heading) => heading.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING,
  );
  const above: Element[] = [];
  for (const heading of before) {
    while (above.length > 0 && levelOf(above.at(-1)!) >= levelOf(heading)) above.pop();
    above.push(heading);
  }
  return above;
}

/**
 * The page's headings and live blocks as parts of a notebook, with the text that each block
 * shows now. Headings over nothing that can be run are left out.
 *
 * @param page where headings and blocks are looked for
 * @param only take this block alone, under its headings
 */
export async function partsOfPage(page: ParentNode, only?: Element): Promise<NotebookPart[]> {
  const headings = Array.from(page.querySelectorAll(HEADINGS));
  const blocks = only ? [only] : Array.from(page.querySelectorAll(BLOCKS));
  const written = new Set<Element>();
  const parts: NotebookPart[] = [];
  for (const block of blocks) {
    for (const heading of headingsAbove(block, headings)) {
      if (written.has(heading)) continue;
      written.add(heading);
      const text = `${'#'.repeat(levelOf(heading))} ${headingText(heading)}`;
      parts.push({ kind: 'markdown', text });
    }
    const { title, labName = 'block' } = (block as HTMLElement).dataset;
    if (title) parts.push({ kind: 'markdown', text: `**${title}**` });
    parts.push({ kind: 'code', name: labName, text: await textOfBlock(block) });
  }
  return parts;
}
