import { makeNotebook, type Notebook, type NotebookPart } from './notebook';

const INTRODUCTION = `This notebook was made from live blocks of the course. Its code is TypeScript.

1. Install [Deno](https://docs.deno.com/runtime/) and, once, its kernel: \`deno jupyter --install\`.
2. Save this file in the folder \`apps/site\` of your copy of the course: the modules that it
   imports are found there after \`pnpm install\` and \`pnpm build\`.
3. Open it in Jupyter with the kernel *Deno*.

Comments that begin with \`//=>\` are what the course claims about the value of their line.`;

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
 * A notebook of the course: how to open it, what the page would have provided, then the parts.
 *
 * @param parts headings and blocks in order
 */
export function courseNotebook(parts: readonly NotebookPart[]): Notebook {
  const needsGlobals = parts.some(({ kind, text }) => kind === 'code' && USES_GLOBALS.test(text));
  return makeNotebook([
    { kind: 'markdown', text: INTRODUCTION },
    ...(needsGlobals ? [{ kind: 'code', name: 'page-globals', text: GLOBALS } as const] : []),
    ...parts,
  ]);
}
