import { ResourceError } from '../errors/errors.js';
import type { Values } from '../tensor/dtype.js';
import type { Block } from './plan.js';
import type { TapeModule } from './wasm/load.js';

const ARRAYS = {
  bool: Uint8Array,
  int32: Int32Array,
  float32: Float32Array,
  float64: Float64Array,
} as const;

const PAGE = 65536;

/**
 * The one piece of memory behind a tape. It is made in its final size and never grows, so views of
 * it stay valid.
 */
export class TapeMemory {
  /** Bytes before the first block. */
  readonly base: number;
  readonly #buffer: ArrayBuffer;
  readonly #run: ((at: number) => void) | null;

  /**
   * @param bytes what the blocks need
   * @param module what will calculate in it; null for JavaScript
   * @throws ResourceError if the memory is not there
   */
  constructor(bytes: number, module: TapeModule | null) {
    this.base = module?.reserved ?? 0;
    try {
      if (module === null) {
        this.#buffer = new ArrayBuffer(bytes);
        this.#run = null;
      } else {
        const pages = Math.ceil((this.base + bytes) / PAGE);
        const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
        const imports = { env: { memory, abort: stopped } };
        const { exports } = new WebAssembly.Instance(module.module, imports);
        this.#buffer = memory.buffer;
        this.#run = exports['run'] as (at: number) => void;
      }
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new ResourceError({
        operation: 'jit',
        expected: 'memory for the recorded calculation',
        received: `a need for ${Math.ceil(bytes / 1e6)} MB`,
        hint: 'use smaller batches',
      });
    }
  }

  /** The numbers of a block. */
  at({ dtype, offset, length }: Block): Values {
    return new ARRAYS[dtype](this.#buffer, this.base + offset, length);
  }

  /** Writes instructions at an offset; returns what runs them. */
  program(offset: number, instructions: readonly (readonly number[])[]): () => void {
    const at = this.base + offset;
    const words = new Int32Array(this.#buffer, at, instructions.length * WORDS);
    instructions.forEach((instruction, i) => {
      words.set(instruction, i * WORDS);
    });
    const run = this.#run!;
    return () => run(at);
  }
}

/** Words of one instruction. */
export const WORDS = 32;

function stopped(): never {
  throw new ResourceError({
    operation: 'jit',
    expected: 'the calculation to run to its end',
    received: 'a stop inside WebAssembly',
    hint: "call setTapeBackend('javascript') and report what was calculated",
  });
}
