import type { Kernels } from '../../kernels/contract.js';
import type { CallStep } from '../trace.js';

/** A kernel by its name, and what an operation gives it: inputs, the output, then numbers. */
export type KernelCall = {
  [Name in keyof Kernels]: { readonly kernel: Name; readonly args: Parameters<Kernels[Name]> };
}[keyof Kernels];

/**
 * What an operation would ask the kernels to do, without doing it: the operation knows how its
 * options turn into windows, axes and distances, so nobody has to work that out again.
 *
 * @returns null if it asks none
 */
export function kernelCallOf({ op, inputs, options, output }: CallStep): KernelCall | null {
  let call: KernelCall | null = null;
  const listener = new Proxy({} as Kernels, {
    get: (_, kernel) => {
      return (...args: unknown[]) => {
        call = { kernel, args } as unknown as KernelCall;
      };
    },
  });
  op.forward(listener, inputs, output, options);
  return call;
}
