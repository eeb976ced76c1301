import { inlineScript } from './inline-script.js';

/** The policy of the frame, which its workers inherit: code and blobs of its own, no network. */
export const FRAME_POLICY = [
  "default-src 'none'",
  "script-src 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval' blob:",
  'worker-src blob:',
  "style-src 'unsafe-inline'",
  'img-src data: blob:',
  "connect-src 'none'",
  "frame-src 'none'",
  "form-action 'none'",
  "base-uri 'none'",
].join('; ');

/**
 * The text of runner.html. The policy comes first in head, so that it holds for all that follows.
 *
 * @param script The frame's bundled script.
 */
export function framePage(script: string): string {
  const inline = inlineScript(script);
  return `<!doctype html>
<html lang="en">
<head>
<meta http-equiv="Content-Security-Policy" content="${FRAME_POLICY}">
<meta charset="utf-8">
<meta name="robots" content="noindex">
<title>Runner of edited code</title>
</head>
<body>
<script>${inline}</script>
</body>
</html>
`;
}
