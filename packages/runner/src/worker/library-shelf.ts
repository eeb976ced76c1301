import type { RawEnding } from './messages.js';
import { asModule, type Modules } from './modules.js';

type Require = (id: string) => unknown;
type Factory = (module: { exports: unknown }, exports: unknown, require: Require) => void;

const DEFINE = '__backprop_define';

/** The libraries of one realm: their scripts hand themselves in, and are run when first asked for. */
export class LibraryShelf {
  readonly #factories: Record<string, Factory> = { __proto__: null } as never;
  readonly #exported: Record<string, unknown> = { __proto__: null } as never;

  constructor(private readonly globals: Record<string, unknown>) {
    globals[DEFINE] = (id: string, factory: Factory) => {
      this.#factories[id] = factory;
    };
  }

  /** What a library exports. */
  readonly require = (id: string): unknown => {
    if (id in this.#exported) return this.#exported[id];
    const factory = this.#factories[id];
    if (!factory) throw new TypeError(`load: expected a loaded library, received '${id}'`);
    const module = { exports: {} as unknown };
    this.#exported[id] = module.exports;
    factory(module, module.exports, this.require);
    this.#exported[id] = module.exports;
    return module.exports;
  };

  /** Takes nothing in any more: edited code comes next. */
  close(): void {
    Reflect.deleteProperty(this.globals, DEFINE);
  }

  /** Some libraries in the shape of modules, for a program. */
  modules(ids: readonly string[]): Modules {
    const modules: Modules = { __proto__: null } as never;
    for (const id of ids) modules[id] = asModule(this.require(id));
    return modules;
  }
}

/** How a program ends whose libraries did not load. */
export function describeLoadError(thrown: unknown): RawEnding {
  const { message } = thrown as Error;
  const error = {
    name: 'ImportError',
    message: `A library failed to load: ${message}; reload the page`,
    stack: [],
  };
  return { how: 'failed', error, milliseconds: 0 };
}
