import { describe } from '../errors/describe.js';
import { ArgumentError } from '../errors/errors.js';
import { availableBackends, type TapeBackend } from './wasm/load.js';

let chosen: TapeBackend | null = null;

/**
 * Which instructions tapes run on: `relaxed-simd` and `simd` are WebAssembly, `javascript` is the
 * reference kernels.
 *
 * @example
 * ['relaxed-simd', 'simd', 'javascript'].includes(getTapeBackend()) //=> true
 */
export function getTapeBackend(): TapeBackend {
  chosen ??= availableBackends()[0]!;
  return chosen;
}

/**
 * Chooses what tapes run on from now on. Tapes that exist keep what they have.
 *
 * The three differ in the last digits only: `relaxed-simd` rounds a·b + c once where the processor
 * can, `simd` twice, and `javascript` calculates in float64 and rounds each result. On `javascript`
 * a replay gives the same bits as the function without `jit`. Only where a filter or a gradient is
 * infinite or NaN do convolutions with padding differ in more: WebAssembly multiplies the zeros
 * around the image, too, and 0 · ∞ is NaN.
 *
 * @param backend a name, or `auto` for the fastest that there is
 * @throws ArgumentError for a name that is unknown or that this machine cannot run
 * @example
 * setTapeBackend('javascript');
 * getTapeBackend() //=> 'javascript'
 * setTapeBackend('auto');
 */
export function setTapeBackend(backend: TapeBackend | 'auto'): void {
  const available = availableBackends();
  if (backend === 'auto') chosen = available[0]!;
  else if (available.includes(backend)) chosen = backend;
  else {
    throw new ArgumentError({
      operation: 'setTapeBackend',
      expected: `one of auto, ${available.join(', ')}`,
      received: describe(backend),
      hint: 'a page needs wasm-unsafe-eval in its policy for WebAssembly',
    });
  }
}
