import type { BackpropError } from '../errors/errors.js';
import type { Kernels, View } from '../kernels/contract.js';
import type { NestedInput, TensorLike } from '../tensor/convert.js';
import type { DType } from '../tensor/dtype.js';
import type { Shape } from '../tensor/shape.js';
import type { Tensor } from '../tensor/tensor.js';
import { callOperation } from './call.js';
import type { Option } from './options.js';

/**
 * Element types an input may have. `float` turns integers and booleans into float32, `numeric`
 * turns booleans into int32, `any` takes all; inputs of these three meet in the widest type among
 * them. `int32` and `bool` are converted on their own.
 */
export type Accepts = 'float' | 'numeric' | 'any' | 'int32' | 'bool';

/** Options of a call, checked and complete. */
export type Options = Readonly<Record<string, unknown>>;

/** One `T` for each input name. */
type PerInput<In extends readonly string[], T> = { readonly [K in keyof In]: T };

/** A recorded call: what `backward` walks over, and what the graph view draws. */
export interface GraphNode<In extends readonly string[] = readonly string[], O = Options> {
  readonly op: OpRecord;
  readonly inputs: PerInput<In, Tensor>;
  readonly options: O;
  readonly output: Tensor;
}

/**
 * The adjoint of an operation in one input: from the cotangent `g` of the output to that of the
 * input, in operations, so that it can be differentiated again. For operations that take a list,
 * `index` says which input is meant.
 */
export type Rule<In extends readonly string[] = readonly string[], O = Options> = {
  rule(g: Tensor, node: GraphNode<In, O>, index: number): Tensor;
}['rule'];

/** A call that shows the operation at work; the tests differentiate it twice. */
export interface Sample {
  readonly inputs: readonly NestedInput[];
  readonly options?: Options;
  /** Set where a gradient does not exist or is zero by definition. */
  readonly differentiable?: false;
}

/** A call that must be refused. */
export interface DeclaredError {
  readonly inputs: readonly unknown[];
  readonly options?: Options;
  readonly error: new (details: never) => BackpropError;
}

/**
 * What is shown and tested of an operation. It stands in the same file as the record, but apart from
 * it: bundlers can then leave it out of a page that only calculates.
 */
export interface CatalogueEntry {
  /** What is computed, in LaTeX. */
  readonly formula: string;
  readonly samples: readonly Sample[];
  /** By default what every operation on each number, or on each pair, must refuse. */
  readonly errors?: readonly DeclaredError[];
  /** Where definition or convention come from. */
  readonly source: string;
}

/** The entries of one file, by the operations' names: its default export. */
export type CatalogueEntries = Readonly<Record<string, CatalogueEntry>>;

interface Description<In extends readonly string[], O> {
  /** The one name in registry, kernel, reference page and test title. */
  readonly name: string;
  /** Input names in order. */
  readonly inputs: In;
  /** Whether the first argument is a list of tensors instead of `inputs`. */
  readonly variadic?: boolean;
  /** One for all inputs, or one each. */
  readonly accepts: Accepts | PerInput<In, Accepts>;
  /** Options in the order in which they may follow the inputs. */
  readonly options: { readonly [K in keyof O]: Option<O[K]> };
}

/** An operation that kernels compute, with its own adjoint. */
export interface PrimitiveRecord<In extends readonly string[] = readonly string[], O = Options>
  extends Description<In, O> {
  /** Type of the result; by default that of the inputs. */
  readonly returns?: DType | ((options: O) => DType);
  /** Whether inputs broadcast. Cotangents are then summed back to each input's shape. */
  readonly broadcasts?: boolean;
  /** Whether each number of the result comes from the inputs' numbers at its own place alone. */
  readonly pointwise?: boolean;
  /** Whether the result is the first input's memory under another shape. */
  readonly sharesMemory?: boolean;
  /** Refuses numbers that do not fit, such as an index that points outside; replays ask it too. */
  check?(inputs: PerInput<In, Tensor>, options: O): void;
  /** Shape of the result; throws when inputs do not fit. */
  shape(inputs: PerInput<In, View>, options: O): Shape;
  /** Computes into `out`, which has the right shape, by calling kernels and nothing else. */
  forward(kernels: Kernels, inputs: PerInput<In, View>, out: View, options: O): void;
  /** One rule for each input, or one rule for all of a list; null stops gradients. */
  readonly backward: PerInput<In, Rule<In, O> | null> | Rule<In, O> | null;
}

/** An operation made of other operations, which bring the adjoints. */
export interface CompositeRecord<In extends readonly string[] = readonly string[], O = Options>
  extends Description<In, O> {
  compose(inputs: PerInput<In, Tensor>, options: O): Tensor;
}

/** Everything that is known about one operation, in one place. */
export type OpRecord<In extends readonly string[] = readonly string[], O = Options> =
  | PrimitiveRecord<In, O>
  | CompositeRecord<In, O>;

/** Arguments after the inputs: positional as in TensorFlow.js, or one object with names. */
type WithOptions<In extends unknown[], Pos extends unknown[], Named> = Pos extends []
  ? (...args: In) => Tensor
  : { (...args: [...In, ...Pos]): Tensor; (...args: [...In, options: Named]): Tensor };

/** An operation as a function, with its record. */
export type Op<
  In extends unknown[] = unknown[],
  Pos extends unknown[] = [],
  Named = Record<string, never>,
> = WithOptions<In, Pos, Named> & {
  readonly op: OpRecord;
  /** Only for types: lets the chained methods be derived. */
  readonly signature?: [In, Pos, Named];
};

/** An operation of one tensor without options. */
export type UnaryOp = Op<[x: TensorLike]>;

/** An operation of two tensors without options. */
export type BinaryOp = Op<[a: TensorLike, b: TensorLike]>;

/**
 * Makes an operation from its record: a function that takes tensors (or numbers and nested
 * arrays), then options in order or as one object.
 *
 * @param record the operation; see ARCHITECTURE.md, "One shape per operation"
 * @returns the function, with the record as its property `op`
 */
export function defineOp<F extends { op: OpRecord }, const In extends readonly string[], O>(
  record: OpRecord<In, O>,
): F {
  // Records have the same properties in the same order, so that engines find each at once.
  const op = {
    name: '',
    inputs: [],
    variadic: false,
    accepts: 'any',
    options: {},
    returns: undefined,
    broadcasts: false,
    pointwise: false,
    sharesMemory: false,
    check: undefined,
    shape: undefined,
    forward: undefined,
    backward: null,
    ...(record as object),
  } as unknown as OpRecord;
  const call = (...args: unknown[]): Tensor => callOperation(op, args);
  Object.defineProperty(call, 'name', { value: record.name });
  return Object.assign(call, { op }) as unknown as F;
}
