import { ArgumentError } from '../errors/errors.js';
import type { Expression } from './expression.js';

/** One factor of the chain rule: ∂of/∂by, where `of` is a step that uses `by` directly. */
export interface Link {
  readonly of: string;
  readonly by: string;
}

/** More paths than this are not for reading; the engine's backward pass does not need them. */
const MOST_PATHS = 1000;

/**
 * Every path on which `to` reaches `from`: the chain rule's sum has one product for each.
 *
 * @param formulas each step's formula
 * @returns for each path its links, output first; none when `from` does not depend on `to`, and
 * one empty path when they are the same
 * @throws ArgumentError when there are more than 1000
 */
export function findPaths(
  formulas: ReadonlyMap<string, Expression>,
  from: string,
  to: string,
): Link[][] {
  const reaching = stepsReaching(formulas, to);
  const found: Link[][] = [];
  const open: { at: string; links: Link[] }[] = [{ at: from, links: [] }];
  while (open.length > 0) {
    const { at, links } = open.pop()!;
    if (at === to) found.push(links);
    if (found.length > MOST_PATHS) throw tooMany(from, to);
    if (at === to) continue;
    const used = formulas.get(at)?.symbols ?? [];
    const onwards = used.filter((name) => name === to || reaching.has(name));
    // Reversed, because the stack hands out the last first.
    for (const by of onwards.toReversed()) open.push({ at: by, links: [...links, { of: at, by }] });
  }
  return found;
}

/** The steps that depend on `to`; steps only use earlier ones, so one pass finds them. */
function stepsReaching(formulas: ReadonlyMap<string, Expression>, to: string): Set<string> {
  const reaching = new Set<string>();
  for (const [name, { symbols }] of formulas) {
    if (symbols.some((used) => used === to || reaching.has(used))) reaching.add(name);
  }
  return reaching;
}

function tooMany(from: string, to: string): ArgumentError {
  return new ArgumentError({
    operation: 'derivation',
    expected: `at most ${MOST_PATHS} paths from ${to} to ${from}`,
    received: 'more',
    hint: 'use toGraph(point) and backward(), which visit each step once',
  });
}
