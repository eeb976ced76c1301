import { createHash } from 'node:crypto';
import { inlineScript } from '../frame/inline-script.js';

/** Colours come as variables; what a program does not style looks like the page around it. */
const STYLE =
  ':root{color-scheme:light;background:var(--background,Canvas);color:var(--text,CanvasText);' +
  'accent-color:var(--accent,auto)}body{margin:0;padding:4px;display:flow-root;box-sizing:border-box;' +
  'font:16px/1.5 system-ui,sans-serif}button,input,select,textarea{font:inherit}';

/**
 * The policy of the frame that shows a component. Unlike the runner's frame it evaluates no text:
 * scripts are its own one, by its hash, and blobs.
 */
function stagePolicy(script: string): string {
  const hash = createHash('sha256').update(script).digest('base64');
  return [
    "default-src 'none'",
    `script-src 'sha256-${hash}' 'wasm-unsafe-eval' blob:`,
    "worker-src 'none'",
    "style-src 'unsafe-inline'",
    'img-src data: blob:',
    "connect-src 'none'",
    "frame-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
  ].join('; ');
}

/**
 * The text of stage.html. The policy comes first in head, so that it holds for all that follows.
 *
 * @param script The frame's bundled script.
 */
export function stagePage(script: string): string {
  const inline = inlineScript(script);
  return `<!doctype html>
<html lang="en">
<head>
<meta http-equiv="Content-Security-Policy" content="${stagePolicy(inline)}">
<meta charset="utf-8">
<meta name="robots" content="noindex">
<title>A component</title>
<style>${STYLE}</style>
</head>
<body>
<div id="root"></div>
<script>${inline}</script>
</body>
</html>
`;
}
