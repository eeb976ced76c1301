/** The declaration files that the type service reads, gathered when the site is built. */
export interface TypeFiles {
  /** Texts by path: `/lib/lib.es2023.d.ts`, `/modules/@backprop/core/index.d.ts`, … */
  files: Record<string, string>;
  /** What a program may import, by the path of its declarations. */
  modules: Record<string, string>;
  /** What a program may import although its types are not here. */
  untyped: string[];
}
