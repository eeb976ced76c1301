import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';

/** A name of the form `NN-slug`. */
export interface Numbered {
  number: number;
  slug: string;
}

/** Where one exercise lies, by its folders' names alone. */
export interface ExerciseFolder {
  path: string;
  topic: Numbered;
  own: Numbered;
  /** Paths of its files from the folder, sorted, with `/`. */
  files: string[];
}

/** `03-chain-rule` as number and slug, or null. */
export function readNumbered(name: string): Numbered | null {
  const match = /^(\d\d)-([a-z0-9]+(?:-[a-z0-9]+)*)$/.exec(name);
  return match ? { number: Number(match[1]), slug: match[2]! } : null;
}

/**
 * Finds the exercises' folders.
 *
 * @param root The folder that holds topics.
 * @returns Folders in the order of their numbers, and everything that is neither a topic nor an
 * exercise.
 */
export function listFolders(root: string): { folders: ExerciseFolder[]; strays: string[] } {
  const folders: ExerciseFolder[] = [];
  const strays: string[] = [];
  const walk = (path: string, visit: (name: Numbered, path: string) => void) => {
    for (const entry of readdirSync(path, { withFileTypes: true }).sort(byName)) {
      const numbered = entry.isDirectory() ? readNumbered(entry.name) : null;
      if (numbered) visit(numbered, join(path, entry.name));
      else strays.push(join(path, entry.name));
    }
  };
  walk(root, (topic, topicPath) =>
    walk(topicPath, (own, path) => folders.push({ path, topic, own, files: listFiles(path) })),
  );
  return { folders, strays };
}

const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);

function listFiles(root: string): string[] {
  return readdirSync(root, { withFileTypes: true, recursive: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
}
