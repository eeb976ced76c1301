import { MODULES } from './modules.js';

/** Which instructions a tape may use; `javascript` is the reference kernels. */
export type TapeBackend = 'relaxed-simd' | 'simd' | 'javascript';

/** A compiled module, of which every tape makes an instance with memory of its own. */
export interface TapeModule {
  readonly module: WebAssembly.Module;
  /** Bytes at the start of the memory that belong to the module's tables. */
  readonly reserved: number;
}

const compiled = new Map<TapeBackend, TapeModule | null>();

/** The module of a backend; null if this browser or page does not allow it. */
export function tapeModule(backend: TapeBackend): TapeModule | null {
  if (backend === 'javascript' || typeof WebAssembly === 'undefined') return null;
  let found = compiled.get(backend);
  if (found === undefined) {
    found = compile(backend);
    compiled.set(backend, found);
  }
  return found;
}

function compile(backend: 'relaxed-simd' | 'simd'): TapeModule | null {
  const { base64, reserved } = MODULES[backend];
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  try {
    if (!WebAssembly.validate(bytes)) return null;
    return { module: new WebAssembly.Module(bytes), reserved };
  } catch {
    // A content security policy without 'wasm-unsafe-eval' refuses to compile.
    return null;
  }
}

/** What this machine can do, fastest first. */
export function availableBackends(): TapeBackend[] {
  const all: TapeBackend[] = ['relaxed-simd', 'simd', 'javascript'];
  return all.filter((backend) => backend === 'javascript' || tapeModule(backend) !== null);
}
