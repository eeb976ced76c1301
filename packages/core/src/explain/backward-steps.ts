import type { Value } from '../scalar/index.js';
import { numberLatex, shortLatex } from '../symbolic/write-latex.js';
import { checkValue } from './adjoints.js';
import { type NodeName, nameNodes } from './node-names.js';
import { LATEX, TEXT } from './operation-formulas.js';

/** What a node sends to one of its parents. Plain data. */
export interface SentRecord {
  /** The parent's place in the order. */
  to: number;
  /** ∂node/∂parent. */
  localDerivative: number;
  /** incoming × localDerivative. */
  amount: number;
  /** The parent's gradient after this: the sum of what came so far. */
  total: number;
  /** The line as text, such as `grad(a) += grad(c) * b = 1 * 3 = 3`. */
  text: string;
  latex: string;
}

/** One step of a backward pass: one node and what it does. Plain data. */
export interface BackwardRecord {
  /** 1 for the first. */
  step: number;
  /** The node's place in the order. */
  node: number;
  name: string;
  operation: string;
  /** ∂output/∂node, complete by now. */
  incoming: number;
  sent: SentRecord[];
}

/**
 * A backward pass in words: for each node, last first, what came in and what it sends on.
 *
 * It computes the gradients on its own; the `grad` of the nodes is neither read nor changed.
 *
 * @param output a `Value`
 * @returns a record for each node that has parents, in the order in which backward visits them
 * @throws ArgumentError when it is not a `Value`
 * @example
 * const a = value(2, 'a');
 * const c = a.mul(value(3, 'b'));
 * c.label = 'c';
 * explainBackward(c)[0].sent[0].text //=> 'grad(a) += grad(c) * b = 1 * 3 = 3'
 * a.grad //=> 0
 */
export function explainBackward(output: Value): BackwardRecord[] {
  checkValue('explainBackward', 'output', output);
  const order = output.topologicalOrder();
  const places = new Map(order.map((node, place) => [node, place]));
  const names = nameNodes(order);
  const grads = new Map<Value, number>([[output, 1]]);
  const inner = order.filter((node) => node.parents.length > 0).reverse();
  return inner.map((node, index) => {
    const incoming = grads.get(node)!;
    const sent = node.parents.map((parent, i) => {
      const localDerivative = node.localDerivatives[i]!;
      const amount = incoming * localDerivative;
      const total = (grads.get(parent) ?? 0) + amount;
      grads.set(parent, total);
      const line = writeLine(node, i, incoming, names);
      return { to: places.get(parent)!, localDerivative, amount, total, ...line };
    });
    const name = names.get(node)!.text;
    const { operation } = node;
    return { step: index + 1, node: places.get(node)!, name, operation, incoming, sent };
  });
}

function writeLine(
  node: Value,
  index: number,
  incoming: number,
  names: ReadonlyMap<Value, NodeName>,
): { text: string; latex: string } {
  const parent = names.get(node.parents[index]!)!;
  const [x, y] = node.parents.map((other) => names.get(other)!);
  const z = names.get(node)!;
  const local = node.localDerivatives[index]!;
  const amount = incoming * local;
  const inText = { x: x!.text, y: y?.text ?? '', z: z.text };
  const inLatex = { x: x!.latex, y: y?.latex ?? '', z: z.latex };
  const formula = TEXT[node.operation]!.derivatives[index]!(inText);
  const latex = LATEX[node.operation]!.derivatives[index]!(inLatex);
  return {
    text:
      `grad(${parent.text}) += grad(${z.text}) * ${bracket(formula)} = ` +
      `${bracket(String(incoming))} * ${bracket(String(local))} = ${amount}`,
    latex:
      `\\overline{${parent.latex}} \\mathrel{+}= \\overline{${z.latex}} \\cdot ` +
      `${latexBracket(latex)} = ${shortLatex(incoming)} \\cdot ${shortLatex(local)} = ` +
      numberLatex(Number.isFinite(amount) ? Number(amount.toPrecision(6)) : amount),
  };
}

/** A sum or a negative as a factor stands in parentheses. */
const bracket = (formula: string): string =>
  /^-| [-+] /.test(formula) && !formula.startsWith('(') ? `(${formula})` : formula;
const latexBracket = (formula: string): string =>
  /^-|^1 - /.test(formula) ? `\\left(${formula}\\right)` : formula;
