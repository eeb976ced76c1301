import { deflateSync, Inflate } from 'fflate';
import { fingerprint } from '../fingerprint';
import { LONGEST_TEXT } from '../storage/draft';

/**
 * A text as a short string that is safe in a URL, and back.
 *
 *     base64url( version byte, 4 bytes of fingerprint, raw deflate of the UTF-8 text )
 *
 * Whatever arrives is hostile until proven otherwise: its size is bounded before and while it
 * is inflated, and the fingerprint tells a damaged link from a whole one.
 */

const VERSION = 1;
const HEADER = 5;
/** The most bytes of UTF-8 that are packed or unpacked. */
const MOST_BYTES = LONGEST_TEXT;
/** Deflate never grows a text by much; base64 adds a third. */
const MOST_CHARACTERS = Math.ceil((MOST_BYTES * 4) / 3) + 1024;
/** Deflate inflates at most 1032-fold, so one piece can overshoot by about 256 KiB. */
const PIECE = 256;

/** Why a shared text could not be opened, in words for the reader. */
export class ShareError extends Error {
  override name = 'ShareError';
}

const damaged = () =>
  new ShareError(
    'share link: expected a whole link, received a damaged or cut one; ask for it again',
  );
const tooLong = () =>
  new ShareError(`share link: expected at most ${LONGEST_TEXT / 1024} KiB of code, received more`);

function toBase64Url(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function fromBase64Url(text: string): Uint8Array {
  if (text.length > MOST_CHARACTERS) throw tooLong();
  if (!/^[\w-]*$/.test(text)) throw damaged();
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return Uint8Array.from(binary, (character) => character.charCodeAt(0));
  } catch {
    throw damaged();
  }
}

/** Inflate piece by piece and give up as soon as the result is too long. */
function inflateBounded(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  let length = 0;
  const stream = new Inflate((part) => {
    parts.push(part);
    length += part.length;
  });
  try {
    for (let at = 0; at < bytes.length && length <= MOST_BYTES; at += PIECE) {
      stream.push(bytes.subarray(at, at + PIECE), at + PIECE >= bytes.length);
    }
  } catch {
    throw damaged();
  }
  if (length > MOST_BYTES) throw tooLong();
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const fingerprintBytes = (text: string) =>
  Uint8Array.from(fingerprint(text).match(/../g)!, (pair) => Number.parseInt(pair, 16));

/**
 * Pack a text for a URL.
 *
 * @param text at most 256 KiB of UTF-8; half a surrogate pair becomes U+FFFD
 * @returns letters, digits, `-` and `_` only
 * @throws ShareError when the text is too long
 */
export function pack(text: string): string {
  const plain = new TextEncoder().encode(text);
  if (plain.length > MOST_BYTES) throw tooLong();
  const body = deflateSync(plain, { level: 9 });
  const bytes = new Uint8Array(HEADER + body.length);
  bytes[0] = VERSION;
  bytes.set(fingerprintBytes(text), 1);
  bytes.set(body, HEADER);
  return toBase64Url(bytes);
}

/**
 * Unpack what `pack` made.
 *
 * @param packed anything at all
 * @returns the text, exactly
 * @throws ShareError for everything that `pack` did not make
 */
export function unpack(packed: string): string {
  const bytes = fromBase64Url(packed);
  if (bytes.length <= HEADER) throw damaged();
  if (bytes[0] !== VERSION) {
    throw new ShareError(
      `share link: expected version ${VERSION}, received ${bytes[0]}; reload the page and try again`,
    );
  }
  // A byte order mark is part of the text: without `ignoreBOM` the decoder would eat it.
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const text = decoder.decode(inflateBounded(bytes.subarray(HEADER)));
  const seal = fingerprintBytes(text);
  if (!seal.every((byte, index) => byte === bytes[1 + index])) throw damaged();
  return text;
}
