/**
 * A 32-bit FNV-1a fingerprint of a text, as eight hexadecimal digits.
 *
 * It tells whether a text changed by accident or by editing. It is no protection against
 * somebody who wants two texts to collide.
 *
 * @param text any string
 * @returns eight lower-case hexadecimal digits
 * @example
 * fingerprint('')   //=> '811c9dc5'
 * @see http://www.isthe.com/chongo/tech/comp/fnv/
 */
export function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) {
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}
