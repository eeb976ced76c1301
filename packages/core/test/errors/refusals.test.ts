// Bad input to functions that are no operations (those declare theirs in their records).
import { describe, expect, test } from 'vitest';
import * as core from '../../src/index.js';
import {
  ArgumentError,
  type BackpropError,
  DtypeError,
  GraphError,
  ResourceError,
  records,
  ShapeError,
} from '../../src/index.js';

type ErrorClass = new (details: never) => BackpropError;

/** What is called, the class of the error, and words of its message. */
type Refusal = readonly [call: string, run: () => unknown, error: ErrorClass, words: string];

const bad = <T>(value: unknown): T => value as T;
const x = core.tensor([1, 2, 3]);
const matrix = core.tensor([
  [1, 2],
  [3, 4],
]);
const whole = core.tensor([1, 2], { dtype: 'int32' });

const creation: readonly Refusal[] = [
  ['tensor of ragged rows', () => core.tensor([[1, 2], [3]]), ShapeError, 'rows of one length'],
  ['tensor of uneven depth', () => core.tensor([[1], 2]), ShapeError, 'depth'],
  ['tensor of deeper entries', () => core.tensor([1, [2]]), ShapeError, 'depth'],
  ['tensor of text', () => core.tensor(bad(['a'])), ArgumentError, 'to hold numbers'],
  ['tensor of null', () => core.tensor(bad(null)), ArgumentError, 'received null'],
  ['tensor of nothing', () => core.tensor(bad(undefined)), ArgumentError, 'received undefined'],
  ['tensor of holes', () => core.tensor(bad([1, undefined])), ArgumentError, 'undefined'],
  ['tensor of an object', () => core.tensor(bad({ a: 1 })), ArgumentError, 'an object with a'],
  ['tensor of another type', () => core.tensor([1], bad({ dtype: 'f32' })), DtypeError, '"f32"'],
  [
    'tensor of more than int32 holds',
    () => core.tensor([2 ** 40], undefined, 'int32'),
    ArgumentError,
    'fit int32',
  ],
  ['tensor of too few values', () => core.tensor([1, 2, 3], [2, 2]), ShapeError, '3 numbers'],
  [
    'tensor with an unknown option',
    () => core.tensor([1], bad({ grad: true })),
    ArgumentError,
    'options among',
  ],
  [
    'int32 tensor that wants a gradient',
    () => core.tensor([1], { dtype: 'int32', requiresGrad: true }),
    DtypeError,
    'float dtype',
  ],
  ['tensor1d of a matrix', () => core.tensor1d(bad([[1]])), ShapeError, 'tensor1d'],
  ['tensor2d of a vector', () => core.tensor2d(bad([1, 2])), ShapeError, 'tensor2d'],
  ['zeros of a negative size', () => core.zeros([-1]), ShapeError, 'none negative'],
  ['zeros of half a size', () => core.zeros([1.5]), ShapeError, 'whole numbers'],
  ['zeros of text', () => core.zeros(bad('2')), ShapeError, 'received "2"'],
  ['zeros of NaN', () => core.zeros([Number.NaN]), ShapeError, 'received [NaN]'],
  ['zeros too large', () => core.zeros([1e6, 1e6]), ResourceError, 'at most 2147483647'],
  ['ones too large', () => core.ones([2 ** 16, 2 ** 16]), ResourceError, 'elements'],
  ['fill with another type', () => core.fill([1], 1, bad('double')), DtypeError, '"double"'],
  ['eye with a tensor as batch', () => core.eye(2, 2, core.scalar(1) as never), ShapeError, 'eye'],
  ['range of a tensor', () => core.range(0, core.scalar(5) as never), ArgumentError, 'range'],
  ['eye of a negative size', () => core.eye(-2), ShapeError, 'eye'],
  ['range without an end', () => core.range(0, Number.POSITIVE_INFINITY), ArgumentError, 'range'],
  ['linspace of NaN', () => core.linspace(0, Number.NaN, 3), ArgumentError, 'linspace'],
  ['setSeed of a fraction', () => core.setSeed(1.5), ArgumentError, 'setSeed'],
  ['variable of text', () => core.variable(bad('w')), ArgumentError, 'variable'],
  ['assign of another shape', () => core.variable([1]).assign([1, 2]), ShapeError, 'shape [1]'],
  [
    'assign of another type',
    () => core.variable([1]).assign(whole.slice(0, 1)),
    ArgumentError,
    'float32',
  ],
];

