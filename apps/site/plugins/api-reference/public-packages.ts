/** An entry point of a package: what a reader imports, and the file behind it. */
export interface EntryPoint {
  /** Such as `@backprop/core/scalar`. */
  specifier: string;
  /** From the repository's root. */
  file: string;
}

/**
 * The entry points that the reference covers. A symbol that several of them export stands under
 * the first. `@backprop/keras-bridge/tfjs` is left out: it is TensorFlow.js itself, which has a
 * reference of its own.
 */
const COVERED = {
  core: ['', 'scalar', 'symbolic', 'explain'],
  'keras-bridge': ['', 'files', 'convert', 'python'],
  runner: ['', 'compile', 'browser', 'node', 'assets'],
  exercises: ['', 'define', 'node'],
};

/** All entry points that the reference covers, in its order. */
export const ENTRY_POINTS: readonly EntryPoint[] = Object.entries(COVERED).flatMap(
  ([name, parts]) =>
    parts.map((part) => ({
      specifier: ['@backprop', name, part].filter(Boolean).join('/'),
      file: ['packages', name, 'src', part, 'index.ts'].filter(Boolean).join('/'),
    })),
);
