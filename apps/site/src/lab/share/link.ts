/** The part of a URL that carries shared code: `#code=<block>.<packed text>`. */

const PREFIX = '#code=';

/** Whether a URL's hash carries shared code, whole or damaged. */
export const isShareHash = (hash: string) => hash.startsWith(PREFIX);

/** The hash that opens `packed` in the block of that name. */
export const shareHash = (block: string, packed: string) =>
  `${PREFIX}${encodeURIComponent(block)}.${packed}`;

/**
 * Take a share hash apart. Nothing is unpacked yet.
 *
 * @returns the block's name (empty when it cannot be read) and the packed text
 */
export function readShareHash(hash: string): { block: string; packed: string } {
  const body = hash.slice(PREFIX.length);
  // Packed text holds no dot, names may.
  const dot = body.lastIndexOf('.');
  if (dot < 0) return { block: '', packed: body };
  try {
    return { block: decodeURIComponent(body.slice(0, dot)), packed: body.slice(dot + 1) };
  } catch {
    return { block: '', packed: body.slice(dot + 1) };
  }
}
