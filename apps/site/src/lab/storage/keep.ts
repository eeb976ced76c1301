import { type RecordKind, readRecord } from './record';
import type { Shelf } from './shelf';

/** What a reader gets back from the shelf, and what the page must say about it. */
export type Kept<T> =
  | { state: 'none' }
  | { state: 'kept'; record: T }
  /** A later version wrote it: nothing may be saved under this key. */
  | { state: 'newer' }
  /** It could not be read; it was moved to `backup`. */
  | { state: 'backed-up'; backup: string };

/** The key under which an unreadable value is kept. */
export const backupKey = (key: string, time: number) => `${key}#backup-${time}`;

/**
 * Take a record from the shelf.
 *
 * An unreadable value is moved aside, never dropped: copied first, then removed, so that a
 * crash in between leaves it twice rather than not at all.
 */
export async function fetchRecord<T extends { schema: number }>(
  shelf: Shelf,
  kind: RecordKind<T>,
  key: string,
  now: () => number = Date.now,
): Promise<Kept<T>> {
  const stored = await shelf.get(key);
  const reading = readRecord(kind, stored);
  switch (reading.state) {
    case 'absent':
      return { state: 'none' };
    case 'good':
      return { state: 'kept', record: reading.record };
    case 'newer':
      return { state: 'newer' };
    case 'unreadable': {
      const backup = backupKey(key, now());
      await shelf.set(backup, stored);
      await shelf.delete(key);
      return { state: 'backed-up', backup };
    }
  }
}

/**
 * Put a record on the shelf, unless a later version of the site wrote the one that lies there.
 *
 * @returns false when the stored record is of a later schema and was left alone
 */
export async function putRecord<T extends { schema: number }>(
  shelf: Shelf,
  kind: RecordKind<T>,
  key: string,
  record: T,
): Promise<boolean> {
  if (readRecord(kind, await shelf.get(key)).state === 'newer') return false;
  await shelf.set(key, record);
  return true;
}

/** Take a record off the shelf, unless a later version of the site wrote it. */
export async function dropRecord<T extends { schema: number }>(
  shelf: Shelf,
  kind: RecordKind<T>,
  key: string,
): Promise<boolean> {
  if (readRecord(kind, await shelf.get(key)).state === 'newer') return false;
  await shelf.delete(key);
  return true;
}
