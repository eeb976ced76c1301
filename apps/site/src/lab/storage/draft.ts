import type { RecordKind, StoredObject } from './record';

/** A text as the reader left it. */
export interface Draft {
  schema: 2;
  text: string;
  /** Fingerprint of the lesson's text that the edit began from. */
  original: string;
  /** When it was saved, in milliseconds since 1970. */
  time: number;
  /** The reader's own text from before somebody else's was taken over. */
  earlier?: string;
}

/** The longest text that is kept or shared, in UTF-16 units. */
export const LONGEST_TEXT = 256 * 1024;

const isText = (value: unknown) => typeof value === 'string' && value.length <= LONGEST_TEXT;

export const DRAFT: RecordKind<Draft> = {
  schema: 2,
  migrations: [
    // Schema 1 did not know what the edit began from: it counts as begun from another text,
    // so that the reader is offered the lesson's.
    (draft) => ({ text: draft.text, original: '', time: 0 }),
  ],
  isValid: (record): record is StoredObject & Draft =>
    isText(record.text) &&
    typeof record.original === 'string' &&
    typeof record.time === 'number' &&
    (record.earlier === undefined || isText(record.earlier)),
};

/** The key of a block's draft. Each block has its own, so tabs cannot overwrite each other's. */
export const draftKey = (page: string, block: string) => `draft/${page}/${block}`;
