import { RunnerError } from '../errors.js';
import type { LibraryScript } from '../frame/messages.js';

/** Where a library's script lies, and which other entries must be there before it. */
export interface LibrarySource {
  url: string;
  needs?: readonly string[];
}

/** Where the script of each library lies, by the name that programs import. */
export type LibrarySources = Record<string, LibrarySource>;

/** Fetches library scripts when a program first wants them, once each. */
export class Libraries {
  readonly #fetched = new Map<string, Promise<Blob>>();

  constructor(
    private readonly sources: LibrarySources,
    base: string,
  ) {
    for (const [id, { url, needs = [] }] of Object.entries(sources)) {
      if (new URL(url, base).origin !== new URL(base).origin) {
        throw new RunnerError('createBrowserRunner', `'${id}' on the page's own site`, url);
      }
      for (const need of needs) {
        if (Object.hasOwn(sources, need)) continue;
        throw new RunnerError(
          'createBrowserRunner',
          `the library that '${id}' needs`,
          `no '${need}'`,
        );
      }
    }
  }

  /**
   * The ids to load for some imports, each after what it needs.
   *
   * @throws RunnerError for an import that the runner has no library for.
   */
  order(imports: readonly string[]): string[] {
    const ordered = new Set<string>();
    const visiting = new Set<string>();
    const visit = (id: string) => {
      if (ordered.has(id) || visiting.has(id)) return;
      if (!Object.hasOwn(this.sources, id)) {
        const known = Object.keys(this.sources).join(', ') || 'none';
        throw new RunnerError('run', 'imports that the runner has', `'${id}'`, `it has ${known}`);
      }
      visiting.add(id);
      for (const need of this.sources[id]!.needs ?? []) visit(need);
      ordered.add(id);
    };
    for (const id of imports) visit(id);
    return [...ordered];
  }

  /** The scripts of some ids. Rejects with a reason for the reader; the next try fetches again. */
  async fetch(ids: readonly string[]): Promise<LibraryScript[]> {
    return Promise.all(ids.map(async (id) => ({ id, script: await this.#script(id) })));
  }

  #script(id: string): Promise<Blob> {
    const known = this.#fetched.get(id);
    if (known) return known;
    const fetched = fetchScript(id, this.sources[id]!.url);
    this.#fetched.set(id, fetched);
    fetched.catch(() => this.#fetched.delete(id));
    return fetched;
  }
}

async function fetchScript(id: string, url: string): Promise<Blob> {
  const response = await fetch(url).catch((error: unknown) => {
    throw new RunnerError('load', `the library '${id}'`, String(error), 'check the connection');
  });
  if (!response.ok) {
    throw new RunnerError('load', `the library '${id}'`, `status ${response.status} from ${url}`);
  }
  // What a hotel's network answers before one has signed in.
  if (/html/i.test(response.headers.get('content-type') ?? '')) {
    const hint = 'check the connection, then run again';
    throw new RunnerError('load', `the library '${id}'`, `a page of HTML from ${url}`, hint);
  }
  // A blob of another type is not run as a script.
  return new Blob([await response.arrayBuffer()], { type: 'text/javascript' });
}
