/** Jupyter's file format, version 4.5: https://nbformat.readthedocs.io/en/latest/format_description.html */

/** What a notebook is made of, in the order in which it is read. */
export type NotebookPart =
  | { kind: 'markdown'; text: string }
  /** `name` becomes the cell's id. */
  | { kind: 'code'; text: string; name: string };

interface MarkdownCell {
  cell_type: 'markdown';
  id: string;
  metadata: Record<string, never>;
  source: string[];
}

interface CodeCell extends Omit<MarkdownCell, 'cell_type'> {
  cell_type: 'code';
  execution_count: null;
  outputs: never[];
}

/** A notebook as it lies in an `.ipynb` file. */
export interface Notebook {
  cells: (MarkdownCell | CodeCell)[];
  metadata: Record<string, Record<string, string>>;
  nbformat: 4;
  nbformat_minor: 5;
}

/** The kernel that comes with Deno runs TypeScript as it is. */
const METADATA = {
  kernelspec: { display_name: 'Deno', language: 'typescript', name: 'deno' },
  language_info: {
    file_extension: '.ts',
    mimetype: 'text/x.typescript',
    name: 'typescript',
    nbconvert_exporter: 'script',
    pygments_lexer: 'typescript',
    version: '5.9',
  },
};

/** Each line keeps its line feed, the last has none: that is how the format stores texts. */
const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/** Ids are 1 to 64 of `a–z A–Z 0–9 - _`, each once. */
function idMaker(): (wanted: string) => string {
  const taken = new Set<string>();
  return (wanted) => {
    const base = wanted.replace(/[^\w-]+/g, '-').slice(0, 56) || 'cell';
    let id = base;
    for (let turn = 2; taken.has(id); turn++) id = `${base}-${turn}`;
    taken.add(id);
    return id;
  };
}

/**
 * A notebook whose code cells nobody has run yet.
 *
 * @param parts texts and code, in order
 * @returns plain data, ready for `JSON.stringify`
 */
export function makeNotebook(parts: readonly NotebookPart[]): Notebook {
  const idOf = idMaker();
  const cells = parts.map((part): MarkdownCell | CodeCell => {
    const id = idOf(part.kind === 'code' ? part.name : 'text');
    const rest = { id, metadata: {}, source: linesOf(part.text) };
    return part.kind === 'markdown'
      ? { cell_type: 'markdown', ...rest }
      : { cell_type: 'code', execution_count: null, outputs: [], ...rest };
  });
  return { cells, metadata: METADATA, nbformat: 4, nbformat_minor: 5 };
}
