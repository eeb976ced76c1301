import { isRecording } from '../autodiff/recording.js';
import { currentKernels } from '../kernels/current.js';
import { currentTrace } from '../tape/trace.js';
import { type DType, isFloat } from '../tensor/dtype.js';
import { allocate, Tensor } from '../tensor/tensor.js';
import type { OpRecord, Options, PrimitiveRecord } from './define.js';

/**
 * Runs an operation on checked inputs and complete options, and records the call if a gradient
 * may be asked for.
 */
export function apply(op: OpRecord, inputs: readonly Tensor[], options: Options): Tensor {
  if ('compose' in op) return op.compose(inputs, options);
  const shape = op.shape(inputs, options);
  op.check?.(inputs, options);
  const dtype = resultType(op, inputs, options);
  // A variable's memory changes under it, so nothing else may share it.
  const shares = op.sharesMemory === true && !inputs[0]!.isVariable;
  const output = shares
    ? new Tensor(inputs[0]!.values, shape, dtype)
    : allocate(op.name, shape, dtype);
  if (!shares) op.forward(currentKernels(), inputs, output, options);
  currentTrace()?.call(op, inputs, options, output);
  if (op.backward !== null && isFloat(dtype) && isRecording() && needsGradient(inputs)) {
    output.requiresGrad = true;
    output.node = { op, inputs, options, output };
  }
  return output;
}

function needsGradient(inputs: readonly Tensor[]): boolean {
  for (let i = 0; i < inputs.length; i++) if (inputs[i]!.requiresGrad) return true;
  return false;
}

function resultType(op: PrimitiveRecord, inputs: readonly Tensor[], options: Options): DType {
  if (typeof op.returns === 'function') return op.returns(options);
  return op.returns ?? inputs[leadInput(op)]!.dtype;
}

/** The first input whose type the result shares: a condition or an index is not one. */
function leadInput(op: PrimitiveRecord): number {
  if (typeof op.accepts === 'string') return 0;
  return op.accepts.findIndex((accepts) => accepts !== 'bool' && accepts !== 'int32');
}
