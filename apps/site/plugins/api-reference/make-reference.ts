import type { Entry, Group } from '../../src/reference/entry';
import { describeExport } from './describe-export';
import { GROUPS, groupsOf, placeOf } from './groups';
import type { OperationRecord } from './operation-facts';
import { type Export, type PublicApi, readExports } from './read-exports';
import type { Lookup } from './set-text';

/** What the reference is made from. */
export interface Sources {
  /** The repository's root. */
  root: string;
  records: readonly OperationRecord[];
  /** Whether the lab takes a program. */
  canRun: (code: string) => boolean;
  /** The address of the reference, with a slash at its end. */
  address: string;
}

/**
 * Makes all pages of the reference from the packages' source.
 *
 * @returns the pages in the order of the overview
 * @throws Error when a file with public exports has no page, or more than one
 */
export function makeReference(sources: Sources): Group[] {
  const api = readExports(sources.root);
  const pages = assignPages(api.exports);
  const around = {
    checker: api.checker,
    names: api.names,
    records: new Map(sources.records.map((record) => [record.name, record])),
    canRun: sources.canRun,
    lookupFrom: lookups(api, pages, sources.address),
  };
  return GROUPS.map(({ path, title, about }) => ({
    path,
    title,
    about,
    entries: api.exports
      .filter((each) => pages.get(each) === path)
      .map((each) => describeExport(each, around))
      .sort((a, b) => orderOf(a) - orderOf(b)),
  })).filter(({ entries }) => entries.length > 0);
}

/** Parts of the plan in order, types last. */
const orderOf = ({ kind, file }: Entry): number => placeOf(file) + (kind === 'type' ? 1000 : 0);

/** The page of each export. */
function assignPages(exports: readonly Export[]): Map<Export, string> {
  const lost = exports.filter(({ file }) => groupsOf(file).length !== 1);
  if (lost.length === 0) return new Map(exports.map((e) => [e, groupsOf(e.file)[0]!.path]));
  const files = [...new Set(lost.map(({ file }) => file))];
  const found = files.map((file) => `${file} on ${groupsOf(file).length}`);
  throw new Error(
    `makeReference: expected each public file on one page, received ${found.join(', ')}; ` +
      'name it in plugins/api-reference/groups.ts',
  );
}

/** Names are looked up in the export's own namespace, then its package, then the engine. */
function lookups(
  { exports }: PublicApi,
  pages: ReadonlyMap<Export, string>,
  address: string,
): (from: Export) => Lookup {
  const byName = new Map<string, string>();
  for (const each of exports) {
    const href = `${address}${pages.get(each)}/#${each.name}`;
    for (const name of [each.name, ...each.aliases]) {
      byName.set(`${packageOf(each)} ${name}`, href);
    }
  }
  return (from) => {
    const namespace = from.name.replace(/[^.]*$/, '');
    return (name) =>
      byName.get(`${packageOf(from)} ${namespace}${name}`) ??
      byName.get(`${packageOf(from)} ${name}`) ??
      byName.get(`@backprop/core ${name}`) ??
      null;
  };
}

const packageOf = ({ specifier }: Export): string => specifier.split('/').slice(0, 2).join('/');
