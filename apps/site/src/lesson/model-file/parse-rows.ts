import type { FileShape } from '@backprop/keras-bridge/files';
import type { Nested } from './jobs';
import type { Trouble } from './trouble';

/** The most zeros that are put into the field as an example. */
const MOST_ZEROS = 32;

/** Numbers of one sample; null when a size is not fixed. */
export function sampleSize(shape: FileShape): number | null {
  return shape
    .slice(1)
    .reduce<number | null>(
      (product, size) => (product === null || size === null ? null : product * size),
      1,
    );
}

/** What stands in the field at first: one sample of zeros, when it is short. */
export function exampleRows(shape: FileShape): string {
  const count = sampleSize(shape);
  return count !== null && count <= MOST_ZEROS ? Array(count).fill('0').join(', ') : '';
}

/** Reads samples: one on each line with its numbers in a row, or all of them as JSON. */
export function parseRows(text: string, shape: FileShape): { rows: Nested[] } | Trouble {
  if (text.trimStart().startsWith('[')) return parseJson(text);
  const rows: Nested[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const row = parseLine(line, `line ${index + 1}`, shape);
    if ('hint' in row) return row;
    rows.push(nest(row.numbers, shape.slice(1) as number[]));
  }
  return rows.length > 0 ? { rows } : refuse('line 1', 'numbers', 'none', 'type one sample a line');
}

function parseJson(text: string): { rows: Nested[] } | Trouble {
  try {
    return { rows: JSON.parse(text) as Nested[] };
  } catch (error) {
    return refuse('the rows', 'JSON such as [[8, 8], [7, 9]]', String(error), 'correct the text');
  }
}

function parseLine(line: string, place: string, shape: FileShape): { numbers: number[] } | Trouble {
  const words = line.split(/[\s,;]+/).filter((word) => word !== '');
  const odd = words.find((word) => !Number.isFinite(Number(word)));
  if (odd !== undefined) {
    return refuse(place, 'finite numbers', JSON.stringify(odd.slice(0, 40)), 'write 0.5, not 0,5');
  }
  const count = sampleSize(shape);
  if (count === null) {
    const hint = 'this model takes inputs of several lengths, and lines do not tell their shape';
    return refuse(
      place,
      `JSON of shape [${shape.map((n) => n ?? 'any').join(', ')}]`,
      'a line',
      hint,
    );
  }
  if (words.length !== count) {
    return refuse(place, `${count} numbers`, String(words.length), 'type one sample a line');
  }
  return { numbers: words.map(Number) };
}

const refuse = (place: string, expected: string, received: string, hint: string): Trouble => {
  return { file: '', place, expected, received, hint };
};

/** Puts numbers in a row into lists of the given sizes. */
function nest(numbers: readonly number[], sizes: readonly number[]): Nested {
  const [size, ...inner] = sizes;
  if (size === undefined) return numbers[0]!;
  const step = numbers.length / size;
  return Array.from({ length: size }, (_, i) =>
    nest(numbers.slice(i * step, (i + 1) * step), inner),
  );
}
