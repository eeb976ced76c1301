import type { NamedFile } from './pick-files';
import type { Trouble } from './trouble';

/** So many files and folders are looked at: a home folder that is dropped by mistake has more. */
const MOST_ENTRIES = 1000;
/** What may belong to a model; a folder has readmes and hidden files besides. */
const OF_A_MODEL = /^[^.].*\.(keras|h5|hdf5|json|bin)$|shard\d+of\d+/i;

/** The parts of a dropped folder's entries that are used. */
export type Entry = Pick<FileSystemEntry, 'isDirectory' | 'name' | 'fullPath'>;

/**
 * The files that were dropped. Of folders, the files inside that can belong to a model.
 *
 * Call it while the drop is being told of: afterwards the browser takes its list away.
 */
export function droppedFiles(transfer: DataTransfer): File[] | Promise<File[] | Trouble> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.() ?? null);
  if (!entries.some((entry) => entry?.isDirectory)) return [...transfer.files];
  return filesInside(entries.filter((entry) => entry !== null));
}

/** Walks through folders, breadth first, until there are too many entries. */
async function filesInside(dropped: readonly Entry[]): Promise<File[] | Trouble> {
  const names = dropped.map(({ name }) => name).join(', ');
  const queue = [...dropped];
  const files: File[] = [];
  for (let at = 0; at < queue.length; at++) {
    if (queue.length > MOST_ENTRIES) {
      const expected = `at most ${MOST_ENTRIES} files in a folder`;
      return refuse(names, expected, 'more', 'drop the folder that has model.json in it');
    }
    const entry = queue[at]!;
    if (entry.isDirectory) queue.push(...(await entriesOf(entry as FileSystemDirectoryEntry)));
    else if (dropped.includes(entry) || OF_A_MODEL.test(entry.name)) {
      files.push(await fileOf(entry as FileSystemFileEntry));
    }
  }
  if (files.length > 0) return preferModelJson(files);
  const expected = 'a folder with a .keras or .h5 file, or with model.json and its .bin files';
  return refuse(names, expected, 'none of these in it', 'drop the file itself');
}

/** Beside model.json, other .json files of a folder are no models. */
function preferModelJson<F extends NamedFile>(files: F[]): F[] {
  if (!files.some(({ name }) => name === 'model.json')) return files;
  return files.filter(({ name }) => name === 'model.json' || !/\.json$/i.test(name));
}

/** A reader hands a folder's entries out in portions, the last of which is empty. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<Entry[]> {
  const reader = folder.createReader();
  const all: Entry[] = [];
  for (;;) {
    const some = await new Promise<Entry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    all.push(...some);
    if (some.length === 0 || all.length > MOST_ENTRIES) return all;
  }
}

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => entry.file(resolve, reject));

const refuse = (file: string, expected: string, received: string, hint: string): Trouble => {
  return { file, place: 'the dropped folder', expected, received, hint };
};
