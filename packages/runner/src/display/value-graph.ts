import { append, isArray, toText } from '../intrinsics.js';
import { attempt, cutText, readProperty } from './read-safely.js';

/** A number that knows what it was made from, as this course's `Value` and a learner's own. */
export interface GraphValue {
  data: number;
  grad: number;
  parents: readonly unknown[];
}

/** A graph as the page's tables show it. */
export interface ShownGraph {
  nodes: { node: string; data: number; grad: number; op: string }[];
  edges: { from: string; to: string; 'local derivative': number | null }[];
  /** Whether there are more nodes than are shown. */
  isCut: boolean;
}

/** Most nodes of one graph; those nearest to its result are shown. */
const MOST_NODES = 100;

export function isGraphValue(value: unknown): value is GraphValue {
  if (typeof value !== 'object' || value === null || isArray(value)) return false;
  return (
    typeof readProperty(value, 'data') === 'number' &&
    typeof readProperty(value, 'grad') === 'number' &&
    isArray(readProperty(value, 'parents'))
  );
}

/** What made a value: `leaf` where nothing did, else the name that its class keeps. */
export function operationOf(value: GraphValue): string {
  const operation = readProperty(value, 'operation') ?? readProperty(value, 'op');
  if (typeof operation === 'string' && operation !== '') return cutText(operation, 40);
  return parentsOf(value).length === 0 ? 'leaf' : '';
}

export function labelOf(value: GraphValue): string {
  const label = readProperty(value, 'label');
  return typeof label === 'string' ? cutText(label, 40) : '';
}

/** The graph behind a value, parents before what was made from them. */
export function readGraph(output: GraphValue): ShownGraph {
  const { found, isCut } = nearest(output);
  const order = parentsFirst(output, found);
  const nameOf = (value: GraphValue) => labelOf(value) || `v${placeIn(order, value)}`;
  const graph: ShownGraph = { nodes: [], edges: [], isCut };
  for (let at = 0; at < order.length; at++) {
    const value = order[at]!;
    const to = nameOf(value);
    const { data, grad } = value;
    append(graph.nodes, { node: to, data, grad, op: operationOf(value) });
    const parents = parentsOf(value);
    const slopes = readProperty(value, 'localDerivatives');
    for (let place = 0; place < parents.length; place++) {
      if (placeIn(order, parents[place]!) < 0) continue;
      const slope = isArray(slopes) ? slopes[place] : null;
      append(graph.edges, {
        from: nameOf(parents[place]!),
        to,
        'local derivative': typeof slope === 'number' ? slope : null,
      });
    }
  }
  return graph;
}

/** `a graph of 3 nodes`, for those who do not see the tables. */
export function describeGraph({ nodes, isCut }: ShownGraph): string {
  const count = toText(nodes.length);
  return isCut
    ? `the ${count} nodes nearest to the result of a graph`
    : `a graph of ${count} nodes`;
}

/** The value and what it was made from, the nearest first, until there are enough. */
function nearest(output: GraphValue): { found: GraphValue[]; isCut: boolean } {
  const found = [output];
  for (let at = 0; at < found.length; at++) {
    const parents = parentsOf(found[at]!);
    for (let place = 0; place < parents.length; place++) {
      if (placeIn(found, parents[place]!) >= 0) continue;
      if (found.length === MOST_NODES) return { found, isCut: true };
      append(found, parents[place]!);
    }
  }
  return { found, isCut: false };
}

/** Depth first, without recursion; a graph that a program tied into a ring is read once round. */
function parentsFirst(output: GraphValue, found: GraphValue[]): GraphValue[] {
  const order: GraphValue[] = [];
  const entered: GraphValue[] = [];
  const stack = [output];
  while (stack.length > 0) {
    const value = stack[stack.length - 1]!;
    const isNew = placeIn(entered, value) < 0;
    if (isNew) append(entered, value);
    const parents = isNew ? parentsOf(value) : [];
    let waiting = 0;
    for (let place = parents.length - 1; place >= 0; place--) {
      const parent = parents[place]!;
      if (placeIn(entered, parent) >= 0 || placeIn(found, parent) < 0) continue;
      append(stack, parent);
      waiting++;
    }
    if (waiting > 0) continue;
    stack.length--;
    if (placeIn(order, value) < 0) append(order, value);
  }
  return order;
}

function parentsOf(value: GraphValue): GraphValue[] {
  const read = attempt(() => {
    const parents: GraphValue[] = [];
    for (let at = 0; at < value.parents.length && at < MOST_NODES; at++) {
      const parent = value.parents[at];
      if (isGraphValue(parent)) append(parents, parent);
    }
    return parents;
  });
  return 'value' in read ? read.value : [];
}

function placeIn(list: readonly unknown[], value: unknown): number {
  for (let at = 0; at < list.length; at++) if (list[at] === value) return at;
  return -1;
}
