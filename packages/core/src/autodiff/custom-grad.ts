import { describe, describeShape } from '../errors/describe.js';
import { ArgumentError } from '../errors/errors.js';
import type { GraphNode, OpRecord } from '../ops/define.js';
import { type TensorLike, toTensor } from '../tensor/convert.js';
import { isFloat } from '../tensor/dtype.js';
import { Tensor } from '../tensor/tensor.js';
import { checkFunction } from './check-function.js';
import { detached } from './gradients.js';
import { isRecording, noGrad } from './recording.js';

/** What a function with its own gradient returns. */
export interface CustomValue {
  /** The result. */
  value: Tensor;
  /** The cotangents of the inputs, from that of the result and what was saved. */
  gradFunc(dy: Tensor, saved: Tensor[]): Tensor | Tensor[];
}

/** Takes tensors, then a function that saves tensors for the backward pass. */
// biome-ignore lint/suspicious/noExplicitAny: inputs and `save` are of different types
export type CustomFunction = (...args: any[]) => CustomValue;

/**
 * A function whose gradient you write yourself.
 *
 * What happens inside the function is not recorded: backward calls `gradFunc` instead. Write it in
 * operations, and it can be differentiated again.
 *
 * @param f takes tensors, then `save`, which keeps a list of tensors for gradFunc; returns
 *   `{ value, gradFunc }`
 * @returns function of the tensors that returns the value
 * @throws ArgumentError if f is no function or returns anything else, or (during backward) gradFunc
 *   does not return one tensor for each input
 * @example
 * // Forward a step, backward as if it had not been there.
 * const straightThrough = customGrad((x) => ({ value: x.step(), gradFunc: (dy) => dy }));
 * straightThrough(tensor([-1, 2])).arraySync() //=> [0, 1]
 * grad((x) => straightThrough(x).mul([10, 20]).sum())([-1, 2]).arraySync() //=> [10, 20]
 * @see https://js.tensorflow.org/api/latest/#customGrad
 */
export function customGrad(f: CustomFunction): (...inputs: TensorLike[]) => Tensor {
  checkFunction('customGrad', f);
  return (...raw) => {
    const inputs = raw.map((x, i) => toTensor('customGrad', `input ${i}`, x));
    let saved: Tensor[] = [];
    const save = (tensors: Tensor[]) => {
      saved = tensors;
    };
    const { value, gradFunc } = checkCustomValue(noGrad(() => f(...inputs, save)));
    const output = detached(value);
    const wanted = inputs.some(({ requiresGrad }) => requiresGrad);
    if (!isRecording() || !wanted || !isFloat(value.dtype)) return output;
    output.requiresGrad = true;
    const rule = (dy: Tensor) => checkCotangents(gradFunc(dy, saved), inputs);
    output.node = { op: recordOf(f.name, inputs, rule), inputs, options: {}, output };
    return output;
  };
}

function checkCustomValue(result: unknown): CustomValue {
  const { value, gradFunc } = (result ?? {}) as Partial<CustomValue>;
  if (value instanceof Tensor && typeof gradFunc === 'function') return { value, gradFunc };
  throw new ArgumentError({
    operation: 'customGrad',
    expected: 'the function to return { value, gradFunc }, a tensor and a function',
    received: describe(result),
    hint: 'write customGrad((x) => ({ value: …, gradFunc: (dy) => … }))',
  });
}

function checkCotangents(result: unknown, inputs: readonly Tensor[]): readonly Tensor[] {
  const list = Array.isArray(result) ? result : [result];
  const fits = list.length === inputs.length && list.every((g) => g instanceof Tensor);
  if (fits) return list;
  const shapes = inputs.map(({ shape }) => describeShape(shape)).join(', ');
  throw new ArgumentError({
    operation: 'customGrad',
    expected: `gradFunc to return ${inputs.length} tensors, of shapes ${shapes}`,
    received: describe(result),
    hint: 'one for each input; zerosLike(x) where there is no gradient',
  });
}

/** A record for the graph, as operations have one; its forward is done already. */
function recordOf(
  name: string,
  inputs: readonly Tensor[],
  rule: (dy: Tensor) => readonly Tensor[],
): OpRecord {
  // gradFunc gives all cotangents at once, but each input asks for its own.
  let last: { dy: Tensor; cotangents: readonly Tensor[] } | null = null;
  return {
    name: name === '' ? 'customGrad' : name,
    inputs: inputs.map((_, i) => `x${i}`),
    accepts: 'any',
    options: {},
    shape: ([x]) => x!.shape,
    forward: (kernels, [x], out) => kernels.copy(x!, out),
    backward(dy: Tensor, _: GraphNode, index: number) {
      if (last?.dy !== dy) last = { dy, cotangents: rule(dy) };
      return last.cotangents[index]!;
    },
  };
}
