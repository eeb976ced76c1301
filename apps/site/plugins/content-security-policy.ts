import { createHash } from 'node:crypto';

/** The head tag, with the charset, which browsers look for in the first 1024 bytes only. */
const OPENING = /<head[^>]*>(?:<meta charset=[^>]*>)?/i;
const INLINE_SCRIPT = /<script(?![^>]*\ssrc=)([^>]*)>([\s\S]*?)<\/script>/gi;

/**
 * The policy of a page that may run only its own files and the inline scripts whose hashes are
 * given. Everything else that the course runs lives in a frame with a policy of its own.
 *
 * @param hashes sources such as `'sha256-…'`
 */
export function policy(hashes: readonly string[]): string {
  return [
    "default-src 'self'",
    ["script-src 'self'", ...hashes, "'wasm-unsafe-eval'"].join(' '),
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "frame-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/** The hash sources of a page's inline scripts, each once. */
export function scriptHashes(html: string): string[] {
  const hashes = Array.from(html.matchAll(INLINE_SCRIPT), ([, , text = '']) => {
    return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  });
  return [...new Set(hashes)];
}

/**
 * A page with its policy put before every script, directly behind the head tag and charset.
 *
 * @param html the built page
 * @param name the page's name, for the message
 * @throws Error when there is no head tag, or a script stands before it
 */
export function withPolicy(html: string, name: string): string {
  const head = OPENING.exec(html);
  const script = html.search(/<script/i);
  if (!head || (script >= 0 && script < head.index)) {
    throw new Error(
      `withPolicy: expected a <head> before the first <script>, received ${name} without; ` +
        'a page without a policy must not be published',
    );
  }
  const end = head.index + head[0].length;
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policy(scriptHashes(html))}">`;
  return `${html.slice(0, end)}${meta}${html.slice(end)}`;
}
