import type { GroupSummary, Summary } from './entry';

/** The pages with the entries that fit, and without those that have none. */
export interface Found {
  groups: GroupSummary[];
  count: number;
  /** The address, below `/reference/`, of what was most likely meant; null if nothing fits. */
  best: string | null;
}

/**
 * Filters the overview.
 *
 * @param query words that all have to occur in a name, a summary, a kind or a page's title;
 *   nothing keeps everything
 */
export function filterGroups(groups: readonly GroupSummary[], query: string): Found {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const kept = groups
    .map((group) => ({
      ...group,
      entries: group.entries.filter((entry) => fits(words, entry, group.title)),
    }))
    .filter(({ entries }) => entries.length > 0);
  const all = kept.flatMap(({ path, entries }) => entries.map((entry) => ({ path, entry })));
  const ranked = all.map(({ path, entry: { id, name } }) => ({
    address: `${path}/#${id}`,
    rank: rankOf(name.toLowerCase(), words.join(' ')),
  }));
  const best = ranked.reduce<(typeof ranked)[number] | null>(
    (a, b) => (a && a.rank <= b.rank ? a : b),
    null,
  );
  return { groups: kept, count: all.length, best: best?.address ?? null };
}

function fits(words: readonly string[], { name, kind, summary }: Summary, title: string): boolean {
  const text = `${name} ${kind} ${summary} ${title}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

/** 0 for the name itself, up to 4 for what only the summary says. */
function rankOf(name: string, query: string): number {
  if (name === query) return 0;
  if (name.split('.').at(-1) === query) return 1;
  if (name.startsWith(query)) return 2;
  return name.includes(query) ? 3 : 4;
}
