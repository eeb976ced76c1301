import { makeNotebook, type Notebook, type NotebookPart } from './notebook';

/** What a notebook says about where it is from. */
export interface NotebookSource {
  /** The site's name. */
  title: string;
  /** Markdown: where the file must lie so that its imports are found. */
  where: string;
}

const introduction = ({ title, where }: NotebookSource) =>
  `This notebook was made from live blocks of “${title}”. Its code is TypeScript.

1. Install [Deno](https://docs.deno.com/runtime/) and, once, its kernel: \`deno jupyter --install\`.
2. ${where}
3. Open it in Jupyter with the kernel *Deno*.

Comments that begin with \`//=>\` are what the page claims about the value of their line.`;

/**
 * What the page gives a program and a notebook does not: `display`, `input` and `progress`.
 * A control keeps the value it begins with.
 */
const GLOBALS = `// What the page provides: pictures are printed, controls keep the value they begin with.
const show = (value: unknown, options?: { title?: string }) =>
  console.log(...(options?.title ? [options.title, value] : [value]));
Object.assign(globalThis, {
  display: Object.assign(show, {
    table: (rows: unknown) => console.table(rows),
    plot: show,
    tensor: show,
    latex: show,
    history: show,
    graph: show,
  }),
  input: {
    slider: (_name: string, { min = 0, value = min }: { min?: number; value?: number }) => value,
    select: (_name: string, options: string[] | { options: string[]; value?: string }) =>
      Array.isArray(options) ? options[0] : (options.value ?? options.options[0]),
    toggle: (_name: string, options: boolean | { value?: boolean } = false) =>
      typeof options === 'boolean' ? options : (options.value ?? false),
  },
  progress: (done: number, total?: number | null, label = '') =>
    console.log(label, total ? \`\${done} of \${total}\` : done),
});`;

const USES_GLOBALS = /\b(?:display|input)\s*[.(]|\bprogress\s*\(/;

/**
 * A notebook of a page: how to open it, what the page would have provided, then the parts.
 *
 * @param parts headings and blocks in order
 * @param source what is said about where they are from
 */
export function pageNotebook(parts: readonly NotebookPart[], source: NotebookSource): Notebook {
  const needsGlobals = parts.some(({ kind, text }) => kind === 'code' && USES_GLOBALS.test(text));
  return makeNotebook([
    { kind: 'markdown', text: introduction(source) },
    ...(needsGlobals ? [{ kind: 'code', name: 'page-globals', text: GLOBALS } as const] : []),
    ...parts,
  ]);
}
