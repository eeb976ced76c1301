import type { OpRecord } from '../ops/define.js';
import { Tensor } from './tensor.js';

type Method = (this: Tensor, ...args: never[]) => unknown;

/** Gives all tensors a method; it does not show when a tensor's properties are listed. */
export function addMethod(name: string, value: Method): void {
  Object.defineProperty(Tensor.prototype, name, { value, writable: true, configurable: true });
}

type Operation = ((...args: unknown[]) => Tensor) & { op: OpRecord };

/** Makes methods of the operations of some families; `this` is the first input. */
export function addOperations(families: object): void {
  for (const [name, value] of Object.entries(families)) {
    if (!('op' in value) || value.op.variadic) continue;
    const operation = value as Operation;
    addMethod(name, function (...args: unknown[]) {
      return operation(this, ...args);
    });
  }
}
