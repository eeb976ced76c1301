import { readProperty } from '../display/read-safely.js';
import { ErrorType, hasOwn, isArray, keys, lowerCase, min, toText } from '../intrinsics.js';

/** Loaded modules by specifier. */
export type Modules = Record<string, unknown>;

/** An import that cannot be met, in the course's error grammar. */
class ImportError extends ErrorType {
  override readonly name = 'ImportError';

  constructor(
    readonly expected: string,
    readonly received: string,
    readonly hint: string,
  ) {
    super(`import: expected ${expected}, received ${received}; ${hint}`);
  }
}

/**
 * Looks a module up and checks that it has the names that the program imports from it.
 *
 * @throws ImportError naming what there is instead.
 */
export function getModule(modules: Modules, specifier: string, names: string[]): unknown {
  const module = modules[specifier];
  if (module === undefined) throw notLoaded(modules, specifier);
  for (let at = 0; at < names.length; at++) {
    const name = names[at]!;
    if (hasOwn(module as object, name)) continue;
    throw new ImportError(
      `the name of an export of '${specifier}'`,
      `'${name}'`,
      name === 'default'
        ? `write import * as … from '${specifier}'`
        : nearest(name, module as object),
    );
  }
  return module;
}

/** What a dynamic import finds: only what the program's text names is ever loaded. */
export function loadModule(modules: Modules, specifier: unknown): unknown {
  const name = toText(specifier);
  if (modules[name] === undefined) throw notLoaded(modules, name);
  return modules[name];
}

function notLoaded(modules: Modules, specifier: string): ImportError {
  const loaded = keys(modules);
  let list = '';
  for (let at = 0; at < loaded.length; at++) list += `${at > 0 ? ', ' : ''}'${loaded[at]}'`;
  return new ImportError(
    'a module that this program may load, written out as a text',
    `'${specifier}'`,
    list === '' ? 'this program loads none' : `this program loads ${list}`,
  );
}

function nearest(name: string, module: object): string {
  const exported = keys(module);
  let best = '';
  let bestDistance = 4;
  for (let at = 0; at < exported.length; at++) {
    const distance = editDistance(name, exported[at]!);
    if (distance < bestDistance) {
      best = exported[at]!;
      bestDistance = distance;
    }
  }
  return best === '' ? 'the API page lists them' : `did you mean '${best}'?`;
}

/** Levenshtein's distance, where a change of case costs nothing. */
function editDistance(from: string, to: string): number {
  const a = lowerCase(from);
  const b = lowerCase(to);
  let row: number[] = [];
  for (let j = 0; j <= b.length; j++) row[j] = j;
  for (let i = 1; i <= a.length; i++) {
    const next: number[] = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const changed = row[j]! < next[j - 1]! ? row[j]! + 1 : next[j - 1]! + 1;
      next[j] = min(replaced, changed);
    }
    row = next;
  }
  return row[b.length]!;
}

/**
 * Gives a CommonJS library the shape of a module: its names, and itself as `default`.
 */
export function asModule(exported: unknown): unknown {
  if (readProperty(exported, '__esModule') || isArray(exported)) return exported;
  const module: Record<string, unknown> = {};
  if (typeof exported === 'object' && exported !== null) {
    const names = keys(exported);
    for (let at = 0; at < names.length; at++) {
      module[names[at]!] = (exported as Record<string, unknown>)[names[at]!];
    }
  }
  module.default = exported;
  return module;
}