const reading: readonly Refusal[] = [
  ['item of several', () => x.item(), ShapeError, 'one element'],
  [
    'a disposed tensor',
    () => {
      const t = core.tensor([1]);
      t.dispose();
      t.dataSync();
    },
    ResourceError,
    'disposed',
  ],
  ['tidy of a promise', () => core.tidy(() => Promise.resolve(1)), ArgumentError, 'a promise'],
  ['tidy of no function', () => core.tidy('name'), ArgumentError, 'a function'],
  ['split into uneven parts', () => core.split(x, 2), ArgumentError, 'equal parts of 3'],
  ['split into wrong lengths', () => x.split([1, 1]), ArgumentError, 'lengths that sum'],
  ['split along no axis', () => x.split(1, 1), ArgumentError, 'axis in -1 … 0'],
  ['split into 0 parts', () => x.split(0), ArgumentError, 'split'],
  ['unstack of a scalar', () => core.unstack(3), ArgumentError, 'a scalar has none'],
  ['topk of a scalar', () => core.topk(3), ShapeError, 'rank 1 or more'],
  ['topk of too many', () => x.topk(4), ArgumentError, 'k in 0 … 3'],
  ['topk of half', () => x.topk(1.5), ArgumentError, 'received 1.5'],
  ['topk unsure of order', () => core.topk(x, 1, bad('yes')), ArgumentError, 'sorted'],
  ['moments of nothing', () => core.moments([]), ShapeError, 'at least one number'],
  [
    'batchNorm with ε below 0',
    () => core.batchNorm(x, 0, 1, null, null, -1),
    ArgumentError,
    'from 0 up',
  ],
  ['batchNorm of other shapes', () => core.batchNorm(x, [1, 2], 1), ShapeError, 'broadcast'],
  [
    'too many arguments',
    () => bad<(...all: unknown[]) => unknown>(core.neg)(x, 0, 1),
    ArgumentError,
    'at most 1 arguments',
  ],
  [
    'an option of another operation',
    () => core.sum(x, bad({ dim: 0 })),
    ArgumentError,
    'option dim',
  ],
];

const derivatives: readonly Refusal[] = [
  ['backward of data', () => x.backward(), GraphError, 'requiresGrad'],
  [
    'backward of a vector',
    () => core.tensor([1, 2], { requiresGrad: true }).square().backward(),
    ShapeError,
    'a scalar',
  ],
  [
    'backward from another shape',
    () => core.tensor([1, 2], { requiresGrad: true }).square().backward([1]),
    ShapeError,
    'cotangent of shape [2]',
  ],
  ['grad of no function', () => core.grad(bad(3)), ArgumentError, 'a function of tensors'],
  ['grad of whole numbers', () => core.grad((t) => t)(whole), DtypeError, 'float dtype'],
  [
    'grad of a number returned',
    () => core.grad((t) => bad(t.item()))(1),
    ArgumentError,
    'return a tensor',
  ],
  ['grad from another shape', () => core.grad((t) => t)(x, [1]), ShapeError, 'shape [3]'],
  ['grads of no list', () => core.grads((t) => t!)(bad(3)), ArgumentError, 'a list of tensors'],
  [
    'valueAndGrad of nothing',
    () => core.valueAndGrad(bad(undefined)),
    ArgumentError,
    'valueAndGrad',
  ],
  [
    'variableGrads of a vector',
    () => core.variableGrads(() => core.variable([1, 2]).square()),
    ShapeError,
    'a scalar',
  ],
  [
    'variableGrads without variables',
    () => core.variableGrads(() => x.sum()),
    GraphError,
    'trainable variable',
  ],
  ['jacobian of no function', () => core.jacobian(bad({})), ArgumentError, 'jacobian'],
  ['hvp of no function', () => core.hvp(bad(null)), ArgumentError, 'hvp'],
];

const methods: readonly Refusal[] = [
  ['matMul of vectors', () => x.matMul(x), ShapeError, 'use dot for vectors'],
  ['matMul of wrong sizes', () => matrix.matMul([[1, 2, 3]]), ShapeError, 'inner sizes to match'],
  ['add of other sizes', () => x.add([1, 2]), ShapeError, 'axis -1 has sizes 3 and 2'],
  ['concat with a matrix', () => x.concat(matrix), ShapeError, 'differ in axis 0 only'],
  ['stack of other shapes', () => x.stack([1, 2]), ShapeError, 'one shape'],
  ['gather beyond the end', () => x.gather([3]), ArgumentError, 'indices in 0 … 2'],
];

const all = [...creation, ...reading, ...derivatives, ...methods];

describe('bad input is refused', () => {
  test('in at least 80 ways, with those that operations declare', () => {
    const declared = records.flatMap(({ errors }) => errors).length;
    expect(all.length + declared).toBeGreaterThan(200);
  });

  test.each(all)('%s', (_, run, type, words) => {
    let caught: unknown = null;
    try {
      run();
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(type);
    const { message, operation, expected, received, hint } = caught as BackpropError;
    expect(message).toBe(`${operation}: expected ${expected}, received ${received}; ${hint}`);
    expect(message).toContain(words);
    expect(message).not.toMatch(/\[object|undefined undefined|NaN and NaN/);
  });
});
