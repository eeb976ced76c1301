import type { DecodedSourceMap } from '@jridgewell/trace-mapping';

type Segment = [column: number, source: number, line: number, originalColumn: number];

const TOKENS = /[\p{L}\p{N}_$]+|\s+|./gsu;
/** Longer lines are aligned at their beginning and end only. */
const MOST_PAIRS = 1_000_000;

/**
 * Finds where each token of some code stood in the text that it was made of, when each line was
 * only shortened. (The type stripper's own map loses its columns after `${x}` in a template.)
 *
 * @param code The code, with as many lines as `source`.
 * @param filename The name of the source in the map.
 */
export function alignLines(code: string, source: string, filename: string): DecodedSourceMap {
  const sourceLines = source.split('\n');
  const mappings = code
    .split('\n')
    .map((line, row) =>
      alignLine(line, sourceLines[row] ?? '').map(
        ([column, originalColumn]): Segment => [column, 0, row, originalColumn],
      ),
    );
  return { version: 3, names: [], sources: [filename], sourcesContent: [source], mappings };
}

interface Token {
  text: string;
  column: number;
}

function tokensOf(line: string): Token[] {
  return Array.from(line.matchAll(TOKENS), ({ 0: text, index }) => ({ text, column: index }));
}

/** Pairs of columns: what begins the same, what ends the same, and what is common in between. */
function alignLine(line: string, sourceLine: string): [column: number, original: number][] {
  const made = tokensOf(line);
  if (line === sourceLine) return made.map(({ column }) => [column, column]);
  const from = tokensOf(sourceLine);
  const shorter = Math.min(made.length, from.length);
  let head = 0;
  while (head < shorter && made[head]!.text === from[head]!.text) head++;
  let tail = 0;
  while (tail < shorter - head && made.at(-1 - tail)!.text === from.at(-1 - tail)!.text) tail++;
  const pairs: [Token, Token][] = [];
  for (let at = 0; at < head; at++) pairs.push([made[at]!, from[at]!]);
  pairs.push(
    ...longestCommon(made.slice(head, made.length - tail), from.slice(head, from.length - tail)),
  );
  for (let at = tail; at > 0; at--) pairs.push([made.at(-at)!, from.at(-at)!]);
  return pairs.map(([one, other]) => [one.column, other.column]);
}

/** The longest common subsequence, by the table of its lengths from each pair of places on. */
function longestCommon(made: Token[], from: Token[]): [Token, Token][] {
  if (made.length * from.length > MOST_PAIRS) return [];
  const width = from.length + 1;
  const lengths = new Uint32Array((made.length + 1) * width);
  for (let i = made.length - 1; i >= 0; i--) {
    for (let j = from.length - 1; j >= 0; j--) {
      const skipped = Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!);
      const taken = lengths[(i + 1) * width + j + 1]! + 1;
      lengths[i * width + j] = made[i]!.text === from[j]!.text ? taken : skipped;
    }
  }
  const pairs: [Token, Token][] = [];
  for (let i = 0, j = 0; i < made.length && j < from.length; ) {
    if (made[i]!.text === from[j]!.text) pairs.push([made[i++]!, from[j++]!]);
    else if (lengths[(i + 1) * width + j]! > lengths[i * width + j + 1]!) i++;
    else j++;
  }
  return pairs;
}
