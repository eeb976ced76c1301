import { describe, describeShape } from '../errors/describe.js';
import { ArgumentError, ShapeError } from '../errors/errors.js';
import type { TensorLike } from '../tensor/convert.js';
import { toTensor } from '../tensor/convert.js';
import type { Tensor } from '../tensor/tensor.js';
import { matMul } from './contraction.js';
import { reshape, transpose } from './movement.js';
import { sum } from './reduce.js';

/** A tensor with a letter for each of its axes. */
interface Lettered {
  readonly tensor: Tensor;
  readonly letters: string;
}

interface Equation {
  readonly inputs: readonly string[];
  readonly output: string;
}

function badEquation(received: unknown, hint: string): ArgumentError {
  return new ArgumentError({
    operation: 'einsum',
    expected: "an equation such as 'ij,jk->ik'",
    received: describe(received),
    hint,
  });
}

const isRepeated = (letters: string) => new Set(letters).size < letters.length;

function readEquation(equation: unknown, count: number): Equation {
  const text = typeof equation === 'string' ? equation.replace(/\s/g, '') : '';
  const parts = /^([a-zA-Z]*(?:,[a-zA-Z]*)*)->([a-zA-Z]*)$/.exec(text);
  if (parts === null) {
    throw badEquation(equation, "name each axis by one letter and write '->'; no '...'");
  }
  const inputs = parts[1]!.split(',');
  const output = parts[2]!;
  if (inputs.length !== count) {
    throw badEquation(equation, `it needs one list of letters for each tensor, and ${count} came`);
  }
  if (isRepeated(output) || inputs.some(isRepeated)) {
    throw badEquation(equation, 'a letter may stand only once in each tensor');
  }
  if (![...output].every((letter) => parts[1]!.includes(letter))) {
    throw badEquation(equation, 'every letter of the result must stand in an input');
  }
  return { inputs, output };
}

/** Refuses another number of axes, or one letter with two sizes. */
function sizesOf(inputs: readonly Lettered[]): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  for (const { tensor, letters } of inputs) {
    [...letters.padEnd(tensor.rank, '?')].forEach((letter, i) => {
      const size = tensor.shape[i];
      if (letter !== '?' && size !== undefined && (sizes.get(letter) ?? size) === size) {
        sizes.set(letter, size);
        return;
      }
      throw new ShapeError({
        operation: 'einsum',
        expected: sizes.has(letter)
          ? `axis ${letter} to have size ${sizes.get(letter)} everywhere`
          : `a tensor of rank ${letters.length} for '${letters}'`,
        received: `shape ${describeShape(tensor.shape)}`,
        hint: 'name every axis; one letter means one size',
      });
    });
  }
  return sizes;
}

/** Sums over the axes that nobody needs any more. */
function keepOnly({ tensor, letters }: Lettered, needed: string): Lettered {
  const gone = [...letters].flatMap((letter, i) => (needed.includes(letter) ? [] : [i]));
  if (gone.length === 0) return { tensor, letters };
  return {
    tensor: sum(tensor, gone),
    letters: [...letters].filter((letter) => needed.includes(letter)).join(''),
  };
}

/** Puts axes into another order, and runs of them together into sizes. */
function arranged(x: Lettered, order: string, shape: readonly number[]): Tensor {
  const places = [...order].map((letter) => x.letters.indexOf(letter));
  const turned = x.letters === order ? x.tensor : transpose(x.tensor, places);
  return reshape(turned, [...shape]);
}

/** Two tensors as one matrix product for each index of the axes that both have and keep. */
function multiply(
  a: Lettered,
  b: Lettered,
  needed: string,
  sizes: ReadonlyMap<string, number>,
): Lettered {
  const left = keepOnly(a, needed + b.letters);
  const right = keepOnly(b, needed + left.letters);
  const both = [...left.letters].filter((letter) => right.letters.includes(letter));
  const batch = both.filter((letter) => needed.includes(letter)).join('');
  const inner = both.filter((letter) => !needed.includes(letter)).join('');
  const alone = (x: Lettered) => [...x.letters].filter((letter) => !both.includes(letter)).join('');
  const [rows, columns] = [alone(left), alone(right)];
  const count = (letters: string) =>
    [...letters].reduce((product, letter) => product * sizes.get(letter)!, 1);
  const product = matMul(
    arranged(left, batch + rows + inner, [count(batch), count(rows), count(inner)]),
    arranged(right, batch + inner + columns, [count(batch), count(inner), count(columns)]),
  );
  const letters = batch + rows + columns;
  return {
    letters,
    tensor: reshape(
      product,
      [...letters].map((letter) => sizes.get(letter)!),
    ),
  };
}

/**
 * Products and sums of tensors by Einstein's convention: axes are named by letters, and what the
 * result does not name is summed over.
 *
 * $$y_{\text{out}} = \sum_{\text{other letters}} \prod_i x^{(i)}_{\text{in}_i}$$
 *
 * A letter stands at most once in each tensor, so there are no diagonals; `...` is not known.
 * Products are taken from left to right.
 *
 * @param equation letters for the axes of each input, `->`, letters for those of the result
 * @param tensors one for each list of letters
 * @returns tensor with one axis for each letter of the result
 * @throws ArgumentError if the equation cannot be read or names another number of tensors
 * @throws ShapeError if a rank does not fit its letters, or a letter would have two sizes
 * @example
 * einsum('ij,jk->ik', [[1, 2]], [[3], [4]]).arraySync() //=> [[11]]
 * einsum('ij->j', [[1, 2], [3, 4]]).arraySync() //=> [4, 6]
 * @see https://js.tensorflow.org/api/latest/#einsum
 */
export function einsum(equation: string, ...tensors: TensorLike[]): Tensor {
  const { inputs, output } = readEquation(equation, tensors.length);
  const lettered = inputs.map((letters, i) => ({
    letters,
    tensor: toTensor('einsum', `tensor ${i}`, tensors[i]),
  }));
  const sizes = sizesOf(lettered);
  const [first, ...others] = lettered;
  let product: Lettered = first!;
  others.forEach((next, i) => {
    const later = inputs.slice(i + 2).join('');
    product = multiply(product, next, output + later, sizes);
  });
  const rest = keepOnly(product, output);
  return arranged(
    rest,
    output,
    [...output].map((letter) => sizes.get(letter)!),
  );
}
