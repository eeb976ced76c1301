/** Where in highlighted code a point of the screen lies. */

interface Spot {
  node: Node;
  offset: number;
}

/** Two names for one thing: the standard's, and the one that WebKit knows. */
function spotAtPoint(x: number, y: number): Spot | null {
  if ('caretPositionFromPoint' in document) {
    const position = document.caretPositionFromPoint(x, y);
    return position && { node: position.offsetNode, offset: position.offset };
  }
  const range = (document as Document).caretRangeFromPoint(x, y);
  return range && { node: range.startContainer, offset: range.startOffset };
}

const lengthOf = (line: Element) => {
  const mark = line.querySelector('[data-code-mark]')?.textContent ?? '';
  return (line.textContent ?? '').length - mark.length;
};

/**
 * The offset into the text of `code` that is nearest to a point.
 *
 * @param code an element whose lines are marked with `data-code-line`
 * @returns an offset that counts one for each line break
 */
export function offsetAtPoint(code: HTMLElement, x: number, y: number): number {
  const lines = Array.from(code.querySelectorAll('[data-code-line]'));
  let index = lines.findIndex((line) => line.getBoundingClientRect().bottom >= y);
  if (index < 0) index = lines.length - 1;
  const line = lines[index];
  if (!line) return 0;
  const before = lines.slice(0, index).reduce((sum, each) => sum + lengthOf(each) + 1, 0);
  const spot = spotAtPoint(x, y);
  if (!spot || !line.contains(spot.node)) return before + lengthOf(line);
  const range = document.createRange();
  range.setStart(line, 0);
  range.setEnd(spot.node, spot.offset);
  return before + Math.min(range.toString().length, lengthOf(line));
}
