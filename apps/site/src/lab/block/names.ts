/** The name of a live block: half of the key under which a reader's edit is kept. */

/** A block as its fence describes it. */
export interface Fence {
  /** `name=` of the fence. */
  name?: string | undefined;
  /** `title=` of the fence. */
  title?: string | undefined;
}

/** Read one value of a fence's metastring: `name=x`, `title="X y"` or `title='X y'`. */
export function readMeta(metastring: string | undefined, key: string): string | undefined {
  const found = metastring?.match(
    new RegExp(`(?:^|\\s)${key}=(?:"([^"]*)"|'([^']*)'|([^\\s"']+))`),
  );
  return found?.[1] ?? found?.[2] ?? found?.[3];
}

/** A title as a name: lower case, words joined by hyphens, accents dropped. */
export function nameOfTitle(title: string): string {
  return title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
}

/**
 * Name the blocks of a page in order: by `name=`, else by title, else by place.
 *
 * @returns a unique name for each, and the names that more than one block asked for
 */
export function nameBlocks(fences: readonly Fence[]): { names: string[]; duplicates: string[] } {
  const names: string[] = [];
  const duplicates = new Set<string>();
  const taken = new Set<string>();
  fences.forEach(({ name, title }, index) => {
    const wanted = name || (title && nameOfTitle(title)) || `block-${index + 1}`;
    if (taken.has(wanted)) duplicates.add(wanted);
    let unique = wanted;
    for (let turn = 2; taken.has(unique); turn++) unique = `${wanted}-${turn}`;
    taken.add(unique);
    names.push(unique);
  });
  return { names, duplicates: Array.from(duplicates) };
}
