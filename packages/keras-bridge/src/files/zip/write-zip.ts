import { zipSync } from 'fflate';

/**
 * Packs members into a zip, stored, as Keras does.
 *
 * @param members name and bytes, in the order in which they are to appear
 * @param savedAt the time written into every member
 * @returns the archive
 */
export function writeZip(members: Record<string, Uint8Array>, savedAt: Date): Uint8Array {
  return zipSync(members, { level: 0, mtime: earliest(savedAt) });
}

/** Zip counts years from 1980. */
const earliest = (date: Date) => (date.getFullYear() < 1980 ? new Date(1980, 0, 1) : date);
