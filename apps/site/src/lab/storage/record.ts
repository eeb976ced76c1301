/**
 * Reading what was stored, by this version of the site or another, or by nobody we know.
 *
 * A stored value is believed only after it was checked. What cannot be read is never thrown
 * away, and what a newer version wrote is never overwritten.
 */

/** A stored object before anybody looked at what it holds. */
export type StoredObject = Record<string, unknown>;

/** A kind of record: its present schema, how to reach it from older ones, how to check it. */
export interface RecordKind<T extends { schema: number }> {
  /** The schema that this version writes; schemas count from 1. */
  schema: number;
  /** `migrations[n - 1]` turns a record of schema n into one of schema n + 1. */
  migrations: readonly ((record: StoredObject) => StoredObject)[];
  /** Whether a record of the present schema holds what it should. */
  isValid(record: StoredObject): record is StoredObject & T;
}

/** What a stored value turned out to be. */
export type Reading<T> =
  | { state: 'absent' }
  | { state: 'good'; record: T; migrated: boolean }
  /** Written by a later version of the site: leave it alone. */
  | { state: 'newer'; schema: number }
  | { state: 'unreadable' };

function isPlainObject(value: unknown): value is StoredObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Judge a stored value.
 *
 * @param kind what it should be
 * @param stored what the store gave back; `undefined` when there is nothing
 * @returns the record, brought to the present schema, or why there is none
 */
export function readRecord<T extends { schema: number }>(
  kind: RecordKind<T>,
  stored: unknown,
): Reading<T> {
  if (stored === undefined) return { state: 'absent' };
  if (!isPlainObject(stored)) return { state: 'unreadable' };
  const { schema } = stored;
  if (typeof schema !== 'number' || !Number.isInteger(schema) || schema < 1) {
    return { state: 'unreadable' };
  }
  if (schema > kind.schema) return { state: 'newer', schema };
  let record = stored;
  for (let from = schema; from < kind.schema; from++) {
    const migrate = kind.migrations[from - 1];
    if (!migrate) return { state: 'unreadable' };
    record = { ...migrate(record), schema: from + 1 };
  }
  if (!kind.isValid(record)) return { state: 'unreadable' };
  return { state: 'good', record, migrated: schema !== kind.schema };
}
