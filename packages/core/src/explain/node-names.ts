import type { Value } from '../scalar/index.js';
import { numberLatex, symbolLatex } from '../symbolic/write-latex.js';

/** How a node is called in texts and in formulas. */
export interface NodeName {
  text: string;
  latex: string;
}

/**
 * A name for each node: its label; for a leaf without one its number; else v and its place in the
 * order. A label that came before gets its place as an index.
 */
export function nameNodes(order: readonly Value[]): Map<Value, NodeName> {
  const taken = new Set<string>();
  const names = new Map<Value, NodeName>();
  order.forEach((node, place) => {
    if (!node.label && node.operation === 'leaf') {
      names.set(node, { text: String(node.data), latex: numberLatex(node.data) });
      return;
    }
    const label = node.label || `v${place}`;
    const text = taken.has(label) ? `${label}_${place}` : label;
    taken.add(text);
    names.set(node, { text, latex: symbolLatex(text) });
  });
  return names;
}
