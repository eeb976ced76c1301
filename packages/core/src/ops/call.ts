import { describe } from '../errors/describe.js';
import { ArgumentError } from '../errors/errors.js';
import { checkEachTime } from '../tape/trace.js';
import { toTensor } from '../tensor/convert.js';
import { type DType, isFloat, widerDtype } from '../tensor/dtype.js';
import { filled, Tensor } from '../tensor/tensor.js';
import { apply } from './apply.js';
import { castTensor } from './cast.js';
import type { Accepts, OpRecord, Options } from './define.js';

/** Sorts a call's arguments into inputs and options, checks both, and runs the operation. */
export function callOperation(op: OpRecord, args: readonly unknown[]): Tensor {
  const wanted = op.variadic ? 1 : op.inputs.length;
  let count = 0;
  while (count < wanted && count < args.length && !(count > 0 && isNamed(args[count]))) count++;
  let rest: readonly unknown[] = [];
  let named: Record<string, unknown> | null = null;
  let raw = args;
  if (args.length > count) {
    rest = args.slice(count);
    if (isNamed(rest[0])) [named, ...rest] = rest as [Record<string, unknown>, ...unknown[]];
    raw = args.slice(0, count);
  }
  if (op.variadic) raw = listOf(op, args[0]);
  else {
    const limit = named === null && rest.length > 0 ? Object.keys(op.options).length : 0;
    if (rest.length > limit) throw tooMany(op, args.length, wanted + limit);
    // Inputs may also be given by name: gather(x, { indices, axis }).
    if (count < wanted) raw = op.inputs.map((name, i) => (i < count ? args[i] : named?.[name]));
  }
  const inputs = prepareInputs(op, raw);
  return apply(op, inputs, readOptions(op, inputs, named, rest));
}

/** The commonest calls are of float32 tensors and numbers, with nothing to convert. */
function arePlain(inputs: readonly unknown[]): inputs is readonly (Tensor | number)[] {
  for (const x of inputs) {
    if (typeof x !== 'number' && !(x instanceof Tensor && x.dtype === 'float32')) return false;
  }
  return true;
}

const plainTensor = (x: Tensor | number): Tensor =>
  typeof x === 'number' ? filled([], x, 'float32') : x;

function tooMany(op: OpRecord, received: number, most: number): ArgumentError {
  return new ArgumentError({
    operation: op.name,
    expected: `at most ${most} arguments`,
    received: `${received}`,
    hint: 'inside map write x => op(x), for map passes the index too',
  });
}

function isNamed(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return !(value instanceof Tensor) && !ArrayBuffer.isView(value);
}

function listOf(op: OpRecord, value: unknown): readonly unknown[] {
  if (Array.isArray(value) && value.length > 0) return value;
  throw new ArgumentError({
    operation: op.name,
    expected: 'a list of at least one tensor',
    received: describe(value),
    hint: 'put the tensors in square brackets',
  });
}

function acceptsOf(op: OpRecord, index: number): Accepts {
  return typeof op.accepts === 'string' ? op.accepts : op.accepts[index]!;
}

const ownType = (accepts: Accepts) => accepts === 'int32' || accepts === 'bool';

/** Turns arguments into tensors of the types that the operation accepts. */
export function prepareInputs(op: OpRecord, raw: readonly unknown[]): Tensor[] {
  const { accepts } = op;
  if (typeof accepts === 'string' && !ownType(accepts) && arePlain(raw)) {
    return raw.map(plainTensor);
  }
  const float = raw.find((x): x is Tensor => x instanceof Tensor && isFloat(x.dtype))?.dtype;
  const tensors: Tensor[] = [];
  let common: DType | undefined;
  for (let i = 0; i < raw.length; i++) {
    const value = raw[i];
    const accepts = acceptsOf(op, i);
    const own = ownType(accepts);
    // Plain numbers take the type of the tensors they meet.
    let tensor =
      typeof value === 'number' && !own
        ? filled([], value, float ?? 'float32')
        : toTensor(op.name, nameOf(op, i), value, own ? undefined : float);
    if (accepts === 'int32') checkWhole(op, nameOf(op, i), tensor);
    tensor = convertOne(tensor, accepts);
    if (!own) common = common === undefined ? tensor.dtype : widerDtype(common, tensor.dtype);
    tensors.push(tensor);
  }
  for (let i = 0; i < tensors.length; i++) {
    if (!ownType(acceptsOf(op, i))) tensors[i] = castTensor(tensors[i]!, common!);
  }
  return tensors;
}

const nameOf = (op: OpRecord, i: number) => (op.variadic ? `input ${i}` : op.inputs[i]!);

/** Numbers that count or point must be whole: 1.7 is no index, and cutting it would hide a mistake. */
function checkWhole(op: OpRecord, name: string, tensor: Tensor): void {
  if (!isFloat(tensor.dtype)) return;
  checkEachTime(tensor, (values) => {
    const odd = values.find((x: number) => !Number.isInteger(x));
    if (odd === undefined) return;
    throw new ArgumentError({
      operation: op.name,
      expected: `${name} to hold whole numbers`,
      received: describe(odd),
      hint: "round them, or cut them with cast(x, 'int32')",
    });
  });
}

function convertOne(tensor: Tensor, accepts: Accepts): Tensor {
  if (ownType(accepts)) return castTensor(tensor, accepts as DType);
  if (accepts === 'float' && !isFloat(tensor.dtype)) return castTensor(tensor, 'float32');
  if (accepts === 'numeric' && tensor.dtype === 'bool') return castTensor(tensor, 'int32');
  return tensor;
}

function readOptions(
  op: OpRecord,
  inputs: readonly Tensor[],
  named: Readonly<Record<string, unknown>> | null,
  rest: readonly unknown[],
): Options {
  const names = Object.keys(op.options);
  if (named !== null) checkNames(op, named, names);
  const options: Record<string, unknown> = {};
  for (let i = 0; i < names.length; i++) {
    const name = names[i]!;
    const option = op.options[name]!;
    const given = named === null ? rest[i] : named[name];
    const value = given === undefined ? option.fallback : given;
    options[name] = option.read(value, { operation: op.name, option: name, inputs });
  }
  return options;
}

function checkNames(op: OpRecord, named: object, names: readonly string[]): void {
  for (const name of Object.keys(named)) {
    if (names.includes(name) || op.inputs.includes(name)) continue;
    throw new ArgumentError({
      operation: op.name,
      expected: names.length === 0 ? 'no options' : `options among ${names.join(', ')}`,
      received: `option ${name}`,
      hint: 'check the spelling',
    });
  }
}
